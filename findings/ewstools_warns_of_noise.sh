#!/bin/sh
# Guess: "early warning signals" (variance and autocorrelation that rise in a rolling window, with Kendall's tau as the
#   measure), which are proposed for mood diaries, are seldom strong in pure noise; and the p of that tau tells which are.
# Behaviour: on sixty days of answers drawn by chance one of the two signals is above 0.5 in about three of ten diaries.
#   The p that belongs to Kendall's tau is below 0.05 in about seven of ten, as neighbouring windows share their days.
# Version: ewstools 2.1.3 with numpy 2.4.6, scipy 1.17.1, pandas 3.1.1
# Source: the package's tutorials compare with surrogate series for this reason; compute_ktau itself says nothing of it.
# Here: domain/trends.py compares means of whole weeks by a rule that was simulated (docs/TRENDS.md); no rolling window.
set -eu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 -m venv "$scratch/venv"
"$scratch/venv/bin/pip" install --quiet --disable-pip-version-check ewstools==2.1.3 numpy==2.4.6 scipy==1.17.1 \
    pandas==3.1.1 2>/dev/null
cat >"$scratch/look.py" <<'PYTHON'
import ewstools
import numpy
import pandas
from scipy.stats import kendalltau

chance = numpy.random.default_rng(7)
diaries, strong, significant = 200, 0, 0
for _ in range(diaries):
    series = ewstools.TimeSeries(data=pandas.Series(chance.integers(0, 5, 60).astype(float)))
    series.compute_var(rolling_window=0.5)
    series.compute_auto(lag=1, rolling_window=0.5)
    series.compute_ktau()
    strong += max(series.ktau["variance"], series.ktau["ac1"]) > 0.5
    windows = series.ews["variance"].dropna()
    significant += kendalltau(range(len(windows)), windows).pvalue < 0.05
print(f"of {diaries} diaries of pure noise: a signal above 0.5 in {strong}, a variance with p < 0.05 in {significant}")
assert 0.2 < strong / diaries < 0.45 and significant / diaries > 0.6
PYTHON
"$scratch/venv/bin/python" -W ignore "$scratch/look.py"
