#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times `daefuse` against a network of CDDFuse's published cost in PyTorch, in the same minutes.

    make bench      (or: python3 Benchmarks/peer.py [--size 640x480] [--threads 2] [--runs 2])

CDDFuse (Zhao et al., CVPR 2023) is the usual yardstick of the field: 1.19 million parameters at full
resolution. Its boxes are written here from its description, for their time alone: weights are
random, float32, batch 1, eager, the two images one after the other, as it is published. `daefuse
bench` takes the time of `fast` and `paper`, from image to image, in the precision it would choose.
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
import torch.nn as nn  # noqa: E402
from torch.utils.flop_counter import FlopCounterMode  # noqa: E402

from goldens.network import (  # noqa: E402
    GDFN, MDTA, ChannelLayerNorm, ChannelTransformerBlock)

DAEFUSE = ROOT / ".build/release/daefuse"
WIDTH, HEADS, DEPTH = 64, 8, 4


def restormer_blocks():
    return nn.Sequential(*[ChannelTransformerBlock(WIDTH, HEADS, 2) for _ in range(DEPTH)])


class BaseBranch(nn.Module):
    """A transformer block whose queries, keys and values come from a full 3x3 convolution, not a
    depthwise one (over half of all parameters), with a feed-forward of ratio 1 in groups of two."""

    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = ChannelLayerNorm(WIDTH), ChannelLayerNorm(WIDTH)
        self.attention = MDTA(WIDTH, HEADS)
        self.attention.qkv_dwconv = nn.Conv2d(3 * WIDTH, 3 * WIDTH, 3, padding=1, bias=False)
        self.feed_forward = GDFN(WIDTH, 1)
        self.feed_forward.dwconv = nn.Conv2d(
            2 * WIDTH, 2 * WIDTH, 3, padding=1, groups=WIDTH, bias=False)

    def forward(self, x):
        x = x + self.attention(self.norm1(x))
        return x + self.feed_forward(self.norm2(x))


def bottleneck(channels):
    """Inverted residual, expansion 2."""
    hidden = 2 * channels
    return nn.Sequential(
        nn.Conv2d(channels, hidden, 1, bias=False), nn.ReLU6(inplace=True),
        nn.ReflectionPad2d(1), nn.Conv2d(hidden, hidden, 3, groups=hidden, bias=False),
        nn.ReLU6(inplace=True), nn.Conv2d(hidden, channels, 1, bias=False))


class CouplingNode(nn.Module):
    """An invertible step: after a shuffle, each half of the channels changes the other."""

    def __init__(self):
        super().__init__()
        self.shuffle = nn.Conv2d(WIDTH, WIDTH, 1)
        self.added, self.scaled, self.shifted = (bottleneck(WIDTH // 2) for _ in range(3))

    def forward(self, x):
        first, second = self.shuffle(x).chunk(2, dim=1)
        second = second + self.added(first)
        first = first * torch.exp(self.scaled(second)) + self.shifted(second)
        return torch.cat([first, second], dim=1)


class Peer(nn.Module):
    def __init__(self):
        super().__init__()
        self.shallow = nn.Sequential(
            nn.Conv2d(1, WIDTH, 3, padding=1, bias=False), restormer_blocks())
        self.base = BaseBranch()
        self.detail = nn.Sequential(*[CouplingNode() for _ in range(3)])
        self.base_fusion = BaseBranch()
        self.detail_fusion = CouplingNode()
        self.decoder = nn.Sequential(
            nn.Conv2d(2 * WIDTH, WIDTH, 1, bias=False), restormer_blocks(),
            nn.Conv2d(WIDTH, WIDTH // 2, 3, padding=1, bias=False), nn.LeakyReLU(),
            nn.Conv2d(WIDTH // 2, 1, 3, padding=1, bias=False), nn.Sigmoid())

    def forward(self, visible, infrared):
        shallow = [self.shallow(image) for image in (visible, infrared)]
        base = self.base_fusion(sum(self.base(x) for x in shallow))
        detail = self.detail_fusion(sum(self.detail(x) for x in shallow))
        return self.decoder(torch.cat([base, detail], dim=1))


def multiply_adds(network, width, height):
    """Counted on a small image: all of the network is linear in the number of pixels."""
    small = torch.rand(1, 1, 32, 32)
    with FlopCounterMode(display=False) as counter:
        network(small, small)
    return counter.get_total_flops() / 2 / small.numel() * width * height


def show(name, times, precision, cost, more=""):
    """Prints a row, and gives the median."""
    median = statistics.median(times)
    print(f"{name:24} {median:8.0f}  ({min(times):.0f} to {max(times):.0f}, {len(times)} runs)  "
          f"{precision}  {cost / 1e9:.1f} G multiply-adds{more}", flush=True)
    return median


def peer(width, height, threads, runs):
    """The median of milliseconds."""
    torch.set_num_threads(threads)
    network = Peer().eval()
    image = torch.rand(1, 1, height, width)
    times = []
    with torch.inference_mode():
        cost = multiply_adds(network, width, height)  # warms up, too
        for _ in range(runs):
            start = time.perf_counter()
            network(image, image)
            times.append((time.perf_counter() - start) * 1000)
    parameters = sum(parameter.numel() for parameter in network.parameters())
    return show("PyTorch, CDDFuse's cost", times, "float32", cost,
                f", {parameters / 1e6:.3f} M parameters")


def ours(model, size, threads, *more):
    """The median of milliseconds."""
    command = [DAEFUSE, "bench", "--model", model, "--size", size, "--threads", str(threads),
               "--format", "json", *more]
    report = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    [measured] = report["sizes"]
    return show(f"daefuse {model}", measured["milliseconds"], report["precision"],
                measured["whole"]["multiplyAdds"])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", default="640x480")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=2, help="of the peer")
    arguments = parser.parse_args()
    size, threads = arguments.size, arguments.threads
    print(f"{size}, {threads} threads, batch 1, milliseconds a pair", flush=True)
    fast = ours("fast", size, threads)
    slow = peer(*map(int, size.split("x")), threads, arguments.runs)
    paper = ours("paper", size, threads, "--seconds", "20")
    for name, median in (("fast", fast), ("paper", paper)):
        print(f"ratio to {name}: {slow / median:.1f}")


main()
