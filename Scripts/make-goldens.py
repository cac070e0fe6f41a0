#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes Tests/Goldens/*.safetensors: what PyTorch computes for each part of the network.

    PYTHONPATH=.cache/libtorch:.cache/python python3 Scripts/make-goldens.py

Needs torch 2.13, numpy and safetensors. Seeds follow from the case's name, so a second run on one
machine writes the same bytes. A file holds `input`, `input2`, ...; `param.<key>` (parameters and
buffers before the forward); `output`, ...; `cotangent`, ...; `grad.input`, ... and
`grad.param.<key>` (the gradients of sum(output * cotangent)); `buffer.<key>` after a forward in
training. Settings, seed and PyTorch's version are in the file's metadata.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import torch  # noqa: E402

from goldens import interop, layers, record, training, whole  # noqa: E402


def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    record.FOLDER.mkdir(parents=True, exist_ok=True)
    for old in record.FOLDER.glob("*.safetensors"):
        old.unlink()
    layers.layers()
    layers.functions()
    layers.blocks()
    whole.whole_network()
    training.optimizers()
    training.clipping()
    training.schedules()
    training.initialization()
    training.loss_cases()
    interop.interop()


main()
