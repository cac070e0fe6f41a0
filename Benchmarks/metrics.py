#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the eight metrics of the published tables against NumPy and SciPy, in the same minute.

    python3 Benchmarks/metrics.py [folder]      (default: tno_test of the data folder)

The folder holds `ir` and `vi`, the images of which are paired by name. The fused image is the mean
of the two, rounded down. Both sides run on one thread, and must agree on each set mean within 1e-6.
Processor time is compared, so that other programs do not matter: of the whole program for ours,
files included, and of the metrics alone for theirs.

The Python side computes the formulas of the published evaluation code (profile `cddfuse`) in the
way that code does: the windows of VIF as full 2-D convolutions, scikit-image's uniform filters for
SSIM, arrays for everything else. It needs SciPy and Pillow (Scripts/setup --tests). DAEFUSE may
name another program to time.
"""

import os

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

import json  # noqa: E402
import pathlib  # noqa: E402
import resource  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".cache/python"))

import numpy as np  # noqa: E402
from scipy.ndimage import uniform_filter  # noqa: E402
from scipy.signal import convolve2d  # noqa: E402
from PIL import Image  # noqa: E402

METRICS = "EN SD SF MI SCD VIF Qabf SSIM".split()
PROGRAM = pathlib.Path(os.environ.get("DAEFUSE", ROOT / ".build/release/daefuse"))


def entropy(f):
    shares = np.bincount(f.astype(np.uint8).ravel(), minlength=256) / f.size
    shares = shares[shares > 0]
    return -np.sum(shares * np.log2(shares))


def spatial_frequency(f):
    return np.sqrt(np.mean(np.diff(f, axis=1) ** 2) + np.mean(np.diff(f, axis=0) ** 2))


def mutual_information(x, y):
    cells = (x.astype(np.int64) << 8 | y.astype(np.int64)).ravel()
    joint = np.bincount(cells, minlength=65536).reshape(256, 256) / x.size
    independent = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    filled = joint > 0
    return np.sum(joint[filled] * np.log(joint[filled] / independent[filled]))


def correlation(x, y):
    x, y = x - x.mean(), y - y.mean()
    return np.sum(x * y) / np.sqrt(np.sum(x * x) * np.sum(y * y))


def gaussian(side):
    place = np.arange(side) - side // 2
    window = np.exp(-(place[:, None] ** 2 + place**2) / (2 * (side / 5) ** 2))
    return window / window.sum()


def visual_information(ref, dist, noise=2, eps=1e-10):
    told = held = 0
    for side in (17, 9, 5, 3):
        window = gaussian(side)
        smooth = lambda x: convolve2d(x, window, mode="valid")  # noqa: E731
        if side < 17:
            ref, dist = smooth(ref)[::2, ::2], smooth(dist)[::2, ::2]
        m1, m2 = smooth(ref), smooth(dist)
        s1 = np.maximum(smooth(ref * ref) - m1 * m1, 0)
        s2 = np.maximum(smooth(dist * dist) - m2 * m2, 0)
        s12 = smooth(ref * dist) - m1 * m2
        g = s12 / (s1 + eps)
        sv = s2 - g * s12
        flat = s1 < eps
        g[flat], sv[flat], s1[flat] = 0, s2[flat], 0
        flat = s2 < eps
        g[flat], sv[flat] = 0, 0
        opposed = g < 0
        sv[opposed], g[opposed] = s2[opposed], 0
        sv[sv <= eps] = eps
        told += np.sum(np.log10(1 + g * g * s1 / (sv + noise)))
        held += np.sum(np.log10(1 + s1 / noise))
    return told / held if held else 1.0


def edges(x):
    across = convolve2d(x, [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], mode="same")
    up = convolve2d(x, [[1, 2, 1], [0, 0, 0], [-1, -2, -1]], mode="same")
    with np.errstate(divide="ignore", invalid="ignore"):
        angle = np.where(across == 0, np.pi / 2, np.arctan(up / across))
    return np.sqrt(across**2 + up**2), angle


def edge_quality(source, fused):
    (gx, ax), (gf, af) = source, fused
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(gx > gf, gf / gx, np.where(gx == gf, gf, gx / gf))
    aligned = 1 - np.abs(ax - af) / (np.pi / 2)
    return (0.9994 / (1 + np.exp(-15 * (ratio - 0.5)))
            * 0.9879 / (1 + np.exp(-22 * (aligned - 0.8))))


def edge_preservation(f, a, b):
    f, a, b = edges(f), edges(a), edges(b)
    kept = np.sum(edge_quality(a, f) * a[0] + edge_quality(b, f) * b[0])
    return kept / np.sum(a[0] + b[0])


def structural_similarity(x, y):
    c1, c2, n = (0.01 * 2) ** 2, (0.03 * 2) ** 2, 49
    mean = lambda z: uniform_filter(z, 7)  # noqa: E731
    ux, uy = mean(x), mean(y)
    vx, vy, vxy = ((mean(p * q) - u * v) * n / (n - 1)
                   for p, q, u, v in ((x, x, ux, ux), (y, y, uy, uy), (x, y, ux, uy)))
    terms = (2 * ux * uy + c1) * (2 * vxy + c2) / ((ux**2 + uy**2 + c1) * (vx + vy + c2))
    return terms[3:-3, 3:-3].mean()


def scores(f, a, b):
    return {
        "EN": entropy(f), "SD": f.std(), "SF": spatial_frequency(f),
        "MI": mutual_information(f, a) + mutual_information(f, b),
        "SCD": correlation(a, f - b) + correlation(b, f - a),
        "VIF": visual_information(a, f) + visual_information(b, f),
        "Qabf": edge_preservation(f, a, b),
        "SSIM": structural_similarity(f, a) + structural_similarity(f, b),
    }


def gray(path):
    """Levels by the rule of the published code; color is weighed in float32."""
    rgb = np.asarray(Image.open(path).convert("RGB"), dtype=np.float32)
    return np.round(rgb @ np.float32([0.299, 0.587, 0.114])).astype(np.float64)


def reference(scenes):
    """Set means, and seconds for the metrics alone."""
    start = time.process_time()
    rows = [scores(*scene) for scene in scenes]
    seconds = time.process_time() - start
    return {name: np.mean([row[name] for row in rows]) for name in METRICS}, seconds


def children_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def ours(folder, scenes, names):
    """Set means, and seconds for the whole program, which reads and decodes the files as well."""
    with tempfile.TemporaryDirectory() as fused:
        for name, (f, _, _) in zip(names, scenes):
            Image.fromarray(f.astype(np.uint8)).save(f"{fused}/{name}.png")
        command = [PROGRAM, "evaluate", folder / "ir", folder / "vi", fused, "--profile", "cddfuse",
                   "--metrics", ",".join(METRICS), "--threads", "1", "--format", "json"]
        start = children_seconds()
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        seconds = children_seconds() - start
    return json.loads(output)["mean"], seconds


def main():
    data = pathlib.Path(os.environ.get("DAEFUSE_DATA", ROOT / "../shared/data"))
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else data / "tno_test"
    if not folder.is_dir():
        print(f"{folder} is not there: the metrics are not timed")
        return
    first, second = ({path.stem: path for path in (folder / name).iterdir()}
                     for name in ("ir", "vi"))
    names = sorted(first.keys() & second.keys())
    sources = [(gray(first[name]), gray(second[name])) for name in names]
    scenes = [((a + b) // 2, a, b) for a, b in sources]
    found, fast = ours(folder, scenes, names)
    wanted, slow = reference(scenes)
    for name in METRICS:
        assert abs(found[name] - wanted[name]) <= 1e-6 * abs(wanted[name]), \
            f"{name}: {found[name]}, {wanted[name]} is wanted"
    print(f"NumPy and SciPy, metrics alone {slow:7.2f} s")
    print(f"daefuse, files included        {fast:7.2f} s")
    print(f"{len(names)} pairs, one thread, {', '.join(METRICS)}: ratio {slow / fast:.1f}")


if __name__ == "__main__":
    main()
