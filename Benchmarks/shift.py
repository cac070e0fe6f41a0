#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how stable fused images are when both sources move by a pixel.

    python3 Benchmarks/shift.py FIRST SECOND [--model fast] [--limit 20]

FIRST and SECOND are folders of images of one size a pair, paired by name. Each pair is fused without
its last row and column, and without its first ones; where both results show the same scene, their mean
absolute difference is printed, in gray levels of 0...255, beside the change that the move itself makes
to the fused image (the difference of neighboring pixels along the diagonal).
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / ".cache/python"), str(ROOT / ".cache/libtorch")]

import numpy  # noqa: E402
from PIL import Image  # noqa: E402

DAEFUSE = ROOT / ".build/release/daefuse"


def pairs(first, second, limit):
    seconds = {path.stem: path for path in sorted(second.iterdir())}
    found = [(path, seconds[path.stem]) for path in sorted(first.iterdir()) if path.stem in seconds]
    if not found:
        sys.exit(f"{first}, {second}: no two images of one name")
    return found[:limit]


def fused(folder, model):
    subprocess.run([DAEFUSE, "fuse", folder / "first", folder / "second", "-o", folder / "fused",
                    "--model", model], check=True, capture_output=True)
    return {path.stem: numpy.asarray(Image.open(path).convert("L"), dtype=float)
            for path in sorted((folder / "fused").iterdir())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first", type=pathlib.Path)
    parser.add_argument("second", type=pathlib.Path)
    parser.add_argument("--model", default="fast")
    parser.add_argument("--limit", type=int, default=20)
    arguments = parser.parse_args()
    found = pairs(arguments.first, arguments.second, arguments.limit)
    results = []
    for move in (0, 1):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            for place in ("first", "second"):
                (folder / place).mkdir()
            for pair in found:
                for place, path in zip(("first", "second"), pair):
                    image = Image.open(path).convert("L")
                    width, height = image.size
                    image.crop((move, move, width - 1 + move, height - 1 + move)).save(
                        folder / place / f"{path.stem}.png")
            results.append(fused(folder, arguments.model))
    unstable, moved = [], []
    for name, still in results[0].items():
        unstable.append(abs(results[1][name][:-1, :-1] - still[1:, 1:]).mean())
        moved.append(abs(still[1:, 1:] - still[:-1, :-1]).mean())
    print(f"{arguments.model}, {len(unstable)} pairs: {numpy.mean(unstable):.2f} gray levels, worst pair "
          f"{max(unstable):.2f}; the move itself changes {numpy.mean(moved):.2f}")


main()
