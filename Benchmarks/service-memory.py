#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How much memory `daefuse serve` takes for a request, in bytes for each pixel of its pictures.

    python3 Benchmarks/service-memory.py [--size 1600x1200] [--program PATH] [--model fast] [NAME...]

Each call is sent to a service of its own, after one of small pictures; what counts is by how much the
most memory that it ever held exceeds what it held between the two. `ImageCost` reserves by it.
"""

import argparse
import asyncio
import pathlib
import random
import struct
import zlib

from loopback import Service, form, png_chunk

ROOT = pathlib.Path(__file__).resolve().parent.parent
CALLS = {
    "network": "/v1/fuse", "average": "/v1/fuse?method=average", "max": "/v1/fuse?method=max",
    "centred-max": "/v1/fuse?method=centred-max", "laplacian": "/v1/fuse?method=laplacian",
    "wavelet": "/v1/fuse?method=wavelet", "guided": "/v1/fuse?method=guided",
    "panel": "/v1/fuse?method=guided&panel=true&highlight=95%25",
    "deep": "/v1/fuse?method=guided&format=tiff&depth=16",
    "points": "/v1/fuse?method=guided&points=1,1:2,2+50,1:50,2+1,50:2,50+50,50:49,50",
    "align": "/v1/align", "inspect": "/v1/inspect", "evaluate": "/v1/evaluate",
}


def png(width, height, channels):
    """Noise that repeats, so that the file is small."""
    noise = random.Random(1).randbytes(2 * width * channels)
    step = width * channels
    rows = b"".join(b"\0" + noise[7 * y % step:][:step] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2 if channels == 3 else 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
            + png_chunk(b"IDAT", zlib.compress(rows, 1)) + png_chunk(b"IEND", b""))


def files(name, width, height):
    first, second = png(width, height, 3), png(width, height, 1)
    if name == "inspect":
        return form(image=first)
    more = {"fused": first} if name == "evaluate" else {}
    return form(first=first, second=second, **more)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--size", default="1600x1200")
    parser.add_argument("--program", default=str(ROOT / ".build/release/daefuse"))
    parser.add_argument("--model", default="fast")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(CALLS))
    options = parser.parse_args()
    width, height = map(int, options.size.split("x"))
    for name in options.names or CALLS:
        with Service(options.program, "--model", options.model) as service:
            asyncio.run(service.ask("POST", CALLS[name], files(name, 64, 64)))
            before = service.memory()
            status, _ = asyncio.run(service.ask("POST", CALLS[name], files(name, width, height)))
            grown = (service.memory("VmHWM") - before) * 2**20
            print(f"{name}: {grown / (width * height):.0f} bytes a pixel, status {status}", flush=True)


main()
