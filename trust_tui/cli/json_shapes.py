"""The shapes of what commands print as JSON: names stay, new ones may come, and what a name means stays.

Types: `text`, `number`, `yes` (true or false), `day` (2026-11-29), `moment` (ISO 8601 with its offset), `object`,
`[shape]` for a list; a question mark behind it where it may be null.
"""

from collections.abc import Mapping
from typing import Final

SHAPES: Final[Mapping[str, Mapping[str, str]]] = {
    "kept": {"id": "text", "short": "text"},
    "noted": {"id": "text"},
    "record": {
        "id": "text",
        "short": "text",
        "kind": "text",
        "title": "text",
        "day": "day",
        "state": "text?",
        "about": "text?",
        "who": "text?",
        "made": "moment",
        "changed": "moment",
        "revision": "number",
        "value": "object",
    },
    "open": {
        "kind": "text",
        "id": "text",
        "title": "text",
        "note": "text",
        "day": "day?",
        "today": "day",
        "about": "text?",
        "who": "text?",
        "command": "text",
    },
    "habit": {"id": "text", "title": "text", "on": "yes", "ticks": "number"},
    "step": {"id": "text", "title": "text", "mark": "text"},
    "exercise": {
        "id": "text",
        "title": "text",
        "step": "text",
        "minutes": "number",
        "times_done": "number",
        "begun": "yes",
    },
    "person": {
        "id": "text",
        "label": "text",
        "kind": "text",
        "put_away": "yes",
        "for_two": "yes",
        "in_mind": "yes",
    },
    "settings": {
        "theme": "text",
        "language": "text",
        "country": "text",
        "lock_minutes": "number",
        "day_ends": "number",
        "week_start": "text",
        "habits": "[text]?",
        "plain": "yes",
        "reader": "yes",
        "break": "yes",
    },
    "line": {
        "about": "text?",
        "who": "text",
        "item": "text",
        "label": "text",
        "sentence": "text",
        "direction": "text",
        "since": "day?",
        "read_on": "day",
        "week": "object",
        "four_weeks": "object",
        "eight_weeks": "object",
        "tagged": "object?",
        "answers": "object",
    },
}
"""Each shape: names and what they hold."""

OUTPUTS: Final[Mapping[str, str]] = {
    "today": "[open]",
    "note": "noted",
    "list": "[record]",
    "show": "[record]",
    "search": "[record]",
    "edit": "kept",
    "trash": "[record]",
    "goal": "[record] or kept",
    "promise": "[record] or kept",
    "win": "[record] or kept",
    "limit": "[record] or kept",
    "habit": "[habit] or kept",
    "step": "[step] or kept",
    "exercise": "[exercise]",
    "together": "[record]",
    "trend": "[line]",
    "who": "[person] or kept",
    "settings": "settings",
}
"""What each command prints with `--json`; a list where it lists, `kept` where it keeps something."""
