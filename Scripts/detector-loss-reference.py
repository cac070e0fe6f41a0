#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Computes YOLOX's losses with NumPy, for the tests of Detection.

    Scripts/detector-loss-reference.py Tests/DetectionTests/Fixtures/losses.json   # makes the fixture

Written from the paper (Ge et al. 2021, section 2) and what is known of the authors' settings: cells
within 1.5 cells of a box's middle are its candidates, the cost is the cross entropy of the classes
and three times the logarithm of the overlap, ten overlaps say how many cells a box gets. All in
double precision, cell by cell in plain loops."""
import json
import math
import pathlib
import sys

import numpy

SIDE, CLASSES, STRIDES = 64, 3, (8, 16, 32)
LABELS = [
    [[0, 10, 12, 30, 28], [2, 12, 10, 33, 30], [1, 40, 40, 60, 62]],
    [],
    [[1, 3, 2, 9, 9], [1, 0, 20, 63, 60]],
]


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def log(x):
    return max(math.log(x), -100) if x > 0 else -100.0


def entropy(likelihood, wanted):
    return -(wanted * log(likelihood) + (1 - wanted) * log(1 - likelihood))


def overlap(a, b):
    width = max(0, min(a[2], b[2]) - max(a[0], b[0]))
    height = max(0, min(a[3], b[3]) - max(a[1], b[1]))
    area = lambda box: max(0, box[2] - box[0]) * max(0, box[3] - box[1])
    return width * height / (area(a) + area(b) - width * height)


def cells(grids, image):
    """Each cell's middle, side, box, and likelihoods."""
    for grid, stride in zip(grids, STRIDES):
        for row in range(SIDE // stride):
            for column in range(SIDE // stride):
                x, y, w, h, there, *classes = grid[image, :, row, column]
                x, y = (x + column) * stride, (y + row) * stride
                w, h = math.exp(w) * stride, math.exp(h) * stride
                yield {
                    "middle": ((column + 0.5) * stride, (row + 0.5) * stride), "stride": stride,
                    "box": (x - w / 2, y - h / 2, x + w / 2, y + h / 2),
                    "there": sigmoid(there), "classes": [sigmoid(c) for c in classes]}


def near(cell, box):
    return all(
        abs(cell["middle"][axis] - (box[axis] + box[axis + 2]) / 2) < 1.5 * cell["stride"]
        for axis in (0, 1))


def assigned(cells, labels):
    """Pairs of cell and label."""
    found = [i for i, cell in enumerate(cells) if any(near(cell, box) for _, *box in labels)]
    costs, takers = [], {}
    for kind, *box in labels:
        costs.append({})
        for i in found:
            cell = cells[i]
            cost = sum(
                entropy(math.sqrt(cell["there"] * likelihood), float(k == kind))
                for k, likelihood in enumerate(cell["classes"]))
            cost -= 3 * math.log(overlap(cell["box"], box) + 1e-8)
            costs[-1][i] = cost + (0 if near(cell, box) else 1e6)
    for number, (_, *box) in enumerate(labels):
        best = sorted((overlap(cells[i]["box"], box) for i in found), reverse=True)[:10]
        for i in sorted(found, key=costs[number].get)[:max(1, int(sum(best)))]:
            takers.setdefault(i, []).append(number)
    return [
        [i, numbers[0] if len(numbers) == 1
         else min(range(len(labels)), key=lambda number: costs[number][i])]
        for i, numbers in sorted(takers.items())]


def losses(grids):
    sums, matches = {"overlap": 0.0, "objectness": 0.0, "classes": 0.0}, []
    for image, labels in enumerate(LABELS):
        all_cells = list(cells(grids, image))
        pairs = assigned(all_cells, labels) if labels else []
        matches.append(pairs)
        taken = {i for i, _ in pairs}
        for i, cell in enumerate(all_cells):
            sums["objectness"] += entropy(cell["there"], float(i in taken))
        for i, number in pairs:
            kind, *box = labels[number]
            shared = overlap(all_cells[i]["box"], box)
            sums["overlap"] += 1 - shared ** 2
            for k, likelihood in enumerate(all_cells[i]["classes"]):
                sums["classes"] += entropy(likelihood, shared if k == kind else 0.0)
    count = sum(map(len, matches))
    return {name: value / count for name, value in sums.items()}, matches


def main():
    dice = numpy.random.default_rng(7)
    grids = []
    for stride in STRIDES:
        grid = dice.normal(0, 0.6, (len(LABELS), 5 + CLASSES, SIDE // stride, SIDE // stride))
        grid[:, :2] += 0.5
        grid[:, 2:4] += math.log(18 / stride)
        # As single precision has them, in which the package computes.
        grids.append(grid.round(3).astype(numpy.float32).astype(float))
    values, matches = losses(grids)
    case = {
        "numpy": numpy.__version__, "side": SIDE, "classes": CLASSES, "labels": LABELS,
        "grids": [grid.round(3).ravel().tolist() for grid in grids], "matches": matches,
        "losses": values}
    pathlib.Path(sys.argv[1]).write_text(json.dumps(case, separators=(",", ":")) + "\n")


main()
