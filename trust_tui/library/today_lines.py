"""Says the lines of today in words, the same on the overview and on the command line."""

from datetime import date

from trust_tui.domain.agenda import Open, TodayLine
from trust_tui.domain.dates import days_ago, short_day
from trust_tui.domain.text import one_line
from trust_tui.library.library import Library


def told(line: TodayLine, library: Library, today: date) -> tuple[str, str]:
    """What a line is about, and the note beside it."""
    match line.kind:
        case Open.CHECK_IN:
            return "Check in", days_ago(
                line.day, today
            ) if line.day else "under a minute"
        case Open.CHECKED_IN:
            return "Checked in today", "change it"
        case Open.EXERCISE:
            exercise = library.exercise_outline(line.target)
            step = library.header(exercise.step)
            return (
                exercise.title,
                f"step {step.step}{step.part} \u00b7 {exercise.minutes} min",
            )
        case Open.PROMISE:
            return one_line(
                line.label
            ), f"promised for {short_day(line.day, today)}" if line.day else "promised"
        case Open.REVIEW:
            return one_line(line.label), "look back?"
        case Open.GOAL:
            return one_line(
                line.label
            ), f"by {short_day(line.day, today)}" if line.day else "goal"
        case Open.TOGETHER:
            return "Check-in together", short_day(line.day, today) if line.day else ""
        case Open.SELF_CHECK:
            return "Self-check", days_ago(line.day, today) if line.day else "2-3 min"
        case Open.HABIT:
            return library.text("habits", line.target).title, "tick it"
