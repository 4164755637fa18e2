"""Says the lines of today in words, the same on the overview and on the command line."""

from datetime import date

from trust_tui.domain import (
    Open,
    TodayLine,
    days_ago,
    one_line,
    short_day,
    tr,
)
from trust_tui.library.library import Library


def label_and_note(
    line: TodayLine, library: Library, today: date
) -> tuple[str, str]:
    """What a line is about, and the note beside it."""
    match line.kind:
        case Open.CHECK_IN:
            return tr("Check in"), _ago(line, today) or tr("under a minute")
        case Open.CHECKED_IN:
            return tr("Checked in today"), tr("change it")
        case Open.WEEK:
            return library.header("week").title, tr("{minutes} min", minutes=3)
        case Open.PATH:
            return library.header("path").title, tr("{minutes} min", minutes=15)
        case Open.EXERCISE:
            exercise = library.exercises.outline(line.target)
            step = library.header(exercise.step)
            return (
                exercise.title,
                tr(
                    "step {step} \u00b7 {minutes} min",
                    step=f"{step.step}{step.part}",
                    minutes=exercise.minutes,
                ),
            )
        case Open.PROMISE | Open.REVIEW | Open.GOAL:
            return one_line(line.label), _beside_own_words(line, today)
        case Open.TOGETHER:
            return tr("Check-in together"), _on(line, today)
        case Open.SELF_CHECK:
            return tr("Self-check"), _ago(line, today) or tr("2-3 min")
        case Open.HABIT:
            return library.text("habits", line.target).title, tr("tick it")


def _beside_own_words(line: TodayLine, today: date) -> str:
    """The note beside what the user wrote."""
    if line.kind is Open.PROMISE:
        day = _on(line, today)
        return tr("promised for {day}", day=day) if day else tr("promised")
    if line.kind is Open.GOAL:
        day = _on(line, today)
        return tr("by {day}", day=day) if day else tr("goal")
    return tr("look back?")


def _ago(line: TodayLine, today: date) -> str:
    """How long the day of a line is ago; empty without one."""
    return days_ago(line.day, today) if line.day else ""


def _on(line: TodayLine, today: date) -> str:
    """The day of a line; empty without one."""
    return short_day(line.day, today) if line.day else ""
