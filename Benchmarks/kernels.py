#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times the fused operations of `Sources/CTorch/Kernels` against the same layers in eager PyTorch.

    make bench      (or: python3 Benchmarks/kernels.py [--threads 2])

Compiles the kernels with the Swift toolchain's clang++ into a library of their own. Features are
float32 everywhere; ours multiply in float32 by AVX2 and AVX-512, and in bfloat16, whatever the
processor has of these; PyTorch, with channels-last features, in float32. Each the best of several
runs, in turn, so that a busy machine hits
all. "differs" is the standard deviation of our results less PyTorch's, as a share of that of PyTorch's.
"""

import argparse
import ctypes
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "Scripts"), str(ROOT / ".cache/libtorch"), str(ROOT / ".cache/python")]

import torch  # noqa: E402
import torch.nn as nn  # noqa: E402

from goldens.network import ChannelTransformerBlock, Fusion  # noqa: E402


# By the numbers that kernels.cpp gives them.
SETS = ("every processor's", "AVX2", "AVX-512", "bfloat16")


def library(folder):
    torch_folder = pathlib.Path(torch.__file__).parent
    sources = [*(ROOT / "Sources/CTorch/Kernels").glob("*.cpp"), ROOT / "Benchmarks/kernels.cpp"]
    swift = pathlib.Path(subprocess.run(["sh", "-c", "command -v swift"], capture_output=True,
                                        text=True, check=True).stdout.strip()).resolve()
    path = pathlib.Path(folder) / "kernels.so"
    subprocess.run([str(swift.parent / "clang++"), "-std=c++20", "-O2", "-fPIC", "-shared", "-isystem",
                    str(torch_folder / "include"), *map(str, sources), "-L", str(torch_folder / "lib"),
                    "-ltorch_cpu", "-lc10", "-o", str(path)], check=True)
    kernels = ctypes.CDLL(str(path))
    kernels.choose.restype = ctypes.c_bool
    return kernels


def pointers(tensors):
    return (ctypes.c_void_p * len(tensors))(*[t.data_ptr() for t in tensors])


def address(tensor):
    return ctypes.c_void_p(tensor.data_ptr())


def extent(n, c, h, w):
    return (ctypes.c_int64 * 4)(n, h, w, c)


def channels_last(*shape):
    return torch.randn(shape).contiguous(memory_format=torch.channels_last)


def milliseconds(run):
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1e3


def present(kernels):
    """The numbers of the sets that this processor has; the first one where it has no other."""
    return [number for number in range(1, len(SETS)) if kernels.choose(number)] or [0]


def compare(kernels, name, multiply_adds, ours, theirs, y, repeats):
    """`ours` writes to y what `theirs` gives."""
    def by(number):
        def run():
            kernels.choose(number)
            ours()
        return run

    runs = [*map(by, present(kernels)), theirs]
    wanted = theirs()
    differences = []
    for run in runs[:-1]:
        run()
        differences.append(((y - wanted).std() / wanted.std()).item())
    best = [min(times) for times in zip(*([milliseconds(run) for run in runs]
                                          for _ in range(repeats)))]
    print(f"{name:40}", *(f"{took:9.2f} ms {2 * multiply_adds / took / 1e6:6.0f} GFLOP/s"
                          for took in best),
          "  ratios", *(f"{best[-1] / took:5.2f}" for took in best[:-1]),
          "  differs", *(f"{difference:.1e}" for difference in differences), flush=True)


def block(kernels, n, c, heads, h, w, repeats):
    layer, x = ChannelTransformerBlock(c, heads, 2), channels_last(n, c, h, w)
    a, f, y = layer.attn, layer.ffn, torch.empty_like(x)
    weights = pointers([layer.norm1.weight, layer.norm1.bias, a.qkv.weight, a.qkv_dwconv.weight,
                        a.project_out.weight, a.temperature, layer.norm2.weight, layer.norm2.bias,
                        f.project_in.weight, f.dwconv.weight, f.project_out.weight])
    compare(kernels, f"Restormer block, C = {c}, {n} x {h} x {w}", n * h * w * (10 * c * c + c * c // heads + 63 * c),
            lambda: kernels.block(address(x), address(y), extent(n, c, h, w), heads, 2 * c, weights),
            lambda: layer(x), y, repeats)


def convolution(kernels, n, c, outputs, stride, h, w, repeats):
    layer, x = nn.Conv2d(c, outputs, 3, stride, 1), channels_last(n, c, h, w)
    y, weight = torch.empty_like(layer(x)), layer.weight.detach().clone()
    layer = layer.to(memory_format=torch.channels_last)
    compare(kernels, f"3x3, {c} -> {outputs}, stride {stride}, {n} x {h} x {w}", y.numel() * 9 * c,
            lambda: kernels.convolution(address(x), address(y), extent(n, c, h, w), stride, outputs,
                                        address(weight), address(layer.bias)),
            lambda: layer(x), y, repeats)


def fusion(kernels, c, heads, h, w, repeats):
    layer, reduce = Fusion(c, heads), nn.Conv2d(2 * c, c, 1)
    high, low = channels_last(2, c, h, w), channels_last(2, c, h, w)
    both, y = torch.cat([high, low], 1), channels_last(1, c, h, w)
    weights = []
    for side in (layer.first_from_second, layer.second_from_first):
        weights += [side.norm_query.weight, side.norm_query.bias, side.norm_context.weight,
                    side.norm_context.bias, side.query.weight, side.key_value.weight,
                    side.project_out.weight, side.temperature]
    weights = pointers(weights + [layer.merge.weight, layer.merge.bias, reduce.weight, reduce.bias])
    compare(kernels, f"fusion and reduction, C = {c}, {h} x {w}", h * w * 50 * c * c,
            lambda: kernels.fusion(address(high), address(low), address(y), extent(2, c, h, w), heads,
                                   weights),
            lambda: reduce(layer(*both.chunk(2))), y, repeats)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=7)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        kernels = library(folder)
        names = ", ".join(SETS[number] for number in present(kernels))
        print(f"ours: {names}; eager PyTorch {torch.__version__}; "
              f"{arguments.threads} threads; operations are those of the layers as written")
        for case in ((2, 16, 2, 240, 320), (2, 32, 4, 120, 160), (1, 64, 8, 240, 320)):
            block(kernels, *case, arguments.repeats)
        for case in ((2, 8, 8, 1, 120, 160), (2, 16, 32, 2, 120, 160), (2, 32, 32, 1, 60, 80),
                     (1, 64, 64, 1, 240, 320), (2, 128, 128, 1, 240, 320), (2, 512, 512, 1, 60, 80)):
            convolution(kernels, *case, arguments.repeats)
        for case in ((16, 2, 240, 320), (32, 4, 120, 160)):
            fusion(kernels, *case, arguments.repeats)


if __name__ == "__main__":
    main()
