#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what a known start saves daefuse align, in processor time.

    python3 Benchmarks/align.py FOLDER [--repeats 3] [--program .build/release/daefuse]

FOLDER holds a folder for each pair, with a visible.* and an infrared.* in it. Each pair is searched for
everywhere, and from the rig that this finds, moved by 3 pixels of 320 and turned by half a degree. What
the command takes with points by hand, for which it only reads the images, is subtracted from both. One
thread; the least of the repeats.
"""

import argparse
import json
import math
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def seconds(command):
    def spent():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    start = spent()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "OMP_NUM_THREADS": "1"})
    return spent() - start


def moved(path):
    """Writes the rig as one that is nearly right."""
    rig = json.loads(path.read_text())
    width = rig["firstSize"]["width"]
    c, s = math.cos(math.radians(0.5)), math.sin(math.radians(0.5))
    x, y = width / 2, rig["firstSize"]["height"] / 2
    shift = 3 / 320 * width * math.sqrt(0.5)
    move = [[c, -s, x - c * x + s * y + shift], [s, c, y - s * x - c * y - shift], [0, 0, 1]]
    rig["matrix"] = [[sum(move[i][k] * rig["matrix"][k][j] for k in range(3)) for j in range(3)]
                     for i in range(3)]
    path.write_text(json.dumps(rig))


def measured(program, images, repeats):
    """What a search and a known start take, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        rig, other = pathlib.Path(folder) / "rig.json", f"{folder}/other.json"

        def least(output, *options):
            command = [program, "align", *images, "-o", output, "--overwrite", "--accept-unsure", *options]
            return min(seconds(command) for _ in range(repeats))

        reading = least(other, "--model", "similarity", "--points", "0,0:0,0", "90,50:90,50")
        search = least(str(rig)) - reading
        moved(rig)
        return search, least(other, "--prior", str(rig)) - reading


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--program", default=ROOT / ".build/release/daefuse")
    options = parser.parse_args()
    ratios = []
    for pair in sorted(pathlib.Path(options.folder).iterdir()):
        images = [next(pair.glob(f"{name}.*"), None) for name in ("visible", "infrared")]
        if None in images:
            continue
        search, start = measured(options.program, images, options.repeats)
        ratios.append(start / search)
        print(f"{pair.name:24} search {1000 * search:5.0f} ms, known start {1000 * start:4.0f} ms, "
              f"{start / search:.3f}")
    if not ratios:
        sys.exit(f"{options.folder}: no pairs; folders with visible.* and infrared.* are wanted")
    print(f"known start over search: median {statistics.median(ratios):.3f}, most {max(ratios):.3f}")


if __name__ == "__main__":
    main()
