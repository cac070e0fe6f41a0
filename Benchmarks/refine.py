#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures what fuse --refine brings on folders of pairs.

    python3 Benchmarks/refine.py FIRST SECOND [--align rig.json] [--program .build/release/daefuse]

Each pair is refined; the agreement of both images' oriented gradients before and after, the share of
pairs that are left as they were, and how far pixels were moved are printed, means and quantiles over
all pairs. A pair that is left counts with its agreement before.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def refinements(arguments):
    with tempfile.TemporaryDirectory() as folder:
        command = [arguments.program, "fuse", arguments.first, arguments.second, "-o", folder,
                   "--overwrite", "--method", "average", "--refine", "--json"]
        if arguments.align:
            command += ["--align", arguments.align]
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    events = [json.loads(line) for line in output.splitlines()]
    found = [event["refinement"] for event in events if "refinement" in event]
    if not found:
        sys.exit("no pair was fused")
    return found


def quartiles(values):
    if len(values) < 2:
        return values * 3
    return statistics.quantiles(values, n=4, method="inclusive")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--align")
    parser.add_argument("--program", default=ROOT / ".build/release/daefuse")
    found = refinements(parser.parse_args())
    applied = [one for one in found if one["isApplied"]]
    before = [one["agreementBefore"] for one in found]
    after = [one["agreementAfter" if one["isApplied"] else "agreementBefore"] for one in found]
    print(f"{len(found)} pairs, {len(applied)} refined, {len(found) - len(applied)} left")
    print(f"gradient agreement, mean: {statistics.mean(before):.3f} -> {statistics.mean(after):.3f}")
    if not applied:
        return
    for name, values in [
        ("gain of refined pairs", [one["agreementAfter"] - one["agreementBefore"] for one in applied]),
        ("median shift in pixels", [one["median"] for one in applied]),
        ("largest shift in pixels", [one["largest"] for one in applied]),
    ]:
        low, middle, high = quartiles(values)
        print(f"{name}: median {middle:.3f}, quartiles {low:.3f} and {high:.3f}, most {max(values):.3f}")


if __name__ == "__main__":
    main()
