# SPDX-License-Identifier: Apache-2.0
"""One file with every element type and the odd shapes, written by safetensors itself."""

import safetensors.torch
import torch

from .record import FOLDER


def interop():
    ramp = torch.arange(6, dtype=torch.float32).reshape(2, 3)
    tensors = {
        "float32": ramp * 0.5 - 1,
        "float16": (ramp * 0.5 - 1).half(),
        "bfloat16": (ramp * 0.5 - 1).bfloat16(),
        "float64": ramp.double() / 3,
        "int64": torch.tensor([-(2**63), -1, 0, 2**63 - 1]),
        "uint8": torch.tensor([0, 1, 127, 255], dtype=torch.uint8),
        "bool": torch.tensor([[True, False, True]]),
        "scalar": torch.tensor(3.25),
        "empty": torch.zeros(0, 3),
        "one": torch.tensor([7.0]),
        'quote " slash \\ tab \t é 画 😀': torch.tensor([1.0, 2.0]),
    }
    # One entry: the library writes several in an order that differs from run to run.
    metadata = {"note": 'line\nbreak, "quoted", \\, é 画 😀'}
    safetensors.torch.save_file(tensors, FOLDER / "interop.safetensors", metadata)
