# SPDX-License-Identifier: Apache-2.0
"""Runs a case and writes it as one safetensors file."""

import copy
import json
import pathlib
import struct
import zlib

import safetensors.torch
import torch
import torch.nn as nn

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "Tests" / "Goldens"


def seed_of(name):
    """A seed of the case's own, so that adding a case leaves the others as they were."""
    seed = zlib.crc32(name.encode())
    torch.manual_seed(seed)
    return seed


def write(name, tensors, settings):
    """Writes one file, its metadata sorted: the library's own order differs from run to run."""
    metadata = {"case": name, "torch": torch.__version__, "seed": str(seed_of(name))}
    metadata |= {key: value if isinstance(value, str) else json.dumps(value)
                 for key, value in settings.items()}
    tensors = {key: tensor.detach().clone().contiguous() for key, tensor in tensors.items()}
    data = safetensors.torch.save(tensors, metadata)
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    header["__metadata__"] = dict(sorted(metadata.items()))
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    (FOLDER / f"{name}.safetensors").write_bytes(
        struct.pack("<Q", len(text)) + text + data[8 + length:])


def randomise(module):
    """Gives parameters and buffers values of their own, of a size that keeps activations near 1."""
    for key, tensor in module.state_dict().items():
        leaf = key.rsplit(".", 1)[-1]
        if leaf == "num_batches_tracked":
            tensor.fill_(3)
        elif leaf == "temperature":
            tensor.uniform_(0.5, 2)
        elif leaf == "running_var" or (leaf == "weight" and tensor.dim() == 1):
            tensor.uniform_(0.5, 1.5)
        elif tensor.dim() == 1:
            tensor.normal_(0, 0.3)
        else:
            bound = (3 / tensor[0].numel()) ** 0.5
            tensor.uniform_(-bound, bound)


def numbered(name, index):
    return name if index == 0 else f"{name}{index + 1}"


def run(module, call, inputs, cotangents, dtype, training):
    """One forward and backward at `dtype`; everything a golden holds of it."""
    module = copy.deepcopy(module).to(dtype).train(training)
    inputs = [x.to(dtype).requires_grad_() for x in inputs]
    outputs = call(module, *inputs)
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    if not cotangents:
        cotangents.extend(torch.randn(y.shape) for y in outputs)
    torch.autograd.backward(outputs, [c.to(dtype) for c in cotangents])
    result = {numbered("output", i): y for i, y in enumerate(outputs)}
    result |= {numbered("grad.input", i): x.grad for i, x in enumerate(inputs)}
    result |= {f"grad.param.{key}": p.grad for key, p in module.named_parameters()
               if p.grad is not None}
    if training:
        result |= {f"buffer.{key}": b for key, b in module.named_buffers()}
    return result


def deviation(result, reference, prefix):
    """The largest error of any tensor named so, relative to that tensor's largest value."""
    error = max(
        ((result[key].double() - wanted).abs().max() / (wanted.abs().max() + 1e-30)).item()
        for key, wanted in reference.items() if key.startswith(prefix))
    return f"{error:.1e}"


def module_case(name, module, inputs, settings=None, training=False, call=None,
                shared_parameters=None, parameter_gradients=True):
    """Computed in float64, stored in float32: what a golden holds is right to its last bit.

    The same case in float32 says how far rounding alone goes; it is kept as `float32_deviation`
    (outputs) and `float32_gradient_deviation`.
    `inputs` are shapes or tensors. With `shared_parameters`, the parameters are in that file.
    """
    seed_of(name)
    if shared_parameters is None:
        randomise(module)
    call = call or (lambda module, *xs: module(*xs))
    inputs = [x if isinstance(x, torch.Tensor) else torch.randn(x) for x in inputs]
    cotangents = []
    reference = run(module, call, inputs, cotangents, torch.float64, training)
    single = run(module, call, inputs, cotangents, torch.float32, training)
    tensors = {numbered("input", i): x for i, x in enumerate(inputs)}
    tensors |= {numbered("cotangent", i): c for i, c in enumerate(cotangents)}
    tensors |= {key: value.float() if value.is_floating_point() else value
                for key, value in reference.items()
                if parameter_gradients or not key.startswith("grad.param.")}
    if shared_parameters is None:
        tensors |= {f"param.{key}": value for key, value in module.state_dict().items()}
    settings = dict(settings or {}, mode="train" if training else "eval",
                    float32_deviation=deviation(single, reference, "output"),
                    float32_gradient_deviation=deviation(single, reference, "grad."))
    if shared_parameters is not None:
        settings["parameters"] = shared_parameters
    write(name, tensors, settings)
    print(f"{name:36} {settings['float32_deviation']} {settings['float32_gradient_deviation']}")


class Function(nn.Module):
    """A function without parameters, as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, *inputs):
        return self.function(*inputs)
