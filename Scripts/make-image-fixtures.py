#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the image files that ImagingTests reads, and what independent decoders see in them.

    pip install numpy==2.4.6 pillow==13.0.0 tifffile imagecodecs
    Scripts/make-image-fixtures.py

Every picture is made here from a formula. Expected samples are the arrays that went in, or, for
lossy files, what Pillow decodes. They are stored in expected.json as base64, little-endian.
"""
import base64
import io
import json
import pathlib
import struct
import zlib

import numpy as np
import tifffile
from PIL import Image

FOLDER = pathlib.Path(__file__).parent.parent / "Tests/ImagingTests/Fixtures"
EXPECTED = {}


def scene(width, height, channels, dtype):
    """A picture whose channels and neighbors all differ."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [(x + 2 * y) / (width + 2 * height), x / width, 1 - y / height]
    unit = np.stack(planes[:channels], axis=-1)
    if dtype == np.float32:
        return unit.astype(dtype)
    return (unit * np.iinfo(dtype).max).astype(dtype)


def keep(name, data, samples):
    """Stores a file and its samples [height, width, channels], alpha among the channels."""
    (FOLDER / name).write_bytes(data)
    samples = np.ascontiguousarray(samples)
    if samples.ndim == 2:
        samples = samples[:, :, None]
    EXPECTED[name] = {
        "width": samples.shape[1],
        "height": samples.shape[0],
        "channels": samples.shape[2],
        "depth": {"uint8": "uint8", "uint16": "uint16", "float32": "float"}[samples.dtype.name],
        "samples": base64.b64encode(samples.astype(samples.dtype.newbyteorder("<")).tobytes()).decode(),
    }


# PNG, written here so that every color type, depth and interlacing can be had.

GRAY, RGB, PALETTE, GRAY_ALPHA, RGBA = 0, 2, 3, 4, 6
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def scanlines(samples, depth):
    lines = b""
    for row in samples.reshape(samples.shape[0], -1):
        if depth == 16:
            packed = row.astype(">u2").tobytes()
        elif depth == 8:
            packed = row.astype("u1").tobytes()
        else:
            bits = "".join(format(int(v), f"0{depth}b") for v in row)
            bits += "0" * (-len(bits) % 8)
            packed = bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))
        lines += b"\0" + packed
    return lines


