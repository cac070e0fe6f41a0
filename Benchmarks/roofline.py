#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where the time of a pair goes, block by block, and what bounds it.

    make bench      (or: python3 Benchmarks/roofline.py [--model fast] [--threads 2] [--size 640x480])

For each block of the network: the operations, the bytes that its input, its output and its weights
are, the least time that both allow (the faster matrix product and copy measured in the same minute),
the time that `daefuse bench` measures, and the time of the same block in eager PyTorch, plainly written,
channels-last, in float32; medians. What a block writes and reads again between its layers is not
counted, so that a bound is what perfect fusion would reach.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "Scripts"), str(ROOT / ".cache/libtorch"), str(ROOT / ".cache/python")]

import torch  # noqa: E402

from goldens.network import DAEFuse  # noqa: E402

DAEFUSE = ROOT / ".build/release/daefuse"


def run_json(*command):
    return json.loads(subprocess.run(
        [str(part) for part in (DAEFUSE, *command)], check=True, capture_output=True, text=True).stdout)


def blocks_of(network):
    """The modules that make a block, by the names that `daefuse bench` prints."""
    encoders = network.shallow_encoder, network.high_frequency_encoder, network.low_frequency_encoder
    shallow, high, low = encoders
    blocks = {("shallow encoder", "embedding"): [shallow.embed]}
    for i, block in enumerate(shallow.blocks):
        blocks["shallow encoder", f"block {i + 1}"] = [block]
    blocks["high-frequency encoder", "stem"] = [high.conv1, high.bn1]
    for i in range(4):
        blocks["high-frequency encoder", f"layer {i + 1}"] = [getattr(high, f"layer{i + 1}")]
    blocks["low-frequency encoder", "patches"] = [low.patch_embed, low.position]
    for i, block in enumerate(low.blocks):
        blocks["low-frequency encoder", f"layer {i + 1}"] = [block]
    blocks["fusion", None] = [network.fusion, network.decoder.reduce]
    for i, block in enumerate(network.decoder.blocks):
        blocks["decoder", f"block {i + 1}"] = [block]
    blocks["decoder", "output"] = [network.decoder.output]
    wholes = {"high-frequency encoder": [high], "low-frequency encoder": [low]}
    return blocks, wholes


class Watch:
    """Time and bytes of some modules, run after run."""

    def __init__(self, modules):
        self.seconds, self.bytes = [], 0
        for module in modules:
            module.register_forward_pre_hook(self.begin)
            module.register_forward_hook(self.end)

    def begin(self, module, inputs):
        self.started = time.perf_counter()

    def end(self, module, inputs, output):
        self.seconds[-1] += time.perf_counter() - self.started
        tensors = [*inputs, output, *module.parameters()]
        self.bytes += 4 * sum(t.numel() for t in tensors)


def reference(configuration, height, width, repeats):
    """Milliseconds and bytes of each block in PyTorch, and the milliseconds of all."""
    network = DAEFuse({**configuration, "patch": 16}).eval()
    network = network.to(memory_format=torch.channels_last)
    blocks, wholes = blocks_of(network)
    watches = {name: Watch(modules) for name, modules in blocks.items()}
    stages = {name: Watch(modules) for name, modules in wholes.items()}
    image, times = torch.rand(1, 1, height, width), []
    with torch.inference_mode():
        for _ in range(repeats + 1):
            for watch in (*watches.values(), *stages.values()):
                watch.seconds.append(0)
                watch.bytes = 0
            start = time.perf_counter()
            network.fuse(image, image)
            times.append(time.perf_counter() - start)
    median = lambda seconds: 1e3 * statistics.median(seconds[1:])
    found = {name: (median(watch.seconds), watch.bytes) for name, watch in watches.items()}
    for stage, rest in (("high-frequency encoder", "sum of levels"),
                        ("low-frequency encoder", "upsampling")):
        parts = sum(value[0] for name, value in found.items() if name[0] == stage)
        found[stage, rest] = median(stages[stage].seconds) - parts, stages[stage].bytes
    return found, median(times)


def copied_bytes_a_second():
    source = torch.rand(64 << 20)
    target, best = torch.empty_like(source), float("inf")
    for _ in range(6):
        start = time.perf_counter()
        target.copy_(source)
        best = min(best, time.perf_counter() - start)
    return 2 * 4 * source.numel() / best


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--model", default="fast")
    arguments.add_argument("--size", default="640x480", help="multiples of 64")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--repeats", type=int, default=9)
    arguments.add_argument("--precision", default="auto", help="ours; PyTorch's is float32")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    width, height = map(int, options.size.split("x"))
    configuration = run_json("info", options.model, "--json")["configuration"]
    others, all_of_it = reference(configuration, height, width, options.repeats)
    bandwidth = copied_bytes_a_second()
    report = run_json("bench", "--model", options.model, "--size", options.size, "--threads",
                      options.threads, "--precision", options.precision, "--format", "json")
    precision, size = report["precision"], report["sizes"][0]
    peak = report["matrixPeakGigaflopsPerSecond"][precision] * 1e9

    print(f"{options.model} at {options.size}, {options.threads} threads, {precision}; matrix product at best "
          f"{peak / 1e9:.0f} GFLOP/s, copy {bandwidth / 1e9:.1f} GB/s\n")
    print("| Block | M multiply-adds | MB | At least, ms | Here, ms | PyTorch, ms |")
    print("| --- | --- | --- | --- | --- | --- |")

    def row(name, work, other):
        milliseconds, count = other
        operations, traffic = 2e3 * work["multiplyAdds"] / peak, 1e3 * count / bandwidth
        by = "operations" if operations > traffic else "memory"
        print(f"| {name} | {work['multiplyAdds'] / 1e6:.0f} | {count / 1e6:.1f} | "
              f"{max(operations, traffic):.2f} ({by}) | {work['medianMilliseconds']:.2f} | "
              f"{milliseconds:.1f} |")

    for stage in size["stages"]:
        for block in stage["blocks"] or [{"block": None, "work": stage["work"]}]:
            name = stage["stage"], block["block"]
            row(", ".join(filter(None, name)), block["work"], others[name])
    print(f"| outside of the network | | | | {size['otherMedianMilliseconds']:.2f} | |")
    whole = size["whole"]
    print(f"| all | {whole['multiplyAdds'] / 1e6:.0f} | | | {whole['medianMilliseconds']:.1f} | "
          f"{all_of_it:.0f} |")


main()
