"""Says the lines of today in words, the same on the overview and on the command line."""

from datetime import date

from trust_tui.domain import Open, TodayLine, days_ago, one_line, short_day
from trust_tui.library.library import Library


def label_and_note(
    line: TodayLine, library: Library, today: date
) -> tuple[str, str]:
    """What a line is about, and the note beside it."""
    match line.kind:
        case Open.CHECK_IN:
            return "Check in", _ago(line, today) or "under a minute"
        case Open.CHECKED_IN:
            return "Checked in today", "change it"
        case Open.WEEK:
            return library.header("week").title, "3 min"
        case Open.PATH:
            return library.header("path").title, "15 min"
        case Open.EXERCISE:
            exercise = library.exercises.outline(line.target)
            step = library.header(exercise.step)
            return (
                exercise.title,
                f"step {step.step}{step.part} \u00b7 {exercise.minutes} min",
            )
        case Open.PROMISE | Open.REVIEW | Open.GOAL:
            return one_line(line.label), _beside_own_words(line, today)
        case Open.TOGETHER:
            return "Check-in together", _on(line, today)
        case Open.SELF_CHECK:
            return "Self-check", _ago(line, today) or "2-3 min"
        case Open.HABIT:
            return library.text("habits", line.target).title, "tick it"


def _beside_own_words(line: TodayLine, today: date) -> str:
    """The note beside what the user wrote."""
    if line.kind is Open.PROMISE:
        return _on(line, today, "promised for ") or "promised"
    if line.kind is Open.GOAL:
        return _on(line, today, "by ") or "goal"
    return "look back?"


def _ago(line: TodayLine, today: date) -> str:
    """How long the day of a line is ago; empty without one."""
    return days_ago(line.day, today) if line.day else ""


def _on(line: TodayLine, today: date, before: str = "") -> str:
    """The day of a line, with what stands before it; empty without one."""
    return f"{before}{short_day(line.day, today)}" if line.day else ""
