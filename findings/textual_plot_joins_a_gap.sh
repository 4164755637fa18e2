#!/bin/sh
# Guess: a chart library that takes NaN for a missing value breaks the line there, as matplotlib, gnuplot and plotext do.
# Behaviour: textual-plot takes NaN without a word, drops the point and draws the line on to the next one, so that days
#   that were left out look answered; plotext beside it, on the same list, leaves the gap.
# Version: textual-plot 0.10.1 with Textual 8.2.8, plotext 5.3.2 (PyPI)
# Source: textual-plot's PlotWidget.plot masks what is not finite before it draws; its documentation does not speak of gaps.
# Here: our pictures are drawn by pictures/, where a day without an answer is a gap; the table is in docs/ARCHITECTURE.md.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet textual-plot==0.10.1 textual==8.2.8 plotext==5.3.2
cat >"$scratch/gap.py" <<'PYTHON'
import asyncio
import math

import plotext
from textual.app import App
from textual_plot import PlotWidget

DAYS = [1.0, 1.0, 1.0, math.nan, math.nan, math.nan, math.nan, 3.0, 3.0, 3.0, 3.0]


class Chart(App):
    def compose(self):
        yield PlotWidget()

    def on_mount(self):
        plot = self.query_one(PlotWidget)
        plot.plot(list(range(11)), DAYS)
        plot.set_ylimits(0, 4)


async def drawn():
    app = Chart()
    async with app.run_test(size=(61, 17)) as pilot:
        await pilot.pause()
        return ["".join(piece.text for piece in strip) for strip in app.screen._compositor.render_strips()]


ours = asyncio.run(drawn())
print("\n".join(ours))
between = sum(line[26:36].count("\u2588") for line in ours)
plotext.plotsize(61, 9)
plotext.theme("clear")
plotext.plot(DAYS)
other = plotext.uncolorize(plotext.build()).splitlines()
print("\n".join(other))
inside = "".join(line[22:38] for line in other[1:-2]).replace("\u2502", "").strip()
print("marks between the answered days: textual-plot", between, "plotext", len(inside))
assert between > 3, "the gap is left open now"
assert not inside, "plotext joins it now"
PYTHON
"$scratch/venv/bin/python" "$scratch/gap.py"
