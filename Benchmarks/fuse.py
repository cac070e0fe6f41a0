#!/usr/bin/env python3
"""Times `daefuse fuse` against the same network written plainly in PyTorch, in the same minute.

    make bench          (or: python3 Benchmarks/fuse.py [threads])

Both fuse a rendered 640x480 pair with the shape of the `fast` preset, float32, batch 1. The first
two of seven runs warm up; medians are compared. The reference network is the one that the tests'
goldens come from; its weights are random, which does not change its time.
"""

import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "Scripts"), str(ROOT / ".cache/libtorch"), str(ROOT / ".cache/python")]

import torch  # noqa: E402

from goldens.network import DAEFuse  # noqa: E402

RUNS, WARM_UP = 7, 2
DAEFUSE = ROOT / ".build/release/daefuse"


def ours(threads):
    """Milliseconds of the fuse stage, as the program itself reports them."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([DAEFUSE, "scene", folder, "--count", "1"], check=True)
        for name in ("visible", "infrared"):
            for run in range(2, RUNS + 1):
                shutil.copy(folder / name / "01.png", folder / name / f"{run:02}.png")
        command = [DAEFUSE, "fuse", folder / "visible", folder / "infrared", "-o", folder / "out",
                   "--json", "--precision", "float32", "--threads", str(threads)]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["milliseconds"]["fuse"] for line in lines.splitlines()]


def reference(threads):
    """Milliseconds of the network alone."""
    settings = json.loads(subprocess.run(
        [DAEFUSE, "info", "fast", "--json"], check=True, capture_output=True, text=True).stdout)
    torch.set_num_threads(threads)
    network = DAEFuse({**settings["configuration"], "patch": 16}).eval()
    image = torch.rand(1, 1, 480, 640)
    times = []
    with torch.inference_mode():
        for _ in range(RUNS):
            start = time.perf_counter()
            network.fuse(image, image)
            times.append((time.perf_counter() - start) * 1000)
    return times


def main():
    threads = int(sys.argv[1]) if len(sys.argv) > 1 else 2
    medians = {}
    for name, measure in (("PyTorch, plainly written", reference), ("daefuse", ours)):
        times = measure(threads)[WARM_UP:]
        medians[name] = statistics.median(times)
        print(f"{name:26} {medians[name]:7.0f} ms  ({min(times):.0f} to {max(times):.0f})")
    print(f"{threads} threads, 640x480, float32: ratio "
          f"{medians['PyTorch, plainly written'] / medians['daefuse']:.2f}")


main()