def png(samples, color, depth, interlaced=False, palette=None, trns=None, exif=None):
    height, width = samples.shape[:2]
    if interlaced:
        passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        raw = b"".join(scanlines(p, depth) for p in passes if p.size)
    else:
        raw = scanlines(samples, depth)
    data = b"\x89PNG\r\n\x1a\n"
    data += chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlaced))
    if palette is not None:
        data += chunk(b"PLTE", palette.astype("u1").tobytes())
    if trns is not None:
        data += chunk(b"tRNS", trns)
    if exif is not None:
        data += chunk(b"eXIf", exif)
    return data + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def exif_block(orientation):
    """A TIFF header, one directory and in it the orientation."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"MM\0*" + struct.pack(">IH", 8, 1) + entry + struct.pack(">I", 0)


def with_key(samples, key, white):
    """Adds alpha: transparent where all channels equal the key."""
    alpha = np.where((samples == key).all(axis=-1), 0, white).astype(samples.dtype)
    return np.dstack([samples, alpha])


def make_png():
    for depth in (1, 2, 4):
        stored = (scene(9, 7, 1, np.uint8) >> (8 - depth)).astype(np.uint8)
        scaled = (stored * (255 // (2**depth - 1))).astype(np.uint8)
        keep(f"gray{depth}.png", png(stored, GRAY, depth), scaled)
        keep(f"gray{depth}-interlaced.png", png(stored, GRAY, depth, True), scaled)
        palette = scene(2**depth, 1, 3, np.uint8)[0]
        expected = palette[stored[:, :, 0]]
        keep(f"palette{depth}.png", png(stored, PALETTE, depth, palette=palette), expected)
    for depth, dtype in ((8, np.uint8), (16, np.uint16)):
        white = np.iinfo(dtype).max
        gray, rgb = scene(9, 7, 1, dtype), scene(9, 7, 3, dtype)
        alpha = scene(9, 7, 2, dtype)[:, :, 1:]
        for color, name, samples in (
            (GRAY, "gray", gray), (RGB, "rgb", rgb),
            (GRAY_ALPHA, "gray-alpha", np.dstack([gray, alpha])),
            (RGBA, "rgb-alpha", np.dstack([rgb, alpha])),
        ):
            keep(f"{name}{depth}.png", png(samples, color, depth), samples)
            keep(f"{name}{depth}-interlaced.png", png(samples, color, depth, True), samples)
        for color, name, samples in ((GRAY, "gray", gray), (RGB, "rgb", rgb)):
            key = samples[2, 3]
            trns = b"".join(struct.pack(">H", int(v)) for v in key)
            keep(f"{name}{depth}-key.png", png(samples, color, depth, trns=trns),
                 with_key(samples, key, white))
    index = scene(9, 7, 1, np.uint8)
    palette = scene(256, 1, 3, np.uint8)[0]
    trns = np.arange(256, dtype=np.uint8)
    keep("palette8.png", png(index, PALETTE, 8, palette=palette), palette[index[:, :, 0]])
    keep("palette8-alpha.png", png(index, PALETTE, 8, palette=palette, trns=trns.tobytes()),
         np.dstack([palette[index[:, :, 0]], trns[index]]))
    rgb = scene(9, 7, 3, np.uint8)
    keep("rgb8-exif6.png", png(rgb, RGB, 8, exif=exif_block(6)), np.rot90(rgb, -1))


# JPEG and WebP, written and decoded by Pillow.

def encoded(image, kind, **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def keep_decoded(name, data):
    keep(name, data, np.asarray(Image.open(io.BytesIO(data))))


def make_jpeg():
    rgb = Image.fromarray(scene(25, 19, 3, np.uint8))
    gray = Image.fromarray(scene(25, 19, 1, np.uint8)[:, :, 0])
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        keep_decoded(f"{name}.jpg", encoded(rgb, "JPEG", quality=80, subsampling=subsampling))
    keep_decoded("progressive.jpg", encoded(rgb, "JPEG", quality=80, progressive=True))
    keep_decoded("rgb.jpg", encoded(rgb, "JPEG", quality=80, keep_rgb=True))
    keep_decoded("gray.jpg", encoded(gray, "JPEG", quality=80))
    keep_decoded("restarts.jpg", encoded(rgb, "JPEG", quality=80, restart_marker_rows=1))
    (FOLDER / "cmyk.jpg").write_bytes(encoded(rgb.convert("CMYK"), "JPEG"))


def make_webp():
    rgb = scene(25, 19, 3, np.uint8)
    rgba = np.dstack([rgb, scene(25, 19, 2, np.uint8)[:, :, 1:]])
    keep_decoded("lossy.webp", encoded(Image.fromarray(rgb), "WEBP", quality=80))
    keep_decoded("lossy-alpha.webp", encoded(Image.fromarray(rgba), "WEBP", quality=80))
    keep("lossless.webp", encoded(Image.fromarray(rgb), "WEBP", lossless=True), rgb)
    keep("lossless-alpha.webp", encoded(Image.fromarray(rgba), "WEBP", lossless=True, exact=True), rgba)
    keep("exif8.webp", encoded(Image.fromarray(rgb), "WEBP", lossless=True, exif=exif_block(8)),
         np.rot90(rgb, 1))
    frames = [Image.fromarray(rgb), Image.fromarray(255 - rgb)]
    data = encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    (FOLDER / "animated.webp").write_bytes(data)


# TIFF, written by tifffile, or by Pillow where that knows a compression that tifffile does not.

def tiff(samples, **options):
    data = io.BytesIO()
    photometric = options.pop("photometric", "rgb" if samples.shape[-1] >= 3 else "minisblack")
    if samples.shape[-1] == 1:
        samples = samples[:, :, 0]
    tifffile.imwrite(data, samples, photometric=photometric, metadata=None, **options)
    return data.getvalue()


def make_tiff():
    for dtype in (np.uint8, np.uint16, np.float32):
        name = np.dtype(dtype).name
        gray, rgb = scene(20, 18, 1, dtype), scene(20, 18, 3, dtype)
        keep(f"gray-{name}-strips.tif", tiff(gray, rowsperstrip=7), gray)
        keep(f"rgb-{name}-tiles.tif", tiff(rgb, tile=(16, 16)), rgb)
        keep(f"rgb-{name}-planar.tif",
             tiff(np.moveaxis(rgb, -1, 0), planarconfig="separate", photometric="rgb"), rgb)
        keep(f"rgb-{name}-big-endian.tif", tiff(rgb, byteorder=">"), rgb)
        keep(f"rgb-{name}-bigtiff.tif", tiff(rgb, bigtiff=True), rgb)
    gray, rgb = scene(20, 18, 1, np.uint8), scene(20, 18, 3, np.uint8)
    for compression in ("lzw", "packbits", "deflate", "lzma", "zstd"):
        keep(f"rgb-{compression}.tif", tiff(rgb, compression=compression), rgb)
    deep, real = scene(20, 18, 3, np.uint16), scene(20, 18, 1, np.float32)
    keep("rgb16-lzw-predictor.tif", tiff(deep, compression="lzw", predictor=True), deep)
    keep("float-deflate-predictor-tiles.tif",
         tiff(real, compression="deflate", predictor=True, tile=(16, 16)), real)
    keep("planar-tiles.tif",
         tiff(np.moveaxis(rgb, -1, 0), planarconfig="separate", tile=(16, 16), photometric="rgb"), rgb)
    keep("min-is-white.tif", tiff(255 - gray, photometric="miniswhite"), gray)
    deep_gray = scene(20, 18, 1, np.uint16)
    keep("min-is-white16.tif", tiff(65535 - deep_gray, photometric="miniswhite"), deep_gray)
    rgba = np.dstack([rgb, scene(20, 18, 2, np.uint8)[:, :, 1:]])
    keep("rgb-alpha.tif", tiff(rgba, extrasamples=["unassalpha"]), rgba)
    keep("rgb-unspecified.tif", tiff(rgba, extrasamples=["unspecified"]), rgb)
    bilevel = gray[:, :, 0] > 127
    keep("bilevel.tif", tiff(bilevel[:, :, None]), bilevel.astype(np.uint8) * 255)
    image = Image.fromarray(bilevel)
    for compression in ("group3", "group4"):
        keep(f"{compression}.tif", encoded(image, "TIFF", compression=compression),
             bilevel.astype(np.uint8) * 255)
    palette = Image.fromarray(rgb).quantize(16)
    keep("palette.tif", encoded(palette, "TIFF"), np.asarray(palette.convert("RGB")))
    for orientation in range(1, 9):
        keep(f"orientation{orientation}.tif",
             tiff(stored_as(rgb, orientation), extratags=[(274, "H", 1, orientation, True)]), rgb)
    keep("two-pages.tif", encoded(Image.fromarray(rgb), "TIFF", save_all=True,
                                  append_images=[Image.fromarray(255 - rgb)]), rgb)
    for name, samples in (("int16", deep_gray.astype(np.int16)), ("float64", real.astype(np.float64))):
        (FOLDER / f"{name}.tif").write_bytes(tiff(samples))
    data = encoded(Image.fromarray(rgb).convert("YCbCr"), "TIFF", compression="jpeg")
    keep("jpeg.tif", data, np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))


def stored_as(rgb, orientation):
    """How a picture is stored whose tag says `orientation`."""
    transposed = np.transpose(rgb, (1, 0, 2))
    return np.ascontiguousarray({
        1: rgb, 2: rgb[:, ::-1], 3: rgb[::-1, ::-1], 4: rgb[::-1],
        5: transposed, 6: np.rot90(rgb, 1), 7: transposed[::-1, ::-1], 8: np.rot90(rgb, -1),
    }[orientation])


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.iterdir():
        old.unlink()
    make_png()
    make_jpeg()
    make_webp()
    make_tiff()
    (FOLDER / "expected.json").write_text(json.dumps(EXPECTED, indent=1) + "\n")


if __name__ == "__main__":
    main()
