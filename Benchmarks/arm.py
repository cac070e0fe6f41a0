#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the kernels of `Sources/CTorch/Kernels` on an emulated 64-bit ARM processor, with NEON.

    make bench-arm      (or: python3 Benchmarks/arm.py)

Every kernel gets the same numbers here and there. "differs" is the standard deviation of ARM's results
less this machine's, as a share of that of this machine's; more than 1e-5 anywhere is a failure. The
emulator counts instructions, of one run of a kernel after another; it says nothing of time. The compiler
is the Swift toolchain's, as everywhere, with Debian's libraries for ARM.
"""

import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "Benchmarks/arm"
sys.path.insert(0, str(ROOT / ".cache/python"))

import numpy as np  # noqa: E402

LARGEST_DIFFERENCE = 1e-5


def compiled(target, *options):
    sources = (ROOT / "Sources/CTorch/Kernels").glob("Kernels*.cpp")
    subprocess.run(["clang++", "-std=c++20", "-O2", *options,
                    *map(str, [*sources, FOLDER / "kernels.cpp"]), "-o", str(target)], check=True)
    return str(target)


def run(*command):
    """What a run writes, and the numbers that it prints: multiply-adds, under the plugin instructions."""
    outcome = subprocess.run(command, capture_output=True, check=True)
    return np.frombuffer(outcome.stdout, np.float32), [int(line) for line in outcome.stderr.split()]


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        here = compiled(folder / "here")
        there = compiled(folder / "there", "--target=aarch64-linux-gnu", "-static", "-fuse-ld=lld")
        plugin = folder / "instructions.so"
        subprocess.run(["clang", "-O2", "-shared", "-fPIC", str(FOLDER / "instructions.c"), "-o", str(plugin)],
                       check=True)
        print(f"{'kernel':26}{'differs':>10}{'instructions':>15}{'multiply-adds an instruction':>31}")
        worst = 0
        names = subprocess.run([here], capture_output=True, check=True, text=True).stdout.splitlines()
        for name in names:
            emulated = ["qemu-aarch64", "-plugin", str(plugin), there, "baseline", name]
            wanted, _ = run(here, "baseline", name, "1")
            found, (multiply_adds, once) = run(*emulated, "1")
            _, (_, twice) = run(*emulated, "2")
            difference = (found - wanted).std() / wanted.std()
            worst = max(worst, difference)
            print(f"{name:26}{difference:10.1e}{twice - once:15,}{multiply_adds / (twice - once):31.2f}")
    if not worst < LARGEST_DIFFERENCE:
        sys.exit(f"arm: results differ by {worst:.1e}, at most {LARGEST_DIFFERENCE:.0e} is wanted")


if __name__ == "__main__":
    main()
