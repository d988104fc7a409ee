"""Writes src/statistics/golden/statistics.json: what SciPy and statsmodels compute for paired differences.

    python -m venv .cache/golden && .cache/golden/bin/pip install scipy statsmodels
    .cache/golden/bin/python scripts/golden/make_statistics.py
"""
import json
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests

OUT = Path(__file__).resolve().parents[2] / "src" / "statistics" / "golden" / "statistics.json"
SOURCE = f"SciPy {scipy.__version__}, statsmodels {statsmodels.__version__}"
RESAMPLES = 400_000


def case(differences):
    values = np.array(differences)
    found = {"differences": differences, "mean": values.mean()}
    if len(values) > 1:
        found["spread"] = values.std(ddof=1)
        low, high = stats.t.interval(0.95, len(values) - 1, loc=values.mean(), scale=stats.sem(values))
        found["student"] = [low, high]
        # All 2^n sign patterns, since there are fewer than the resamples asked for.
        found["signFlipP"] = stats.permutation_test(
            (values,), np.mean, permutation_type="samples", n_resamples=np.inf
        ).pvalue
    if len(values) >= 8:
        interval = stats.bootstrap(
            (values,), np.mean, method="BCa", n_resamples=RESAMPLES, batch=20_000, rng=np.random.default_rng(1)
        ).confidence_interval
        found["bca"] = [interval.low, interval.high]
    return {key: value if isinstance(value, list) else float(value) for key, value in found.items()}


def drawn(seed, n, skewed=False):
    rng = np.random.default_rng(seed)
    values = rng.gamma(1.0, 2.0, n) - 1.0 if skewed else rng.normal(0.7, 0.9, n)
    return [round(float(value), 2) for value in values]


P_VALUES = [[0.01, 0.04, 0.03, 0.005], [0.2], [0.04, 0.04, 0.9], [1.0, 0.5, 0.02, 0.02, 0.001]]
golden = {
    "source": SOURCE,
    "cases": [
        case(each)
        for each in (
            [1.5, -0.5],
            [0.7, 1.2, -0.4],
            [0.0, 0.0, 1.0, 1.0, -1.0, 2.0],
            drawn(1, 6),
            drawn(2, 8),
            drawn(3, 9, skewed=True),
            drawn(4, 12, skewed=True),
            drawn(5, 15),
        )
    ],
    "holm": [{"p": p, "adjusted": multipletests(p, method="holm")[1].tolist()} for p in P_VALUES],
    "studentQuantiles": [
        {"share": share, "degrees": degrees, "value": float(stats.t.ppf(share, degrees))}
        for share in (0.8, 0.975)
        for degrees in (1, 2, 5, 9, 29, 100)
    ],
}
OUT.write_text(json.dumps(golden, indent=1) + "\n")
