#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Sources/Imaging/Palettes/PaletteTables.swift: the colors of the palettes.

inferno and viridis are those of Nathaniel Smith and Stéfan van der Walt (2015), CC0: the listings of
https://github.com/BIDS/colormap (option_b.py, option_d.py), in matplotlib's `_cm_listed.py`. iron and rainbow are ours: thermal cameras have no published ones. They
go through the points below in Oklab (Björn Ottosson, 2020; lightness, chroma, hue in degrees), by
Catmull-Rom splines, with chroma lowered where sRGB has no such color. iron's lightness is straight.

Wants numpy, and matplotlib installed; PYTHONPATH finds both."""
import ast
import importlib.util
import pathlib

import numpy
import pydicom

# Position, chroma, hue. Black to white over violet, magenta, orange and yellow.
IRON = [(0.00, 0.00, 280), (0.16, 0.14, 284), (0.32, 0.17, 312), (0.46, 0.18, 350),
        (0.60, 0.185, 30), (0.75, 0.165, 62), (0.88, 0.13, 92), (1.00, 0.00, 104)]
# Position, lightness, chroma, hue. The spectrum from dark blue to dark red, lightest in yellow.
RAINBOW = [(0.00, 0.28, 0.15, 280), (0.15, 0.48, 0.22, 264), (0.33, 0.70, 0.12, 222),
           (0.50, 0.80, 0.16, 152), (0.67, 0.90, 0.18, 108), (0.82, 0.72, 0.18, 58),
           (0.93, 0.58, 0.21, 30), (1.00, 0.44, 0.18, 24)]


def listed(name):
    """A table of matplotlib's."""
    package = pathlib.Path(importlib.util.find_spec("matplotlib").origin).parent
    for node in ast.parse((package / "_cm_listed.py").read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == f"_{name}_data":
            return numpy.array(ast.literal_eval(node.value))
    raise SystemExit(f"matplotlib has no {name}")


def well_known(name, uid):
    """A palette of DICOM's."""
    folder = pathlib.Path(pydicom.__file__).parent / "data/palettes"
    palette = pydicom.dcmread(folder / f"{name}.dcm")
    assert palette.SOPInstanceUID == uid, palette.SOPInstanceUID
    return numpy.stack([
        numpy.frombuffer(palette[f"{channel}PaletteColorLookupTableData"].value, "u1")
        for channel in ("Red", "Green", "Blue")], -1) / 255


def spline(positions, values, at):
    """A Catmull-Rom spline through points that need not be evenly spaced."""
    slopes = numpy.gradient(values, positions)
    i = numpy.clip(numpy.searchsorted(positions, at, side="right") - 1, 0, len(positions) - 2)
    width = positions[i + 1] - positions[i]
    t = (at - positions[i]) / width
    return ((2 * t**3 - 3 * t**2 + 1) * values[i] + (t**3 - 2 * t**2 + t) * width * slopes[i]
            + (3 * t**2 - 2 * t**3) * values[i + 1] + (t**3 - t**2) * width * slopes[i + 1])


def linear_rgb(lightness, a, b):
    """Oklab to linear sRGB."""
    l, m, s = ((lightness + x * a + y * b) ** 3 for x, y in (
        (0.3963377774, 0.2158037573), (-0.1055613458, -0.0638541728), (-0.0894841775, -1.2914855480)))
    return numpy.stack([4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
                        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
                        -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s], -1)


def encoded(rgb):
    """Linear sRGB to sRGB."""
    rgb = numpy.clip(rgb, 0, 1)
    return numpy.where(rgb <= 0.0031308, 12.92 * rgb, 1.055 * rgb ** (1 / 2.4) - 0.055)


def drawn(points):
    """256 colors through points."""
    position, lightness, chroma, hue = numpy.array(points, float).T
    angle = numpy.radians(hue)
    at = numpy.linspace(0, 1, 256)
    lightness, a, b = (spline(position, values, at) for values in (
        lightness, chroma * numpy.cos(angle), chroma * numpy.sin(angle)))
    low, high = numpy.zeros(256), numpy.ones(256)
    for _ in range(30):
        middle = (low + high) / 2
        rgb = linear_rgb(lightness, middle * a, middle * b)
        fits = ((rgb >= -1e-4) & (rgb <= 1.0001)).all(-1)
        low, high = numpy.where(fits, middle, low), numpy.where(fits, high, middle)
    return encoded(linear_rgb(lightness, low * a, low * b))


def text(name, summary, colors):
    """A table in Swift: six digits a color, sixteen colors a line."""
    levels = numpy.floor(colors * 255 + 0.5).astype(int)
    digits = ["%02x%02x%02x" % tuple(level) for level in levels]
    rows = "\n".join("    " + "".join(digits[i:i + 15]) + "\\" for i in range(0, 256, 15))
    return f'  /// {summary}\n  static let {name} = """\n{rows.removesuffix(chr(92))}\n    """\n'


tables = [
    ("iron", "Ours, through points in Oklab.", drawn([(t, t, c, h) for t, c, h in IRON])),
    ("rainbow", "Ours, through points in Oklab.", drawn(RAINBOW)),
    ("inferno", "Smith and van der Walt 2015, CC0.", listed("inferno")),
    ("viridis", "Smith and van der Walt 2015, CC0.", listed("viridis")),
    ("hot", "DICOM PS3.6, B.1.1: Hot Iron, 1.2.840.10008.1.5.1.",
     well_known("hotiron", "1.2.840.10008.1.5.1")),
    ("pet", "DICOM PS3.6, B.1.2: PET, 1.2.840.10008.1.5.2.",
     well_known("pet", "1.2.840.10008.1.5.2")),
]
path = pathlib.Path(__file__).parent.parent / "Sources/Imaging/Palettes/PaletteTables.swift"
path.parent.mkdir(exist_ok=True)
path.write_text(
    "// SPDX-License-Identifier: Apache-2.0\n\n"
    "/// 256 colors each, six hexadecimal digits a color, as Scripts/make-palettes.py writes them.\n"
    "enum PaletteTables {\n" + "\n".join(text(*table) for table in tables) + "}\n")
