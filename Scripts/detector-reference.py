#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes what ONNX Runtime finds in a picture with YOLOX's ONNX file, for the tests of Detection.

    daefuse scene scenes --count 1 --seed 12
    Scripts/detector-reference.py scenes/visible/01.png yolox_nano.onnx \
        Tests/DetectionTests/Fixtures/scene.safetensors

Resizing, decoding and suppression are written here in NumPy, from YOLOX's paper and scripts, so that
the two programs share no code. The output holds `cells` (the indices of the 64 cells of the highest
score), `rows` (for each its box as x0, y0, x1, y1 in pixels of the square, objectness, classes),
and of the whole picture `boxes`, `scores`, `classes`; the metadata the weights' SHA-256."""
import hashlib
import sys

import numpy as np
import onnxruntime
from PIL import Image
from safetensors.numpy import save_file

SIDE, STRIDES, THRESHOLD, OVERLAP, COUNT = 416, (8, 16, 32), 0.02, 0.45, 64


def line_weights(length, new_length):
    """Where each value of a resampled line lies between two of the old one, edges repeated."""
    at = (np.arange(new_length) + 0.5) * length / new_length - 0.5
    low = np.floor(at)
    share = at - low
    low, high = (np.clip(i, 0, length - 1).astype(int) for i in (low, low + 1))
    return low, high, share


def square(picture):
    """The letterbox of YOLOX: `[1, 3, SIDE, SIDE]`, BGR, and its scale."""
    height, width = picture.shape[:2]
    scale = min(SIDE / height, SIDE / width)
    rows, columns = int(height * scale), int(width * scale)
    low, high, share = line_weights(height, rows)
    tall = picture[low] * (1 - share)[:, None, None] + picture[high] * share[:, None, None]
    low, high, share = line_weights(width, columns)
    fitted = tall[:, low] * (1 - share)[None, :, None] + tall[:, high] * share[None, :, None]
    result = np.full((SIDE, SIDE, 3), 114.0)
    result[:rows, :columns] = fitted
    return np.ascontiguousarray(result[..., ::-1].transpose(2, 0, 1)[None], np.float32), scale


def decode(output):
    """Rows of x0, y0, x1, y1, objectness, classes from the network's own."""
    grids = []
    for stride in STRIDES:
        cells = SIDE // stride
        y, x = np.mgrid[:cells, :cells]
        grids.append(np.stack([x.ravel(), y.ravel(), np.full(cells * cells, stride)], 1))
    x, y, stride = np.concatenate(grids).T
    middle = (output[:, :2] + np.stack([x, y], 1)) * stride[:, None]
    half = np.exp(output[:, 2:4]) * stride[:, None] / 2
    return np.concatenate([middle - half, middle + half, output[:, 4:]], 1)


def overlap(box, others):
    corner = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    shared = np.clip(corner[1] - corner[0], 0, None).prod(1)
    areas = (others[:, 2:] - others[:, :2]).prod(1)
    return shared / ((box[2:] - box[:2]).prod() + areas - shared)


def suppressed(rows):
    """Indices of rows that are left, by class, from the highest score on."""
    classes = rows[:, 5:].argmax(1)
    scores = rows[:, 4] * rows[:, 5:].max(1)
    kept = []
    for index in np.argsort(-scores, kind="stable"):
        rivals = [k for k in kept if classes[k] == classes[index]]
        if scores[index] < THRESHOLD:
            break
        if not rivals or overlap(rows[index, :4], rows[rivals, :4]).max() <= OVERLAP:
            kept.append(index)
    return kept, scores, classes


def main(picture, weights, target):
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    pixels, scale = square(np.asarray(Image.open(picture).convert("RGB"), np.float64))
    rows = decode(session.run(None, {"images": pixels})[0][0].astype(np.float64))
    kept, scores, classes = suppressed(rows)
    best = np.argsort(-scores, kind="stable")[:COUNT]
    save_file(
        {
            "cells": best.astype(np.int64), "rows": rows[best].astype(np.float32),
            "boxes": (rows[kept, :4] / scale).astype(np.float32).reshape(-1, 4),
            "scores": scores[kept].astype(np.float32), "classes": classes[kept].astype(np.int64),
        },
        target,
        metadata={
            "weights": hashlib.sha256(open(weights, "rb").read()).hexdigest(),
            "onnxruntime": onnxruntime.__version__, "threshold": str(THRESHOLD),
        })


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
