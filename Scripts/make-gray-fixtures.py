#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Tests/FusionMetricsTests/Fixtures/gray-halves.csv: what OpenCV makes of the 8-bit colors
whose exact gray level, (299 R + 587 G + 114 B) / 1000, ends in one half. Single precision decides
those by its rounding errors, so the order of operations counts; other colors are 1/1000 or more from
a half, where every order agrees. Only the colors that do not go to the even level are listed.

The level is rint(fma(R, 0.299, fma(B, 0.114, G * 0.587))) in float32. Wants numpy; where cv2 is
installed, every one of the 2^24 colors is compared with cv2.cvtColor."""
import pathlib

import numpy

red, green, blue = numpy.meshgrid(*[numpy.arange(256)] * 3, indexing="ij")


def fma(color, weight, term):
    """An 8-bit color times a float32 weight plus a float32 has at most 35 bits, so float64 holds it
    and one rounding is left, as in a fused multiply-add."""
    exact = color.astype(float) * float(numpy.float32(weight)) + term.astype(float)
    return exact.astype(numpy.float32)


product = green.astype(numpy.float32) * numpy.float32(0.587)
gray = fma(red, 0.299, fma(blue, 0.114, product))

try:
    import cv2
except ImportError:
    print("no cv2: not compared with it")
else:
    # Rows of 256 pixels: OpenCV's loop for what is left of a row is the compiler's to contract.
    image = numpy.stack([blue, green, red], -1).astype(numpy.float32).reshape(-1, 256, 3)
    assert (cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).ravel() == gray.ravel()).all()
    print(f"equal to OpenCV {cv2.__version__} in all {gray.size} colors")

level = numpy.rint(gray).astype(int)
thousandths = 299 * red + 587 * green + 114 * blue
lower = thousandths // 1000
is_half = thousandths % 1000 == 500
is_odd = is_half & (level % 2 == 1)
assert (numpy.rint(thousandths / 1000) == level)[~is_half].all()
assert ((level == lower) | (level == lower + 1))[is_half].all()

rows = numpy.stack([channel[is_odd] for channel in (red, green, blue, level)], -1)
path = pathlib.Path(__file__).parent.parent / "Tests/FusionMetricsTests/Fixtures/gray-halves.csv"
path.write_text("red,green,blue,level\n" + "".join(",".join(map(str, row)) + "\n" for row in rows))
print(f"{len(rows)} of {is_half.sum()} halves do not go to the even level")
