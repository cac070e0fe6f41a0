#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Tests/EvaluationTests/Fixtures/statistics.json: paired differences and what SciPy's
signed-rank test says of them. Wants numpy and scipy; the versions used are written into the file."""
import json
import pathlib

import numpy
import scipy
from scipy.stats import rankdata, wilcoxon

random = numpy.random.default_rng(20261122)


def case(name, differences, method):
    result = wilcoxon(
        differences, zero_method="wilcox", correction=method == "approx", method=method)
    return {"name": name, "differences": [float(d) for d in differences], "method": method,
            "statistic": float(result.statistic), "pValue": float(result.pvalue)}


cases = [
    *(case(f"exact {n}", random.normal(0.3, 1, n), "exact") for n in (1, 2, 3, 5, 8, 13, 21, 25)),
    case("exact, one-sided", numpy.arange(1, 11) / 8, "exact"),
    case("exact, zeros left out", numpy.array([0, 0.5, -0.25, 1, 0, 2, -3, 4]), "exact"),
    *(case(f"normal {n}", random.normal(0.2, 1, n), "approx") for n in (26, 50, 73)),
    case("normal, ties", numpy.array([1, 1, -1, 2, 2, 3, -3, 4, 5, 5]) / 4, "approx"),
    case("normal, ties and zeros", random.integers(-3, 6, 42).astype(float), "approx"),
    case("normal, balanced", numpy.array([1.0, -1.0, 2.0, -2.0]), "approx"),
]
values = [3.0, 1.0, 2.0, 2.0, -1.0, 3.0, 3.0]
fixture = {
    "versions": {"numpy": numpy.__version__, "scipy": scipy.__version__},
    "wilcoxon": cases,
    "ranks": {"values": values, "expected": rankdata(values).tolist()},
}
path = pathlib.Path(__file__).parent.parent / "Tests/EvaluationTests/Fixtures/statistics.json"
path.write_text(json.dumps(fixture, indent=1) + "\n")
