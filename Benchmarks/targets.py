#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures how much of the contrast of labeled warm persons fused images keep.

    python3 Benchmarks/targets.py SET [--model fast] [--small 40]

SET is a folder with `vi`, `ir` and `labels_ir` (YOLO text; class 0 is a person), such as MSRS's test
set. A person's contrast is the mean gray level in its box less that of a ring around it, half a box wide,
without the pixels of other boxes. Of those with 10 levels or more in the infrared image: the mean share
that is kept, and how many keep less than a quarter; once more for boxes lower than --small pixels.
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


def labels(folder):
    """The boxes of each image that has a person: class, centre, size, as shares of the image."""
    found = {}
    for path in sorted(folder.glob("*.txt")):
        rows = [line.split() for line in path.read_text().splitlines()]
        boxes = [tuple(map(float, row)) for row in rows if len(row) == 5]
        if path.stem != "classes" and any(box[0] == 0 for box in boxes):
            found[path.stem] = boxes
    return found


def area(box, shape, margin=0.0):
    """The pixels of a box, `margin` of its sides wider on each side."""
    _, x, y, width, height = box
    half_width, half_height = width * (0.5 + margin), height * (0.5 + margin)
    top, bottom = (round(min(max(v, 0), 1) * shape[0]) for v in (y - half_height, y + half_height))
    left, right = (round(min(max(v, 0), 1) * shape[1]) for v in (x - half_width, x + half_width))
    return slice(top, bottom), slice(left, right)


def contrasts(folder, boxes):
    """Of each person: contrast in levels, not-a-number where there is no ring, and height in pixels."""
    paths, found = {path.stem: path for path in folder.iterdir()}, []
    for name, all_boxes in boxes.items():
        image = numpy.asarray(Image.open(paths[name]).convert("L"), dtype=float)
        taken = numpy.zeros(image.shape, bool)
        for box in all_boxes:
            taken[area(box, image.shape)] = True
        for box in all_boxes:
            if box[0] != 0:
                continue
            ring = numpy.zeros(image.shape, bool)
            ring[area(box, image.shape, 0.5)] = True
            ring &= ~taken
            inside = image[area(box, image.shape)]
            enough = inside.size >= 12 and ring.sum() >= 12
            found.append((inside.mean() - image[ring].mean() if enough else numpy.nan,
                          box[4] * image.shape[0]))
    return numpy.array(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", type=pathlib.Path)
    parser.add_argument("--model", default="fast")
    parser.add_argument("--small", type=float, default=40)
    arguments = parser.parse_args()
    boxes = labels(arguments.set / "labels_ir")
    infrared = contrasts(arguments.set / "ir", boxes)
    seen = infrared[:, 0] >= 10
    groups = {"all": seen, "small": seen & (infrared[:, 1] < arguments.small)}
    print(f"{seen.sum()} warm persons, {groups['small'].sum()} of them lower than "
          f"{arguments.small:.0f} pixels")
    for way in (["--model", arguments.model], ["--method", "centred-max"], ["--method", "max"]):
        with tempfile.TemporaryDirectory() as folder:
            fused = pathlib.Path(folder) / "fused"
            subprocess.run([DAEFUSE, "fuse", arguments.set / "vi", arguments.set / "ir", "-o", fused,
                            "--color", "gray", *way], check=True, capture_output=True)
            kept = contrasts(fused, boxes)[:, 0] / infrared[:, 0]
        for name, group in groups.items():
            print(f"{way[1]}, {name}: {kept[group].mean():.2f} kept, "
                  f"{100 * (kept[group] < 0.25).mean():.1f} % lost")


main()
