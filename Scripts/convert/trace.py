#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes a network of the paper's table as TorchScript, with a file of its conventions beside it.

    python3 Scripts/convert/trace.py cddfuse --repository ~/MMIF-CDDFuse \
        --weights ~/MMIF-CDDFuse/models/CDDFuse_IVF.pth -o cddfuse.pt
    daefuse benchmark tno --model CDDFuse=cddfuse.pt --trust ...

The repository is your own clone of the authors'; its code runs here, under its own licence, and its
checkpoint is read by `torch.load`: trust both. Wanted: a Python with PyTorch 2.6 or later, NumPy and
what the repository asks for. Documentation/Guides/ImportANetwork.md says which repository each name means.

Each function loads a network by the names that the repository gives its classes and checkpoints, and
gives a module `(first, second) -> fused`, first being the visible image or the MRI, with what it
expects; the inputs are `[1, 1, H, W]`."""
import argparse
import importlib
import json
import pathlib
import pickle
import sys

import numpy
import torch


def didfuse(args):
    """DIDFuse (Zhao et al. 2020): an encoder of four feature maps, summed; a decoder. Two files."""
    classes = importlib.import_module("DIDFuse")
    encoder = loaded(classes.AE_Encoder(), state(args.weights[0], "weight"))
    decoder = loaded(classes.AE_Decoder(), state(args.weights[1], "weight"))
    return Summed(encoder, decoder), {"outputRange": [0, 1]}


def u2fusion(args):
    """U2Fusion (Xu et al. 2022) in PyTorch (ytZhang99/U2Fusion-pytorch): images of -1...1."""
    network = importlib.import_module("model").DenseNet()
    weights = state(args.weights[0], "model")
    return loaded(network, weights), {"inputRange": [-1, 1], "outputRange": [-1, 1]}


def rfn_nest(args):
    """RFN-Nest (Li et al. 2021): encoder and decoder in one file, the fusion network in another.
    Infrared comes first into the fusion (test_21pairs.py of hli1221/imagefusion-rfn-nest); images
    of 0...255, and results that are stretched (its utils.py, seen in others' copies alone). Four
    levels with a pooling by two between them: multiples of 8, where no level is padded."""
    classes = importlib.import_module("net")
    widths = [64, 112, 160, 208, 256]
    nest = classes.NestFuse_light2_nodense(widths, 1, 1, deepsupervision=False)
    fusion = classes.Fusion_network(widths, "res")
    network = Nested(loaded(nest, state(args.weights[0])), loaded(fusion, state(args.weights[1])))
    return network, {"inputRange": [0, 255], "sizeMultiple": 8, "outputRange": "found"}


def ddcgan(args):
    """DDcGAN (Ma et al. 2020) has no PyTorch by its authors: --generator names the class of a
    port, `module:Class`, whose forward takes the visible and the infrared image."""
    if not args.generator or ":" not in args.generator:
        sys.exit("trace: ddcgan wants --generator module:Class of a PyTorch port, such as "
                 "model:Generator; or score the authors' PNGs by --fused DDcGAN=FOLDER")
    module, name = args.generator.split(":", 1)
    network = getattr(importlib.import_module(module), name)()
    # The generator halves its features twice; its result is that of tanh brought to 0...1.
    return loaded(network, state(args.weights[0])), {"sizeMultiple": 4, "outputRange": [0, 1]}


def tardal(args):
    """TarDAL (Liu et al. 2022): infrared first; 0...1; what lies below 0 is cut. Its first weights
    say in `use_eval` that each image is normalized by its own statistics."""
    network = importlib.import_module("module.fuse.generator").Generator(dim=32, depth=3)
    weights = state(args.weights[0], "fuse", is_optional=True)
    has_statistics = weights.pop("use_eval", True)
    network = loaded(network, weights)
    if not has_statistics:
        for layer in network.modules():
            if isinstance(layer, torch.nn.BatchNorm2d):
                layer.running_mean = layer.running_var = None
    return network, {"order": ["second", "first"], "outputRange": [0, 1]}


def cddfuse(args):
    """CDDFuse (Zhao et al. 2023): base and detail features of both, summed, fused, decoded; the
    authors stretch each result (test_IVF.py of Zhaozixiang1228/MMIF-CDDFuse). Any size will do, as
    nothing in its net.py strides or pools. For their medical checkpoint, --medical."""
    classes = importlib.import_module("net")
    keys = ["DIDF_Encoder", "DIDF_Decoder", "BaseFuseLayer", "DetailFuseLayer"]
    parts = [
        classes.Restormer_Encoder(), classes.Restormer_Decoder(),
        classes.BaseFeatureExtraction(dim=64, num_heads=8),
        classes.DetailFeatureExtraction(num_layers=1)]
    parts = [loaded(part, state(args.weights[0], key)) for part, key in zip(parts, keys)]
    return BaseAndDetail(*parts, shows_first=not args.medical), {"outputRange": "found"}


def ddfm(args):
    """DDFM (Zhao et al. 2023) samples by a hundred steps and more of a diffusion model that knows
    no second image; what ties them together is not in the network. No network of two images can be
    traced."""
    sys.exit("trace: ddfm is no network of two images, but a loop around one; fuse with the authors' "
             "program and score its PNGs: daefuse benchmark tno --fused DDFM=FOLDER")


NETWORKS = {
    "didfuse": didfuse, "u2fusion": u2fusion, "rfn-nest": rfn_nest, "ddcgan": ddcgan,
    "tardal": tardal, "cddfuse": cddfuse, "ddfm": ddfm}
# How many files of weights each has.
FILES = {"didfuse": 2, "rfn-nest": 2}


class Summed(torch.nn.Module):
    """Every feature map of the two images added, and the sums decoded."""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, first, second):
        pairs = zip(self.encoder(second), self.encoder(first))
        return self.decoder(*[a + b for a, b in pairs])


class Nested(torch.nn.Module):
    """Features of several scales, fused scale by scale."""

    def __init__(self, nest, fusion):
        super().__init__()
        self.nest, self.fusion = nest, fusion

    def forward(self, first, second):
        fused = self.fusion(self.nest.encoder(second), self.nest.encoder(first))
        return self.nest.decoder_eval(fused)[0]


class BaseAndDetail(torch.nn.Module):
    """Base and detail features, each summed and fused by a layer of its own."""

    def __init__(self, encoder, decoder, base, detail, shows_first):
        super().__init__()
        self.encoder, self.decoder, self.base, self.detail = encoder, decoder, base, detail
        self.shows_first = shows_first

    def forward(self, first, second):
        (base_1, detail_1, _), (base_2, detail_2, _) = self.encoder(first), self.encoder(second)
        base, detail = self.base(base_1 + base_2), self.detail(detail_1 + detail_2)
        return self.decoder(first if self.shows_first else None, base, detail)[0]


def state(path, key=None, is_optional=False):
    """The weights in a checkpoint, below `key`, without what DataParallel puts before names."""
    # U2Fusion's has the losses of its training, too, as numbers of NumPy.
    with torch.serialization.safe_globals(numbers()):
        try:
            found = torch.load(path, map_location="cpu", weights_only=True)
        except (EOFError, OSError, RuntimeError, pickle.UnpicklingError) as error:
            sys.exit(f"trace: {path}: no checkpoint that can be read: {error}")
    if key is not None and (key in found or not is_optional):
        if key not in found:
            sys.exit(f"trace: {path}: has {', '.join(map(str, found))}; {key} is wanted")
        found = found[key]
    return {name.removeprefix("module."): value for name, value in found.items()}


def numbers():
    """What a checkpoint with numbers of NumPy names, as NumPy 1 and 2 call it."""
    maker = numpy.float64().__reduce__()[0]
    types = [type(numpy.dtype(name)) for name in ("float32", "float64")]
    return [numpy.dtype, *types] + [
        (maker, f"numpy.{core}.multiarray.scalar") for core in ("core", "_core")]


def loaded(network, weights):
    """The network with these weights, to the last one."""
    try:
        network.load_state_dict(weights)
    except RuntimeError as error:
        sys.exit(f"trace: the weights are of another network: {error}")
    return network.eval()


def trace(network, conventions, sides=(64, 96)):
    """The network as TorchScript, which is compared with it at another size: tracing would keep a
    size that the code computes with outside of tensors."""
    multiple = conventions.get("sizeMultiple", 1)
    low, high = conventions.get("inputRange", [0, 1])

    def images(height, width):
        size = (1, 1, height // multiple * multiple, width // multiple * multiple)
        return [low + (high - low) * torch.rand(size) for _ in range(2)]

    torch.manual_seed(0)
    with torch.no_grad():
        program = torch.jit.trace(network, images(*sides), check_trace=False)
        for other in [sides, (sides[0] + 2 * multiple, sides[1] - 2 * multiple)]:
            inputs = images(*other)
            wanted, found = network(*inputs), program(*inputs)
            if wanted.shape != found.shape or (wanted - found).abs().max() > 1e-3 * (high - low):
                sys.exit(f"trace: the program differs from the network at {other[1]}x{other[0]}: "
                         "its code depends on the size of the images")
    return program


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("network", choices=NETWORKS)
    parser.add_argument("--repository", required=True, help="your clone of the authors' code")
    parser.add_argument("--weights", nargs="+", default=[], help="checkpoints, the encoder's first")
    parser.add_argument("--generator", help="of ddcgan: module:Class of a PyTorch port")
    parser.add_argument("--medical", action="store_true", help="of cddfuse: its medical checkpoint")
    parser.add_argument("-o", "--output", required=True, help="the .pt file to write")
    args = parser.parse_args()
    args.repository = str(pathlib.Path(args.repository).expanduser())
    wanted = 0 if args.network == "ddfm" else FILES.get(args.network, 1)
    if len(args.weights) != wanted and wanted:
        parser.error(f"{args.network}: {len(args.weights)} files of weights; {wanted} are wanted")
    for path in [args.repository, *args.weights]:
        if not pathlib.Path(path).exists():
            sys.exit(f"trace: {path}: no such file or folder")
    # The repository's own options would read those of this script.
    sys.argv = sys.argv[:1]
    sys.path.insert(0, args.repository)
    try:
        network, conventions = NETWORKS[args.network](args)
    except (AttributeError, ImportError) as error:
        sys.exit(f"trace: {args.repository}: {error}; the repository of {args.network} is wanted "
                 "here, and all packages that it imports")
    program = trace(network.eval(), conventions)
    output = pathlib.Path(args.output)
    program.save(str(output))
    beside = output.with_suffix(".json")
    beside.write_text(json.dumps(conventions, indent=2) + "\n")
    print(f"{output} and {beside}; daefuse fuse ... --model {output} --trust")


if __name__ == "__main__":
    main()
