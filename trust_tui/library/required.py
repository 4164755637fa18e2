"""What a page of each kind must hold, so that the program finds what it looks for. Ids only: the words are content."""

from collections.abc import Mapping
from typing import Final

from trust_tui.library.model import Kind

PATH_PARTS: Final = ("hurt", "hurting", "both", "habit")
"""The parts one may have in a problem, each with a way of its own through the path."""

FEWEST_SITTINGS, MOST_SITTINGS = 18, 26
"""Sittings on each way through the path."""

SECTIONS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SIGN: (
        "looks-like",
        "why",
        "when-it-is-not",
        "self-check",
        "try",
        "care",
    ),
    Kind.STEP: (
        "purpose",
        "why-it-helps",
        "exercises",
        "prompts",
        "done",
        "goal",
        "care",
    ),
    Kind.SELF_CHECK: ("intro", "scale", "items", "reading"),
    Kind.CHECK_IN: ("intro", "items", "trends", "reading"),
    Kind.TOGETHER: ("intro", "items", "agenda", "safety"),
    Kind.HABITS: ("habits", "promise-states", "reading"),
    Kind.GOALS: ("intro", "form", "checks", "states", "review"),
    Kind.JOURNAL: ("intro", "prompts", "who-could-read"),
    Kind.HELPLINES: ("anywhere", "who", "checked"),
    Kind.EVIDENCE: ("grades", "methods"),
    Kind.GLOSSARY: ("terms",),
    Kind.SAFETY: ("danger", "danger-signs", "if-you-do-this"),
    Kind.TOPIC: ("what", "safety", "helps", "leave", "evidence"),
    Kind.NOW: ("intro", "scale", "reading"),
    Kind.TOOL: ("purpose", "steps", "not-now"),
    Kind.CARDS: ("intro", "light", "middle", "deep"),
    Kind.WEEK: ("intro", "parts", "prompts"),
    Kind.PATH: (
        "intro",
        "parts",
        "fear",
        "company",
        "problem",
        "pace",
        "reading",
        "week-1",
        "week-2",
        "week-3",
        "week-4",
    ),
    Kind.TOUR: (
        "offer",
        "overview",
        "signs",
        "steps",
        "faq",
        "journal",
        "check-in",
        "goal",
        "safety",
        "hide",
        "leave",
    ),
}
"""Ids of sections, which must also be filled."""

PARTS: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SELF_CHECK: (
        "level-hardly",
        "level-now-and-then",
        "level-quite-often",
        "level-most-days",
        "level-not-answered",
        "most",
        "most-tied",
        "little",
        "care",
        "doubt-fits",
        "nothing-answered",
        "history-early",
        "history-more",
        "history-less",
        "history-same",
        "too-soon",
        "own-questions",
    ),
    Kind.CHECK_IN: (
        "days-differ",
        "how-read",
        "visible",
        "tagged",
        "pull-and-mood",
        "low-mood",
        "break-offer",
        "on-break",
        "welcome-back",
        "not-safe",
        "none-yet",
    ),
    Kind.HABITS: ("promises-kept",),
    Kind.NOW: (
        "ask-before",
        "choose",
        "ask-after",
        "fear-first",
        "keep-or-tear",
        "fell",
        "not-fell",
        "often-fell",
        "most-often",
        "done",
        "one-line",
    ),
    Kind.WEEK: (
        "went-well",
        "kept",
        "open",
        "done",
        "lines",
        "empty",
        "answer",
        "plan-if",
        "plan-then",
        "goal",
    ),
    Kind.PATH: (
        "last-time",
        "begun-with",
        "last-act",
        "because-order",
        "because-sign",
        "because-pull",
        "because-gone",
        "welcome-back",
        "paused",
        "left",
        "act",
        "if",
        "then",
        "said",
        "ended",
    ),
    Kind.GOALS: ("check-own", "check-visible", "check-small"),
}
"""Ids of parts of sections, which may have a heading and nothing else."""

VALUES: Final[Mapping[tuple[Kind, str], tuple[str, ...]]] = {
    (Kind.SELF_CHECK, "scale"): ("0", "1", "2", "3", "4", "na"),
    (Kind.NOW, "scale"): ("0", "1", "2", "3", "4"),
    (Kind.PATH, "parts"): PATH_PARTS,
    (Kind.PATH, "company"): ("alone", "other"),
    (Kind.PATH, "fear"): ("no", "yes"),
    (Kind.PATH, "pace"): ("2", "3", "4", "5"),
    (Kind.HABITS, "promise-states"): (
        "open",
        "kept",
        "moved",
        "repaired",
        "let-go",
    ),
    (Kind.CHECK_IN, "tagged"): ("more", "less"),
    (Kind.GOALS, "states"): ("trying", "done", "changed", "let-go"),
    (Kind.EVIDENCE, "grades"): ("good", "some", "mixed", "practice"),
    (Kind.HELPLINES, "who"): (
        "danger",
        "hurt",
        "harm",
        "crisis",
        "elders",
        "children",
        "lgbt",
        "any",
    ),
    (Kind.HELPLINES, "checked"): ("unchecked", "checked"),
}
"""Values of the items of a section."""

ANSWERED: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.SIGN: ("self-check",),
    Kind.STEP: ("prompts",),
    Kind.SELF_CHECK: ("items",),
    Kind.CHECK_IN: ("items", "lines"),
    Kind.TOGETHER: ("items", "checkup"),
    Kind.GOALS: ("form", "review"),
    Kind.JOURNAL: ("prompts",),
    Kind.TOOL: ("steps",),
    Kind.WEEK: ("prompts",),
    Kind.CARDS: ("light", "middle", "deep"),
}
"""Ids of sections whose items are answered, so that each needs an id to keep the answer by."""

TREND_VALUES: Final = (
    "more",
    "less",
    "more-since",
    "less-since",
    "same",
    "early",
    "few",
)

FEWEST_CARDS: Final = 5
"""Cards of each depth on a page of them."""

LONGEST_TOOL: Final = 180
"""Seconds of all steps of a tool, waits left out."""

FIGURE_SAYS: Final[Mapping[str, str]] = {
    "source": "where it comes from",
    "who": "who took part",
    "limits": "what it does not say",
}
"""What stands beside a method that was studied, on a page of evidence."""

KEPT: Final = ("promises", "tick", "letter", "limits", "wins", "dates")
"""What the program can keep of a habit."""

ONE_OF_EACH: Final = (
    Kind.SAFETY,
    Kind.HELPLINES,
    Kind.SELF_CHECK,
    Kind.CHECK_IN,
    Kind.TOGETHER,
    Kind.HABITS,
    Kind.GOALS,
    Kind.JOURNAL,
    Kind.NOW,
    Kind.WEEK,
    Kind.PATH,
)
"""Kinds of which the program uses one page."""

PAGES: Final = ("overview", "privacy", "about", "signs", "steps", "tour")
"""Ids of pages that the program opens by name."""
