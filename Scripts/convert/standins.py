#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes stand-ins for the repositories that trace.py reads: networks of this project's own with the
same names, inputs and outputs as the authors', and random weights.

    python3 Scripts/convert/standins.py FOLDER

makes FOLDER/NETWORK with its modules and FOLDER/NETWORK/weights-0.pth and so on."""
import importlib.util
import pathlib
import sys

import numpy
import torch

HEAD = '''
import torch
from torch import nn


def convolution(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 3, padding=1)

'''

DIDFUSE = HEAD + '''
class AE_Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([convolution(1, 4) for _ in range(4)])

    def forward(self, x):
        return tuple(layer(x) for layer in self.layers)


class AE_Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = convolution(16, 1)

    def forward(self, a, b, c, d):
        return torch.sigmoid(self.layer(torch.cat([a, b, c, d], 1)))
'''

U2FUSION = HEAD + '''
class DenseNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = convolution(2, 1)

    def forward(self, over, under):
        return torch.tanh(self.layer(torch.cat([over, under], 1)))
'''

RFN_NEST = HEAD + '''
class NestFuse_light2_nodense(nn.Module):
    def __init__(self, widths, inputs, outputs, deepsupervision):
        super().__init__()
        self.down = nn.ModuleList([convolution(inputs, width // 16) for width in widths[:4]])
        self.up = nn.ModuleList([convolution(width // 16, outputs) for width in widths[:4]])

    def encoder(self, x):
        return [down(nn.functional.avg_pool2d(x, 2 ** i)) for i, down in enumerate(self.down)]

    def decoder_eval(self, features):
        scales = enumerate(zip(self.up, features))
        return [sum(nn.functional.interpolate(up(x), scale_factor=2 ** i) for i, (up, x) in scales)]


class Fusion_network(nn.Module):
    def __init__(self, widths, fs_type):
        super().__init__()
        self.layers = nn.ModuleList([convolution(width // 8, width // 16) for width in widths[:4]])

    def forward(self, infrared, visible):
        pairs = zip(self.layers, infrared, visible)
        return [layer(torch.cat([a, b], 1)) for layer, a, b in pairs]
'''

DDCGAN = HEAD + '''
class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.down, self.up = nn.Conv2d(2, 4, 4, 4), nn.ConvTranspose2d(4, 1, 4, 4)

    def forward(self, visible, infrared):
        return torch.tanh(self.up(self.down(torch.cat([visible, infrared], 1)))) / 2 + 0.5
'''

TARDAL = HEAD + '''
class Generator(nn.Module):
    def __init__(self, dim=32, depth=3):
        super().__init__()
        self.layers = nn.Sequential(
            convolution(2, dim), nn.BatchNorm2d(dim), nn.ReLU(), convolution(dim, 1), nn.Sigmoid())

    def forward(self, ir, vi):
        return self.layers(torch.cat([ir, vi], 1))
'''

CDDFUSE = HEAD + '''
class Restormer_Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.base, self.detail = convolution(1, 4), convolution(1, 4)

    def forward(self, x):
        return self.base(x), self.detail(x), x


class Restormer_Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = convolution(8, 1)

    def forward(self, image, base, detail):
        features = torch.cat([base, detail], 1)
        result = self.layer(features)
        return torch.sigmoid(result if image is None else result + image), features


class BaseFeatureExtraction(nn.Module):
    def __init__(self, dim, num_heads):
        super().__init__()
        self.layer = convolution(dim // 16, dim // 16)

    def forward(self, x):
        return self.layer(x)


class DetailFeatureExtraction(nn.Module):
    def __init__(self, num_layers):
        super().__init__()
        self.layers = nn.Sequential(*[convolution(4, 4) for _ in range(num_layers)])

    def forward(self, x):
        return self.layers(x)
'''


def parallel(network):
    """Weights under the names that DataParallel gives them."""
    return {f"module.{name}": value for name, value in network.state_dict().items()}


# The module's file, its source, and what makes the checkpoints.
REPOSITORIES = {
    "didfuse": ("DIDFuse.py", DIDFUSE, lambda m: [
        {"weight": m.AE_Encoder().state_dict(), "epoch": 1}, {"weight": m.AE_Decoder().state_dict()}]),
    "u2fusion": ("model.py", U2FUSION, lambda m: [
        {"model": m.DenseNet().state_dict(), "train_loss_1": [numpy.float64(0.5)], "lr": 0.1}]),
    "rfn-nest": ("net.py", RFN_NEST, lambda m: [
        m.NestFuse_light2_nodense([64, 112, 160, 208, 256], 1, 1, False).state_dict(),
        m.Fusion_network([64, 112, 160, 208, 256], "res").state_dict()]),
    "ddcgan": ("model.py", DDCGAN, lambda m: [m.Generator().state_dict()]),
    "tardal": ("module/fuse/generator.py", TARDAL, lambda m: [
        {"fuse": {**m.Generator().state_dict(), "use_eval": False}}]),
    "cddfuse": ("net.py", CDDFUSE, lambda m: [{
        "DIDF_Encoder": parallel(m.Restormer_Encoder()),
        "DIDF_Decoder": parallel(m.Restormer_Decoder()),
        "BaseFuseLayer": parallel(m.BaseFeatureExtraction(64, 8)),
        "DetailFuseLayer": parallel(m.DetailFeatureExtraction(1))}]),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    torch.manual_seed(0)
    for name, (file, source, checkpoints) in REPOSITORIES.items():
        path = folder / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
        spec = importlib.util.spec_from_file_location("standin", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for index, checkpoint in enumerate(checkpoints(module)):
            torch.save(checkpoint, folder / name / f"weights-{index}.pth")


if __name__ == "__main__":
    main()
