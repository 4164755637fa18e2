"""The full-screen program, or one sentence where no screen can be shown."""

import argparse
import gc
import tempfile
from pathlib import Path

from trust_tui.cli.context import configuration, open_library, workbook_folder
from trust_tui.domain.clock import SystemClock
from trust_tui.errors import UsageError
from trust_tui.store import open_workbook
from trust_tui.terminal.environment import refusal, wants_ascii


def run(options: argparse.Namespace) -> int:
    """Show the program until it is left."""
    if (
        sentence := refusal("Trust TUI", "the commands under `trust-tui --help` can")
    ) is not None:
        raise UsageError(sentence)
    if not options.demo:
        return show(options, workbook_folder(options))
    # The made-up data brings along what nobody else needs at the start.
    from trust_tui.cli.demo import fill  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="trust-tui-demo-") as name:
        folder = Path(name) / "data"
        fill(folder, SystemClock())
        return show(options, folder)


def show(options: argparse.Namespace, folder: Path) -> int:
    """Run the program on a data folder."""
    # Little of what is made while the program starts becomes garbage; the program looks for it again once it is up.
    gc.disable()
    # The one import that the other commands must not pay for.
    from trust_tui.program.app import TrustApp  # noqa: PLC0415

    clock = SystemClock()
    app = TrustApp(
        lambda: open_workbook(folder, clock=clock),
        open_library(options),
        clock,
        ascii=wants_ascii(),
        place=folder,
        kiosk=options.kiosk,
        config_file=configuration(is_kept=not (options.kiosk or options.demo)),
    )
    status = app.run(mouse=False)
    return app.return_code or status or 0
