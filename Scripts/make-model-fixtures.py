#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the networks of the tests of ImportedModels: TorchScript by PyTorch, ONNX by hand.

    PYTHONPATH=.cache/libtorch:.cache/python python3 Scripts/make-model-fixtures.py

Each computes what a test can work out itself. What PyTorch keeps for tracebacks is left out: it
would hold paths of the machine."""
import io
import pathlib
import struct
import zipfile

import torch

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "Tests/ImportedModelsTests/Fixtures"

PROGRAMS = {
    # Two gray images of 0...1.
    "gray": """
def forward(self, vi: Tensor, ir: Tensor) -> Tensor:
    return 0.25 * vi + 0.75 * ir
""",
    # Infrared first, three channels of 0...255, sides of multiples of 16; the second result.
    "rgb": """
def forward(self, ir: Tensor, vi: Tensor) -> Tuple[Tensor, Tensor]:
    if ir.size(1) != 3 or vi.size(1) != 3 or ir.size(2) % 16 != 0 or ir.size(3) % 16 != 0:
        raise RuntimeError("sides of multiples of 16 are wanted")
    return ir[:, 0:1], 0.25 * vi + 0.75 * ir
""",
    # Both in one input, -1...1 in and out.
    "stacked": """
def forward(self, x: Tensor) -> List[Tensor]:
    return [torch.maximum(x[:, 0:1], x[:, 1:2])]
""",
    # The mean and the deviation of ImageNet, undone channel by channel; without a batch.
    "normalized": """
def forward(self, vi: Tensor, ir: Tensor) -> Tensor:
    r = vi[0, 0] * 0.229 + 0.485
    g = ir[0, 1] * 0.224 + 0.456
    b = ir[0, 2] * 0.225 + 0.406
    return torch.stack([r, g, b])
""",
    "half": """
def forward(self, vi: Tensor, ir: Tensor) -> Tensor:
    return torch.nn.functional.avg_pool2d(vi + ir, 2)
""",
    "undefined": """
def forward(self, vi: Tensor, ir: Tensor) -> Tensor:
    return (vi - vi) / (ir - ir)
""",
    "failing": """
def forward(self, vi: Tensor, ir: Tensor) -> Tensor:
    return torch.matmul(vi, ir[:, :, :3])
""",
    "dictionary": """
def forward(self, vi: Tensor, ir: Tensor) -> Dict[str, Tensor]:
    return {"fused": vi}
""",
    "three": """
def forward(self, vi: Tensor, ir: Tensor, mask: Tensor) -> Tensor:
    return vi * mask + ir
""",
}


def script(name, source):
    """The bytes of a program, without what tracebacks want."""
    module = type(name, (torch.jit.ScriptModule,), {"__module__": "networks"})()
    module.define(source)
    whole, kept = io.BytesIO(), io.BytesIO()
    torch.jit.save(module, whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            if not name.endswith(".debug_pkl"):
                new.writestr(zipfile.ZipInfo(name), old.read(name))
    return kept.getvalue()


def number(key, value):
    """A field of a protocol buffer that holds a whole number."""
    return varint(key << 3) + varint(value)


def field(key, content):
    """A field that holds bytes, text or a message."""
    content = content.encode() if isinstance(content, str) else content
    return varint(key << 3 | 2) + varint(len(content)) + content


def varint(value):
    parts = [value >> shift & 127 for shift in range(0, max(value.bit_length(), 1), 7)]
    return bytes([part | 128 for part in parts[:-1]] + parts[-1:])


def value_info(name, sides, element=1):
    """Name, element type and shape of an input or an output; texts are sizes that vary."""
    sizes = b"".join(
        field(1, field(2, side) if isinstance(side, str) else number(1, side)) for side in sides)
    return field(1, name) + field(2, field(1, number(1, element) + field(2, sizes)))


def scalar(name, value):
    return number(2, 1) + field(8, name) + field(9, struct.pack("<f", value))


def onnx(nodes, constants, inputs, outputs):
    """A model of operators of ONNX's set 13: `(operator, inputs, output)` each."""
    graph = b"".join(
        field(1, b"".join(field(1, name) for name in names) + field(2, made) + field(4, operator))
        for operator, names, made in nodes)
    graph += field(2, "graph") + b"".join(field(5, scalar(*constant)) for constant in constants)
    graph += b"".join(field(11, value_info(*value)) for value in inputs)
    graph += b"".join(field(12, value_info(*value)) for value in outputs)
    return number(1, 7) + field(7, graph) + field(8, field(1, "") + number(2, 13))


def weighted(sides, element=1):
    """A quarter of the first and three quarters of the second, after the first one itself."""
    return onnx(
        [("Mul", ["vi", "quarter"], "a"), ("Mul", ["ir", "rest"], "b"), ("Add", ["a", "b"], "fused"),
         ("Identity", ["vi"], "first")],
        [("quarter", 0.25), ("rest", 0.75)],
        [("vi", sides, element), ("ir", sides, element)], [("first", sides), ("fused", sides)])


def main():
    torch.manual_seed(0)
    FOLDER.mkdir(exist_ok=True)
    for name, source in PROGRAMS.items():
        (FOLDER / f"{name}.pt").write_bytes(script(name, source))
    torch.save({"conv.weight": torch.zeros(1, 1, 3, 3)}, FOLDER / "weights.pt")
    (FOLDER / "text.pt").write_text("no program\n")
    open_sides = [1, 1, "height", "width"]
    (FOLDER / "weighted.onnx").write_bytes(weighted(open_sides))
    (FOLDER / "fixed.onnx").write_bytes(weighted([1, 1, 32, 32]))
    (FOLDER / "one.onnx").write_bytes(
        onnx([("Identity", ["vi"], "fused")], [], [("vi", open_sides)], [("fused", open_sides)]))


main()
