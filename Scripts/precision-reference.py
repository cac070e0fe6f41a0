#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says how good detections are by pycocotools, for the tests of Detection.

    Scripts/precision-reference.py Tests/DetectionTests/Fixtures/precision.json   # makes the fixture
    Scripts/precision-reference.py --score CASES                                  # prints scores

A case is an object with `classes` (their number) and `images`, each with `labels` ([class, x, y,
width, height]) and `found` ([class, score, x, y, width, height]). Its scores are `half` (AP@50 a
class, null without a label), `atHalf` (mAP@50) and `mean` (mAP@50:95). Sides are quarters of a
pixel, so that corners are exact in either form of a box."""
import contextlib
import io
import json
import pathlib
import random
import sys

import numpy
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


def coco(images, classes, kind):
    """COCO's index of boxes: `labels`, or `found` with their scores."""
    index, boxes = COCO(), []
    for number, image in enumerate(images, 1):
        for label, *rest in image[kind]:
            box = rest[-4:]
            boxes.append({
                "id": len(boxes) + 1, "image_id": number, "category_id": label + 1, "bbox": box,
                "area": box[2] * box[3], "iscrowd": 0})
            if kind == "found":
                boxes[-1]["score"] = rest[0]
    index.dataset = {
        "images": [{"id": number} for number in range(1, len(images) + 1)],
        "categories": [{"id": label + 1} for label in range(classes)], "annotations": boxes}
    index.createIndex()
    return index


def mean(precision):
    known = precision[precision > -1]
    return float(known.mean()) if known.size else None


def scores(case):
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = COCOeval(
            *(coco(case["images"], case["classes"], kind) for kind in ("labels", "found")), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
    # Thresholds, recalls, classes; boxes of any size, the most boxes an image.
    precision = evaluation.eval["precision"][:, :, :, 0, -1]
    return {
        "half": [mean(precision[0, :, label]) for label in range(case["classes"])],
        "atHalf": mean(precision[0]), "mean": mean(precision)}


def box(dice):
    return [dice.randrange(240) / 4, dice.randrange(240) / 4, dice.randrange(8, 160) / 4,
            dice.randrange(8, 160) / 4]


def image(dice, classes, labels, hits, misses, levels):
    """Boxes that are there, some of them found a little beside, others found for nothing."""
    there = [[dice.randrange(classes), *box(dice)] for _ in range(labels)]
    found = []
    for label, *sides in there:
        if dice.random() < hits:
            found.append([label, dice.randrange(1, levels) / levels,
                          *(max(s + dice.randrange(-8, 9) / 4, 0.25) for s in sides)])
    found += [[dice.randrange(classes), dice.randrange(1, levels) / levels, *box(dice)]
              for _ in range(misses)]
    dice.shuffle(found)
    return {"labels": there, "found": found}


def cases():
    dice = random.Random(20261129)

    def made(name, classes, *images):
        return {"name": name, "classes": classes, "images": [image(dice, *i) for i in images]}

    one = [0, 8.0, 8.0, 16.0, 16.0]
    return [
        made("three classes", 3, *[(3, 6, 0.8, 4, 1000)] * 10),
        made("ties in scores", 2, *[(2, 6, 0.9, 6, 4)] * 8),
        made("many misses", 2, *[(2, 4, 0.6, 30, 1000)] * 4),
        made("more than 100 boxes an image", 1, (1, 40, 0.9, 110, 300), (1, 10, 0.9, 20, 300)),
        made("empty images", 2, (2, 0, 0, 0, 9), (2, 5, 0.9, 0, 9), (2, 0, 0, 3, 9)),
        made("a class that is nowhere", 3, (2, 6, 0.8, 4, 100), (3, 0, 0, 3, 100)),
        made("nothing found", 2, (2, 5, 0, 0, 9), (2, 5, 0, 0, 9)),
        made("nothing there", 2, (2, 0, 0, 4, 9)),
        {"name": "one box found twice", "classes": 1, "images": [
            {"labels": [one], "found": [[0, 0.5, *one[1:]], [0, 0.5, *one[1:]]]}]},
        {"name": "two boxes in one place", "classes": 1, "images": [
            {"labels": [one, one], "found": [[0, 0.5, *one[1:]], [0, 0.25, *one[1:]]]}]},
        # Overlaps of exactly 1/2 and 3/4.
        {"name": "on the threshold", "classes": 1, "images": [
            {"labels": [[0, 0, 0, 4, 4]], "found": [[0, 0.5, 0, 0, 2, 4]]},
            {"labels": [[0, 0, 0, 4, 4]], "found": [[0, 0.75, 0, 0, 3, 4]]}]},
    ]


def main(target):
    made = [{**case, **scores(case)} for case in cases()]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in made)
    pathlib.Path(target).write_text(
        f'{{"numpy": "{numpy.__version__}", "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--score":
        print(json.dumps([scores(case) for case in json.loads(pathlib.Path(sys.argv[2]).read_text())]))
    elif len(sys.argv) == 2 and not sys.argv[1].startswith("-"):
        main(sys.argv[1])
    else:
        sys.exit(__doc__)
