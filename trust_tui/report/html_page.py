"""The page for a professional as one HTML file that stands alone: no script, no address outside, made for paper."""

from html import escape
from typing import Final

from markdown_it import MarkdownIt

from trust_tui.domain import (
    clean,
    one_line,
    tr,
)
from trust_tui.report.report import OWN, Block, Card, Chart, Page, Part, Prose
from trust_tui.report.svg import svg
from trust_tui.report.year_svg import year_svg

_STYLE: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 2.5rem 1.5rem 3rem; color: #1c1c1c; background: #fff;
  font: 11pt/1.5 Georgia, "Iowan Old Style", "Palatino Linotype", "DejaVu Serif", serif; overflow-wrap: anywhere; }
h1, h2, h3, .under, .own, .facts dt, figcaption, text, .head
  { font-family: "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .4rem; font-weight: 600; }
h2 { font-size: 13pt; margin: 1.6rem 0 .3rem; padding-bottom: .25rem; border-bottom: 1px solid #1c1c1c;
  font-weight: 600; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 0; font-weight: 600; line-height: 1.4; break-after: avoid; }
p { margin: .4rem 0; orphans: 3; widows: 3; }
.head { margin: 0; color: #444; font-size: 10pt; }
.own { margin: 1rem 0 0; padding: .5rem .8rem; border-left: 3px solid #1c1c1c; background: #f4f4f2; }
.own p { margin: 0; font-size: 10pt; font-weight: 600; }
.own p.limits { margin-top: .2rem; font-size: 8.5pt; font-weight: 400; line-height: 1.4; color: #444; }
.intro { break-after: avoid; color: #444; font-style: italic; font-size: 10pt; }
figure { margin: .7rem 0 .8rem; break-inside: avoid; }
figcaption { font-size: 10pt; }
figcaption .question { margin-left: .8em; color: #444; font-size: 9pt; }
svg { display: block; width: 100%; height: auto; margin-top: .15rem; }
svg text { font-size: 10px; fill: #444; }
svg .end { text-anchor: end; }
svg .day { text-anchor: middle; }
svg .rule { stroke: #e4e4e0; stroke-width: 1; }
svg .edge { stroke: #bbb; stroke-width: 1; }
svg .tick { stroke: #888; stroke-width: 1; }
svg .day-dot { fill: #999; }
svg .dot { fill: #1c1c1c; }
svg .done { text-anchor: middle; font-size: 8px; }
svg .none { fill: none; stroke: #ddd; stroke-width: .6; }
svg .s0 { fill: #f1f1ee; } svg .s1 { fill: #d8d8d3; } svg .s2 { fill: #b4b4ae; } svg .s3 { fill: #6e6e68; }
svg .s4 { fill: #2b2b28; }
svg .digit { text-anchor: middle; font-size: 7px; fill: #1c1c1c; } svg .d3, svg .d4 { fill: #fff; }
svg .mean { fill: none; stroke: #1c1c1c; stroke-width: 1.75; stroke-linejoin: round; stroke-linecap: round; }
.card { margin: .8rem 0; break-inside: avoid; }
.under { color: #444; font-size: 9pt; font-weight: 400; }
p.under { margin: .1rem 0; }
.facts { margin: .2rem 0 0; display: grid; grid-template-columns: 10.5rem 1fr; gap: .1rem .8rem; font-size: 10pt; }
.facts dt { color: #444; font-size: 9pt; padding-top: .1rem; }
.facts dd { margin: 0; }
.entry { margin: 1.1rem 0 1.4rem; }
.entry h1, .entry h2, .entry h3, .entry h4 { font-size: 10.5pt; border: 0; padding: 0; margin: .6rem 0 .2rem; }
.entry .text { margin-top: .2rem; }
.entry ul, .entry ol { margin: .4rem 0; padding-left: 1.4rem; }
.entry blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 2px solid #bbb; }
.entry pre { white-space: pre-wrap; font-size: 9.5pt; }
.entry hr { border: 0; border-top: 1px solid #bbb; }
@page { margin: 16mm 18mm 15mm; }
@media print { body { max-width: none; padding: 0; font-size: 10.5pt; } h2 { margin-top: 1.4rem; } }
"""
_MARKDOWN: Final = MarkdownIt(
    "commonmark", {"html": False, "breaks": True, "maxNesting": 20}
).disable(
    [
        "link",
        "image",
        "autolink",
        "html_inline",
        "html_block",
        "reference",
        "code",
    ]
)


def write_html_page(page: Page) -> str:
    """The page. Everything in it that a person wrote is text, whatever it looks like."""
    head = "".join(f'<p class="head">{_text(line)}</p>\n' for line in page.head)
    parts = "".join(_part(part) for part in page.parts)
    limits = " ".join(_text(limit) for limit in page.limits)
    small = f'<p class="limits">{limits}</p>' if limits else ""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(page.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<header><h1>{_text(page.title)}</h1>\n{head}<div class="own"><p>{_text(tr(OWN))}</p>{small}</div></header>\n'
        f"<main>\n{parts}</main>\n</body>\n</html>\n"
    )


def _part(part: Part) -> str:
    told = f"{part.dots} {part.intro}".strip()
    intro = f'<p class="intro">{_text(told)}</p>\n' if told else ""
    blocks = "".join(_block(block) for block in part.blocks)
    return (
        f"<section>\n<h2>{_text(part.title)}</h2>\n{intro}{blocks}</section>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Chart():
            return _chart(block)
        case Card():
            return _card(block)
        case Prose():
            return _prose(block)


def _chart(chart: Chart) -> str:
    sentence = f": {_text(chart.sentence)}" if chart.sentence else ""
    question = (
        f'<span class="question">{_text(chart.scale.question)}</span>'
        if chart.scale.question
        else ""
    )
    caption = f"<figcaption><strong>{_text(chart.scale.label)}</strong>{sentence}{question}</figcaption>"
    calendar = year_svg(chart) if chart.weekly else ""
    return f"<figure>{caption}{svg(chart)}{calendar}</figure>\n"


def _card(card: Card) -> str:
    under = f'<p class="under">{_text(card.under)}</p>' if card.under else ""
    facts = "".join(
        f"<dt>{_text(label)}</dt><dd>{_text(text)}</dd>"
        for label, text in card.facts
    )
    listed = f'<dl class="facts">{facts}</dl>' if facts else ""
    return (
        f'<div class="card"><h3>{_text(card.title)}</h3>{under}{listed}</div>\n'
    )


def _prose(prose: Prose) -> str:
    title = (
        f"{_text(prose.under)}: {_text(prose.title)}"
        if prose.title
        else _text(prose.under)
    )
    text = _MARKDOWN.render(clean(prose.text.replace("\r\n", "\n").strip()))
    return f'<article class="entry"><h3>{title}</h3><div class="text">{text}</div></article>\n'


def _text(text: str) -> str:
    return escape(one_line(text))
