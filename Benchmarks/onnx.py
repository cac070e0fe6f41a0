#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times `fast` in ONNX Runtime and in `daefuse`, in turns, in the same minutes.

    python3 Benchmarks/onnx.py [--size 640x480] [--threads 1] [--turns 3] [--runs 20]

ONNX Runtime is given luminance and gives luminance, from the file that `daefuse export` writes;
`daefuse bench` goes from image to image, in float32 and in bfloat16.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / ".cache/python"))

import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402

DAEFUSE = ROOT / ".build/release/daefuse"


def peer(session, size, runs):
    """The median time of a run, in milliseconds."""
    width, height = size
    pair = {name: np.random.rand(1, 1, height, width).astype(np.float32) for name in ("first", "second")}
    times = []
    for _ in range(runs + 3):
        start = time.perf_counter()
        session.run(["fused"], pair)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times[3:])


def ours(size, threads, runs, precision):
    words = ["bench", "--size", "x".join(map(str, size)), "--threads", str(threads), "--repeats",
             str(runs), "--precision", precision, "--format", "json"]
    printed = subprocess.run(
        [DAEFUSE, *words], check=True, capture_output=True, text=True,
        env={**os.environ, "OMP_NUM_THREADS": str(threads)}).stdout
    return statistics.median(json.loads(printed)["sizes"][0]["milliseconds"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", default="640x480", type=lambda text: tuple(map(int, text.split("x"))))
    for name, value in [("threads", 1), ("turns", 3), ("runs", 20)]:
        parser.add_argument(f"--{name}", type=int, default=value)
    choice = parser.parse_args()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = choice.threads
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([DAEFUSE, "export", "-o", f"{folder}/fast.onnx"], check=True, stdout=subprocess.DEVNULL)
        session = onnxruntime.InferenceSession(
            f"{folder}/fast.onnx", options, providers=["CPUExecutionProvider"])
    rows = {name: [] for name in ("onnxruntime float32", "daefuse float32", "daefuse bfloat16")}
    for _ in range(choice.turns):
        rows["onnxruntime float32"].append(peer(session, choice.size, choice.runs))
        for precision in ("float32", "bfloat16"):
            rows[f"daefuse {precision}"].append(ours(choice.size, choice.threads, choice.runs, precision))
    for name, times in rows.items():
        ratio = statistics.median(times) / statistics.median(rows["onnxruntime float32"])
        print(f"{name}: {', '.join(f'{t:.1f}' for t in sorted(times))} ms, {ratio:.2f} of onnxruntime")


if __name__ == "__main__":
    main()
