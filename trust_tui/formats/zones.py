"""The time zone of moments that come without one: the machine's own, or one by its name."""

import os
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trust_tui.domain import (
    UsageError,
    tr,
)

_OFFSET: Final = re.compile(
    r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d{2}))?\Z", re.IGNORECASE
)


def zone_named(name: str) -> tzinfo:
    """A time zone by its name (`Europe/Berlin`), its offset (`+01:00`, and `UTC+01:00` as it calls itself), or `local`.

    Raises:
        UsageError: There is none.
    """
    name = name.strip()
    if name.lower() in ("", "local"):
        return local_zone()
    if name.upper() in ("UTC", "Z"):
        return UTC
    if match := _OFFSET.match(name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes < 24 * 60:
            return timezone(
                timedelta(minutes=-minutes if match[1] == "-" else minutes)
            )
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            tr(
                "There is no such time zone: write it like Europe/Berlin or +01:00."
            )
        ) from None


def local_zone() -> tzinfo:
    """The zone of this machine, with its rules where the system names it."""
    for name in (os.environ.get("TZ", "").removeprefix(":"), _system_zone()):
        try:
            if name:
                return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    # By its offset alone: a name like CEST is one that nobody could type back.
    return timezone(datetime.now().astimezone().utcoffset() or timedelta())


def _system_zone() -> str:
    try:
        return str(Path("/etc/localtime").resolve(strict=True)).partition(
            "/zoneinfo/"
        )[2]
    except (OSError, RuntimeError):
        return ""
