#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what daefuse align makes of known starts that are off by some pixels.

    python3 Benchmarks/starts.py FOLDER [--off 8 12 16 24 40] [--directions 4] [--seed 1]
                                        [--program .build/release/daefuse]

FOLDER holds a folder for each pair, with a truth.json: the files `fixed` and `moving`, the
homography_moving_to_fixed, and points of both where there are some. The truth, moved by so many pixels
of an image 320 wide into each direction, turned by up to two degrees and scaled by up to 3 %, is what
--prior starts from. Right is what is found within 12 pixels of 640 in the mean over the points; sure is
what the command writes without --accept-unsure.
"""

import argparse
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def product(a, b):
    return [[sum(a[i][k] * b[k][j] for k in range(3)) for j in range(3)] for i in range(3)]


def place(matrix, point):
    x, y, w = (row[0] * point[0] + row[1] * point[1] + row[2] for row in matrix)
    return x / w, y / w


def sizes(program, images):
    """Width and height of both images, as a rig by hand has them."""
    with tempfile.TemporaryDirectory() as folder:
        rig = pathlib.Path(folder) / "rig.json"
        subprocess.run([program, "align", *images, "-o", str(rig), "--model", "similarity",
                        "--points", "0,0:0,0", "90,50:90,50"], check=True, stdout=subprocess.DEVNULL)
        content = json.loads(rig.read_text())
        return [[content[name][side] for side in ("width", "height")]
                for name in ("firstSize", "secondSize")]


class Pair:
    def __init__(self, folder, program):
        truth = json.loads((folder / "truth.json").read_text())
        self.images = [str(folder / truth[name]) for name in ("fixed", "moving")]
        self.first, self.second = sizes(program, self.images)
        self.matrix = truth["homography_moving_to_fixed"]
        if truth.get("points"):
            self.points = [(point["moving"], point["fixed"]) for point in truth["points"]]
        else:
            grid = [((0.1 + 0.16 * i) * self.second[0], (0.1 + 0.2 * j) * self.second[1])
                    for i in range(6) for j in range(5)]
            pairs = [(point, place(self.matrix, point)) for point in grid]
            self.points = [(a, b) for a, b in pairs
                           if 0 < b[0] < self.first[0] and 0 < b[1] < self.first[1]]

    def error(self, matrix):
        """The mean distance at the points, in pixels of 640."""
        distances = [math.dist(place(matrix, a), b) for a, b in self.points]
        return sum(distances) / len(distances) * 640 / self.first[0]

    def start(self, off, angle, chance):
        """The truth's rig, moved."""
        turn, scale = math.radians(chance.uniform(-2, 2)), 1 + chance.uniform(-0.03, 0.03)
        c, s = scale * math.cos(turn), scale * math.sin(turn)
        x, y = self.first[0] / 2, self.first[1] / 2
        shift = off * self.first[0] / 320
        move = [[c, -s, x - c * x + s * y + shift * math.cos(angle)],
                [s, c, y - s * x - c * y + shift * math.sin(angle)], [0, 0, 1]]
        sides = [dict(zip(("width", "height"), side)) for side in (self.first, self.second)]
        return {"version": 1, "firstSize": sides[0], "secondSize": sides[1],
                "matrix": product(move, self.matrix)}


def found(program, pair, start, folder):
    """How far what is found is off, in pixels of 640, and whether the command is sure of it."""
    prior, rig = folder / "prior.json", folder / "rig.json"
    prior.write_text(json.dumps(start))
    rig.unlink(missing_ok=True)
    command = [program, "align", *pair.images, "--prior", str(prior), "-o", str(rig)]
    is_sure = subprocess.run(command, capture_output=True).returncode == 0
    if not is_sure:
        subprocess.run([*command, "--accept-unsure"], capture_output=True)
    # What sends the image to infinity is written by neither.
    error = pair.error(json.loads(rig.read_text())["matrix"]) if rig.exists() else math.inf
    return error, is_sure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--off", type=float, nargs="+", default=[8, 12, 16, 24, 40])
    parser.add_argument("--directions", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--program", default=ROOT / ".build/release/daefuse")
    options = parser.parse_args()
    folders = sorted(path.parent for path in pathlib.Path(options.folder).glob("*/truth.json"))
    if not folders:
        sys.exit(f"{options.folder}: no pairs; folders with a truth.json are wanted")
    pairs = [Pair(folder, options.program) for folder in folders]
    chance = random.Random(options.seed)
    print("| start, in pixels of 320 | right | of these sure | wrong | of these sure |")
    print("| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for off in options.off:
            results = []
            for pair in pairs:
                for index in range(options.directions):
                    angle = 2 * math.pi * (index + chance.uniform(0, 0.5)) / options.directions
                    start = pair.start(off, angle, chance)
                    results.append(found(options.program, pair, start, pathlib.Path(folder)))
            right = [is_sure for error, is_sure in results if error <= 12]
            wrong = [is_sure for error, is_sure in results if error > 12]
            print(f"| {off:g} | {len(right)} | {sum(right)} | {len(wrong)} | {sum(wrong)} |", flush=True)


if __name__ == "__main__":
    main()
