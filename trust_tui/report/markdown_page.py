"""The page for a professional as Markdown."""

from typing import Final

from trust_tui.domain import (
    clean,
    one_line,
    tr,
)
from trust_tui.report.report import (
    OWN,
    Block,
    Card,
    Chart,
    Page,
    Prose,
    weekly_means,
)

_STEPS: Final = "\u2581\u2582\u2583\u2585\u2587"
_GAP: Final = "\u00b7"


def write_markdown_page(page: Page) -> str:
    """The page; a chart becomes one sign for each week."""
    lines = [f"# {page.title}", ""]
    lines += [f"{escape(line)}  " for line in page.head]
    lines += ["", f"**{tr(OWN)}** {' '.join(page.limits)}".rstrip(), ""]
    for part in page.parts:
        lines += [f"## {part.title}", ""]
        if intro := f"{part.intro} {part.steps}".strip():
            lines += [intro, ""]
        for block in part.blocks:
            lines += [*_block(block), ""]
    return "\n".join(lines)


def escape(text: str) -> str:
    """A short text of the user's on one line, in which no mark has a meaning."""
    return "".join(
        f"\\{sign}" if sign in "\\`*_{}[]<>#|&" else sign
        for sign in one_line(text)
    )


def _block(block: Block) -> list[str]:
    match block:
        case Chart():
            return _chart(block)
        case Card():
            return _card(block)
        case Prose():
            return _prose(block)


def _chart(chart: Chart) -> list[str]:
    scale = chart.scale
    sentence = f": {chart.sentence}" if chart.sentence else ""
    if chart.weekly:
        means = weekly_means(chart)
        weeks = range((chart.last - chart.first).days // 7, -1, -1)
        signs = "".join(
            _STEPS[round(means[back])] if back in means else _GAP
            for back in weeks
        )
    else:
        signs = "".join(
            _STEPS[round(value)] for _, value in sorted(chart.points.items())
        )
    ends = tr(
        "From {lowest} ({low}) to {highest} ({high})",
        lowest=_STEPS[0],
        low=scale.low,
        highest=_STEPS[-1],
        high=scale.high,
    )
    return [
        f"**{escape(scale.label)}**{sentence}",
        "",
        f"{scale.question} {ends}: {signs}".lstrip(),
    ]


def _card(card: Card) -> list[str]:
    lines = [
        f"- **{escape(card.title)}**"
        + (f" ({escape(card.under)})" if card.under else "")
    ]
    return lines + [
        f"  - {label}: {escape(text)}" for label, text in card.facts
    ]


def _prose(prose: Prose) -> list[str]:
    title = f": {escape(prose.title)}" if prose.title else ""
    # As a quotation, so that a heading in it stays inside. Neither HTML nor a picture, which a viewer may fetch.
    text = (
        clean(prose.text.strip()).replace("<", "&lt;").replace("![", "&#33;[")
    )
    quoted = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
    return [f"### {escape(prose.under)}{title}", "", quoted]
