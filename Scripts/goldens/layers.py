# SPDX-License-Identifier: Apache-2.0
"""Cases of single layers and of the network's blocks."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from .network import (
    GDFN, MDTA, BasicBlock, ChannelLayerNorm, ChannelTransformerBlock, CrossAttention, Decoder,
    Discriminator, Fusion, HighFrequencyEncoder, LowFrequencyEncoder, SelfAttention,
    ShallowEncoder, VisionTransformerBlock)
from .record import Function, module_case


def convolution(name, shape, **settings):
    full = dict(dict(stride=1, padding=0, groups=1, bias=True), **settings)
    module_case(f"conv2d.{name}", nn.Conv2d(**full), [shape], full)


def both_modes(name, module, shape, settings=None):
    for training in (False, True):
        mode = "train" if training else "eval"
        module_case(f"{name}.{mode}", module, [shape], settings, training)


def layers():
    module_case("linear", nn.Linear(5, 7), [(2, 3, 5)], dict(inputs=5, outputs=7))
    module_case("linear.nobias", nn.Linear(5, 7, bias=False), [(4, 5)], dict(inputs=5, outputs=7))
    convolution("plain", (2, 3, 7, 9), in_channels=3, out_channels=4, kernel_size=3)
    convolution("strided", (2, 3, 7, 9), in_channels=3, out_channels=4, kernel_size=3, stride=2,
                padding=1)
    convolution("depthwise", (2, 4, 6, 5), in_channels=4, out_channels=4, kernel_size=3, padding=1,
                groups=4)
    convolution("nobias", (2, 4, 6, 5), in_channels=4, out_channels=6, kernel_size=1, bias=False)
    both_modes("batchnorm2d", nn.BatchNorm2d(5), (3, 5, 4, 6), dict(eps=1e-5, momentum=0.1))
    module_case("layernorm", nn.LayerNorm(6), [(2, 4, 6)], dict(eps=1e-5))
    module_case("layernorm.channels", ChannelLayerNorm(6), [(2, 6, 4, 5)], dict(eps=1e-5))
    module_case("attention", SelfAttention(12, 3), [(2, 7, 12)], dict(width=12, heads=3))
    module_case("attention.pooled", SelfAttention(12, 3, 2, columns=4), [(2, 8, 12)],
                dict(width=12, heads=3, pooling=2, columns=4))


def functions():
    cases = [
        ("gelu", F.gelu, (3, 7), dict(approximate="none")),
        ("relu", F.relu, (3, 7), {}),
        ("sigmoid", torch.sigmoid, (3, 7), {}),
        ("leaky_relu", lambda x: F.leaky_relu(x, 0.2), (3, 7), dict(negative_slope=0.2)),
        ("upsample", lambda x: F.interpolate(x, (7, 12), mode="bilinear", align_corners=False),
         (2, 3, 4, 5), dict(size=[7, 12])),
        ("pixel_shuffle", lambda x: F.pixel_shuffle(x, 2), (2, 8, 3, 4), dict(factor=2)),
        ("pixel_unshuffle", lambda x: F.pixel_unshuffle(x, 2), (2, 3, 4, 6), dict(factor=2)),
        ("replicate_pad", lambda x: F.pad(x, (0, 6, 0, 3), mode="replicate"), (2, 2, 4, 5),
         dict(right=6, bottom=3)),
    ]
    for name, function, shape, settings in cases:
        module_case(name, Function(function), [shape], settings)


def blocks():
    transformer = dict(width=8, heads=2, expansion=2)
    stack = dict(transformer, unshuffle=2, depth=1)
    vit = dict(width=16, heads=2, expansion=2)
    module_case("mdta", MDTA(8, 2), [(2, 8, 6, 5)], dict(width=8, heads=2))
    module_case("gdfn", GDFN(8, 2), [(2, 8, 6, 5)], dict(width=8, expansion=2))
    module_case("channel_transformer_block", ChannelTransformerBlock(8, 2, 2), [(2, 8, 6, 5)],
                transformer)
    module_case("shallow_encoder", ShallowEncoder(2, 8, 2, 1, 2), [(2, 1, 8, 12)], stack)
    both_modes("basic_block.plain", BasicBlock(4, 4, 1), (2, 4, 6, 8),
               dict(inputs=4, outputs=4, stride=1))
    both_modes("basic_block.downsample", BasicBlock(4, 6, 2), (2, 4, 6, 8),
               dict(inputs=4, outputs=6, stride=2))
    both_modes("high_frequency_encoder", HighFrequencyEncoder(4, 2), (4, 4, 16, 16),
               dict(width=4, resnetWidth=2, resnetStride=1))
    both_modes("high_frequency_encoder.strided", HighFrequencyEncoder(4, 2, 2), (4, 4, 16, 16),
               dict(width=4, resnetWidth=2, resnetStride=2))
    module_case("vision_transformer_block", VisionTransformerBlock(16, 2, 2), [(2, 6, 16)], vit)
    module_case("low_frequency_encoder", LowFrequencyEncoder(4, 16, 1, 2, 2, 4, 2), [(2, 4, 8, 16)],
                dict(width=4, vitWidth=16, vitDepth=1, vitHeads=2, vitPooling=2, vitExpansion=2,
                     patch=4))
    module_case("cross_attention", CrossAttention(8, 2), [(2, 8, 6, 5), (2, 8, 6, 5)],
                dict(width=8, heads=2))
    module_case("fusion", Fusion(4, 2), [(2, 8, 6, 5), (2, 8, 6, 5)], dict(width=4, heads=2))
    module_case("decoder", Decoder(2, 8, 2, 1, 2, 1), [(2, 16, 4, 6)], stack)
    both_modes("discriminator", Discriminator(4), (3, 1, 32, 32), dict(discriminatorWidth=4))
