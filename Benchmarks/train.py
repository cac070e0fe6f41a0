#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Times a training step against the same network and losses in eager PyTorch, in the same minutes.

    make bench      (or: python3 Benchmarks/train.py [--preset fast] [--threads 2] [--steps 8]
                           [--batch 4] [--crop 128] [--bfloat16])

Phase two on rendered scenes: network, both discriminators, their two losses, clipping, AdamW. Each
side is timed over its steps but the first two. PyTorch runs plainly (float32, contiguous, its
default) and in channels-last; with --bfloat16 our side runs under bfloat16 autocast, and PyTorch once
more so, in channels-last.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "Scripts"), str(ROOT / ".cache/libtorch"), str(ROOT / ".cache/python")]

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

from goldens import losses  # noqa: E402
from goldens.network import DAEFuse, Discriminator  # noqa: E402

DAEFUSE = ROOT / ".build/release/daefuse"
WARM_UP = 2
# Named so that both sides compute the same: the defaults, but for what the reference has written for
# reading and not for speed, histograms above all.
LOSSES = {"texture": 0.1, "intensity": 1, "edges": 0.6, "fidelity": 0.4, "differences": 0.4,
          "information": 0, "sharpness": 0, "salience": 0, "noise": 0,
          "checkerboard": 0, "adversarial": 0.002, "labelSmoothing": 0.15,
          "target": {"minimumShare": 0.4, "contrast": 0.26, "maximumGain": 1.5, "levelling": 0.7,
                     "softening": 0.06}}


def ours(arguments):
    """Pairs a second, from the run's own record."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        subprocess.run([DAEFUSE, "scene", folder, "--count", "4"], check=True)
        settings = folder / "settings.json"
        settings.write_text(json.dumps({"validation": {"share": 0, "pairs": 0}, "losses": LOSSES,
                                        "checkpointInterval": 1000000}))
        subprocess.run(
            [DAEFUSE, "train", "--preset", arguments.preset, "--config", settings, "--data", folder,
             "-o", folder / "run", "--phase1-epochs", "0", "--steps", str(arguments.steps + WARM_UP),
             "--batch", str(arguments.batch), "--crop", str(arguments.crop),
             "--threads", str(arguments.threads),
             "--precision", "bfloat16" if arguments.bfloat16 else "float32"],
            check=True, capture_output=True)
        lines = (folder / "run/metrics.jsonl").read_text().splitlines()
    rates = [json.loads(line)["pairs per second"] for line in lines]
    seconds = [(step + 1) * arguments.batch / rate for step, rate in enumerate(rates)]
    return arguments.steps * arguments.batch / (seconds[-1] - seconds[WARM_UP - 1])


def reference(arguments, memory_format, bfloat16=False):
    """Pairs a second of the same step in PyTorch."""
    def autocast():
        return torch.autocast("cpu", torch.bfloat16, enabled=bfloat16)

    settings = json.loads(subprocess.run(
        [DAEFUSE, "info", arguments.preset, "--json"], check=True, capture_output=True,
        text=True).stdout)["configuration"]
    torch.set_num_threads(arguments.threads)
    network = DAEFuse({**settings, "patch": 16}).to(memory_format=memory_format)
    judges = [Discriminator(settings["discriminatorWidth"]).to(memory_format=memory_format)
              for _ in range(2)]
    judged = [parameter for judge in judges for parameter in judge.parameters()]
    players = (torch.optim.AdamW(network.parameters(), 1e-3, fused=True),
               torch.optim.AdamW(judged, 5e-4, betas=(0.5, 0.999), fused=True))
    shape = (arguments.batch, 1, arguments.crop, arguments.crop)
    images = [torch.rand(shape).to(memory_format=memory_format) for _ in range(2)]
    start = None
    for step in range(arguments.steps + WARM_UP):
        if step == WARM_UP:
            start = time.perf_counter()
        with autocast():
            fused = network.fuse(*images)
        fused = fused.float()
        with autocast():
            verdicts = [judge(torch.cat([image, fused.detach()])).float()
                        for judge, image in zip(judges, images)]
        improve(players[1], judged, sum(judge_loss(*verdict.chunk(2)) for verdict in verdicts))
        for parameter in judged:
            parameter.requires_grad_(False)
        with autocast():
            fakes = [judge(torch.cat([image, fused])).float().chunk(2)[1]
                     for judge, image in zip(judges, images)]
        deceived = sum(F.softplus(-fake).mean() for fake in fakes)
        improve(players[0], list(network.parameters()), fusion_loss(*images, fused, deceived))
        for parameter in judged:
            parameter.requires_grad_(True)
    return arguments.steps * arguments.batch / (time.perf_counter() - start)


def fusion_loss(a, b, fused, deceived):
    """(13) with the terms beside the paper's."""
    intensity = losses.targeted_intensity(a, b, fused)
    fused = fused.clamp(0, 1)
    return (LOSSES["texture"] * losses.text(a, b, fused) + LOSSES["intensity"] * intensity
            + LOSSES["edges"] * losses.edges(a, b, fused)
            + LOSSES["fidelity"] * losses.fidelity(a, b, fused)
            + LOSSES["differences"] * losses.differences(a, b, fused)
            + LOSSES["adversarial"] * deceived)


def judge_loss(real, fake, doubt=LOSSES["labelSmoothing"]):
    """(5) with smoothed labels."""
    def entropy(logits, label):
        return (label * F.softplus(-logits) + (1 - label) * F.softplus(logits)).mean()
    return entropy(real, 1 - doubt) + entropy(fake, doubt)


def improve(optimizer, parameters, loss):
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimizer.step()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--preset", default="fast")
    for name, value in (("threads", 2), ("steps", 8), ("batch", 4), ("crop", 128)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--bfloat16", action="store_true")
    arguments = parser.parse_args()
    print(f"{arguments.preset}, batch {arguments.batch}, crop {arguments.crop}, "
          f"{arguments.threads} threads; pairs a second:")
    rates = {}
    sides = [("PyTorch, as it comes", lambda: reference(arguments, torch.contiguous_format)),
             ("PyTorch, channels-last", lambda: reference(arguments, torch.channels_last)),
             ("daefuse", lambda: ours(arguments))]
    if arguments.bfloat16:
        sides.insert(2, ("PyTorch, channels-last, bfloat16",
                         lambda: reference(arguments, torch.channels_last, bfloat16=True)))
    for name, measure in sides:
        rates[name] = measure()
        print(f"  {name:34} {rates[name]:7.2f}")
    ours_rate = rates.pop("daefuse")
    for name, rate in rates.items():
        print(f"  ratio to {name}: {ours_rate / rate:.2f}")


main()
