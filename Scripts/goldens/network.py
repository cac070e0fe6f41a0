# SPDX-License-Identifier: Apache-2.0
"""A textbook PyTorch reference of the network; `state_dict` keys are those of the weight files.

Written for reading: plain modules, no fused kernels (attention is spelled out). It shares nothing
with the Swift code but the key names, so that agreement of the two means something.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class ChannelLayerNorm(nn.Module):
    """LayerNorm over the channels of `[N, C, H, W]`, eps 1e-5, biased variance."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        variance = ((x - mean) ** 2).mean(1, keepdim=True)
        x = (x - mean) / torch.sqrt(variance + 1e-5)
        return x * self.weight[:, None, None] + self.bias[:, None, None]


def channel_attention(q, k, v, temperature):
    """Attention across channels: per head a `[C/heads, C/heads]` map; q, k of unit norm."""
    n, c, h, w = q.shape
    heads = temperature.shape[0]
    q, k, v = (t.reshape(n, heads, c // heads, h * w) for t in (q, k, v))
    q, k = F.normalize(q, dim=-1, eps=1e-12), F.normalize(k, dim=-1, eps=1e-12)
    weights = torch.softmax(q @ k.transpose(-2, -1) * temperature, dim=-1)
    return (weights @ v).reshape(n, c, h, w)


class MDTA(nn.Module):
    """Restormer's multi-Dconv head transposed attention."""

    def __init__(self, channels, heads):
        super().__init__()
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.qkv = nn.Conv2d(channels, 3 * channels, 1, bias=False)
        self.qkv_dwconv = nn.Conv2d(
            3 * channels, 3 * channels, 3, padding=1, groups=3 * channels, bias=False)
        self.project_out = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x):
        q, k, v = self.qkv_dwconv(self.qkv(x)).chunk(3, dim=1)
        return self.project_out(channel_attention(q, k, v, self.temperature))


class GDFN(nn.Module):
    """Restormer's gated-Dconv feed-forward network."""

    def __init__(self, channels, expansion):
        super().__init__()
        hidden = int(channels * expansion)
        self.project_in = nn.Conv2d(channels, 2 * hidden, 1, bias=False)
        self.dwconv = nn.Conv2d(2 * hidden, 2 * hidden, 3, padding=1, groups=2 * hidden, bias=False)
        self.project_out = nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x):
        gate, value = self.dwconv(self.project_in(x)).chunk(2, dim=1)
        return self.project_out(F.gelu(gate) * value)


class ChannelTransformerBlock(nn.Module):
    """Restormer block."""

    def __init__(self, channels, heads, expansion):
        super().__init__()
        self.norm1 = ChannelLayerNorm(channels)
        self.attn = MDTA(channels, heads)
        self.norm2 = ChannelLayerNorm(channels)
        self.ffn = GDFN(channels, expansion)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.ffn(self.norm2(x))


class ShallowEncoder(nn.Module):
    def __init__(self, unshuffle, channels, heads, depth, expansion):
        super().__init__()
        self.unshuffle = unshuffle
        self.embed = nn.Conv2d(unshuffle**2, channels, 3, padding=1)
        self.blocks = nn.ModuleList(
            ChannelTransformerBlock(channels, heads, expansion) for _ in range(depth))

    def forward(self, x):
        x = self.embed(F.pixel_unshuffle(x, self.unshuffle))
        for block in self.blocks:
            x = block(x)
        return x


class BasicBlock(nn.Module):
    """ResNet18's block, torchvision's names."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        x = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(x)) + shortcut)


def upsample(x, size):
    return F.interpolate(x, size=size, mode="bilinear", align_corners=False)


class HighFrequencyEncoder(nn.Module):
    """ResNet18 without max-pool; input and stage outputs summed at full resolution."""

    def __init__(self, channels, width, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        widths = [width, width, 2 * width, 4 * width, 8 * width]
        for i in range(4):
            stage = nn.Sequential(
                BasicBlock(widths[i], widths[i + 1], 1 if i == 0 else 2),
                BasicBlock(widths[i + 1], widths[i + 1], 1))
            setattr(self, f"layer{i + 1}", stage)
        self.lateral = nn.ModuleList(nn.Conv2d(w, channels, 1) for w in widths[1:])

    def forward(self, x):
        size, total = x.shape[-2:], x
        x = F.relu(self.bn1(self.conv1(x)))
        for i, lateral in enumerate(self.lateral):
            x = getattr(self, f"layer{i + 1}")(x)
            total = total + upsample(lateral(x), size)
        return total


class SelfAttention(nn.Module):
    """Multi-head scaled dot-product self-attention, timm's names; `[N, T, D]`. With pooling p, keys
    and values are means over p x p tokens of a grid with `columns` columns."""

    def __init__(self, width, heads, pooling=1, columns=1):
        super().__init__()
        self.heads, self.pooling, self.columns = heads, pooling, columns
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        n, t, d = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q, k, v = (self.heads_of(part) for part in (q, self.pool(k), self.pool(v)))
        weights = torch.softmax(q @ k.transpose(-2, -1) / math.sqrt(d // self.heads), dim=-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(n, t, d))

    def pool(self, x):
        n, t, d = x.shape
        grid = x.transpose(1, 2).reshape(n, d, t // self.columns, self.columns)
        return F.avg_pool2d(grid, self.pooling).flatten(2).transpose(1, 2)

    def heads_of(self, x):
        n, t, d = x.shape
        return x.reshape(n, t, self.heads, d // self.heads).transpose(1, 2)


class MLP(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class VisionTransformerBlock(nn.Module):
    """Pre-norm Transformer encoder block, LayerNorm eps 1e-5, exact GELU."""

    def __init__(self, width, heads, expansion, pooling=1, columns=1):
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn = SelfAttention(width, heads, pooling, columns)
        self.norm2 = nn.LayerNorm(width)
        self.mlp = MLP(width, int(width * expansion))

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class LowFrequencyEncoder(nn.Module):
    """ViT with a convolutional position, its tokens projected and upsampled."""

    def __init__(self, channels, width, depth, heads, expansion, patch, pooling=1):
        super().__init__()
        self.patch_embed = nn.Conv2d(channels, width, patch, stride=patch)
        self.position = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.blocks = nn.ModuleList(
            VisionTransformerBlock(width, heads, expansion, pooling) for _ in range(depth))
        self.norm = nn.LayerNorm(width)
        self.project = nn.Conv2d(width, channels, 1)

    def forward(self, x):
        size = x.shape[-2:]
        x = self.patch_embed(x)
        x = x + self.position(x)
        n, d, h, w = x.shape
        tokens = x.flatten(2).transpose(1, 2)
        for block in self.blocks:
            block.attn.columns = w
            tokens = block(tokens)
        x = self.norm(tokens).transpose(1, 2).reshape(n, d, h, w)
        return upsample(self.project(x), size)


class CrossAttention(nn.Module):
    """Attention across channels: queries from `x`, keys, values from `context`; residual on `x`."""

    def __init__(self, channels, heads):
        super().__init__()
        self.norm_query = ChannelLayerNorm(channels)
        self.norm_context = ChannelLayerNorm(channels)
        self.query = nn.Conv2d(channels, channels, 1, bias=False)
        self.key_value = nn.Conv2d(channels, 2 * channels, 1, bias=False)
        self.temperature = nn.Parameter(torch.ones(heads, 1, 1))
        self.project_out = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x, context):
        q = self.query(self.norm_query(x))
        k, v = self.key_value(self.norm_context(context)).chunk(2, dim=1)
        return x + self.project_out(channel_attention(q, k, v, self.temperature))


class Fusion(nn.Module):
    def __init__(self, channels, heads):
        super().__init__()
        self.first_from_second = CrossAttention(2 * channels, heads)
        self.second_from_first = CrossAttention(2 * channels, heads)
        self.merge = nn.Conv2d(4 * channels, 2 * channels, 1)

    def forward(self, a, b):
        first, second = self.first_from_second(a, b), self.second_from_first(b, a)
        return self.merge(torch.cat([first, second], dim=1))


class Decoder(nn.Module):
    """The first channels it gives become pixels; with blending there are four more, gains."""

    def __init__(self, unshuffle, channels, heads, depth, expansion, blending):
        super().__init__()
        self.unshuffle = unshuffle
        self.reduce = nn.Conv2d(2 * channels, channels, 1)
        self.blocks = nn.ModuleList(
            ChannelTransformerBlock(channels, heads, expansion) for _ in range(depth))
        narrow = max(channels // 2, 2 * unshuffle**2)
        self.output = nn.Sequential(
            nn.Conv2d(channels, narrow, 3, padding=1),
            nn.LeakyReLU(0.01),
            nn.Conv2d(narrow, unshuffle**2 + 4 * blending, 3, padding=1))

    def forward(self, x):
        return self.parts(x)[0]

    def parts(self, x):
        x = self.reduce(x)
        for block in self.blocks:
            x = block(x)
        x = self.output(x)
        pixels, gains = x[:, :self.unshuffle**2], x[:, self.unshuffle**2:]
        return torch.sigmoid(F.pixel_shuffle(pixels, self.unshuffle)), gains


def gain_blend(a, b, share, gains, window=15, reach=0.7):
    """A blend of both, with gains for the detail of each (what differs from the mean of a window)
    and for those means (what differs from the mean of the image)."""
    gains = upsample(torch.tanh(gains), share.shape[-2:]) * reach
    h, w = a.shape[-2:]
    share, gains = share[..., :h, :w], gains[..., :h, :w].split(1, dim=1)
    blend = share * a + (1 - share) * b
    for x, detail, contrast in ((a, gains[0], gains[2]), (b, gains[1], gains[3])):
        mean = F.avg_pool2d(F.pad(x, 4 * (window // 2,), mode="replicate"), window, stride=1)
        blend = blend + detail * (x - mean) + contrast * (mean - x.mean((1, 2, 3), keepdim=True))
    return blend


def softened(x, t):
    """Values under t and over 1 - t bent, so that they stay within 0 and 1."""
    x = torch.where(x < t, t * torch.exp(x / t - 1), x)
    return torch.where(x > 1 - t, 1 - t * torch.exp((1 - x) / t - 1), x)


def centred_contrast(
        a, b, blend=None, minimum_share=0.4, contrast=0.26, maximum_gain=1.5, levelling=0.7,
        softening=0.06):
    """A blend of both (by default larger and smaller image) about its mean, stretched; bright
    scenes lowered, the ends of the range softened."""
    m, n = torch.maximum(a, b), torch.minimum(a, b)
    mean_m, mean_n = m.mean((1, 2, 3), keepdim=True), n.mean((1, 2, 3), keepdim=True)
    centred = (m - mean_m) + minimum_share * (n - mean_n)
    deviation = centred.std((1, 2, 3), correction=0, keepdim=True)
    gain = (contrast / (deviation + 1e-6)).clamp(1, maximum_gain)
    level = torch.where(mean_m > 0.45, mean_m + levelling * (0.45 - mean_m), mean_m)
    if blend is not None:
        centred = (1 + minimum_share) * (blend - blend.mean((1, 2, 3), keepdim=True))
    image = gain * centred + level
    return softened(image, softening) if softening else image


TINY = dict(
    unshuffle=2, width=8, heads=2, depth=1, expansion=2, resnetWidth=4, resnetStride=1, vitWidth=16,
    vitDepth=1, vitHeads=2, vitPooling=2,
    vitExpansion=2, crossAttention=1, blending=1, centring=1, patch=16, discriminatorWidth=8)


class DAEFuse(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.blending, self.centring = c["blending"], c["centring"]
        restormer = (c["unshuffle"], c["width"], c["heads"], c["depth"], c["expansion"])
        self.multiple = math.lcm(
            c["patch"] * c["vitPooling"], 8 * c["unshuffle"] * c["resnetStride"])
        self.shallow_encoder = ShallowEncoder(*restormer)
        self.high_frequency_encoder = HighFrequencyEncoder(
            c["width"], c["resnetWidth"], c["resnetStride"])
        self.low_frequency_encoder = LowFrequencyEncoder(
            c["width"], c["vitWidth"], c["vitDepth"], c["vitHeads"], c["vitExpansion"],
            c["patch"] // c["unshuffle"], c["vitPooling"])
        self.fusion = Fusion(c["width"], c["heads"])
        self.decoder = Decoder(*restormer, c["blending"])

    def phi(self, x):
        shallow = self.shallow_encoder(x)
        return torch.cat(
            [self.high_frequency_encoder(shallow), self.low_frequency_encoder(shallow)], dim=1)

    def pad(self, x):
        """Replicates the right and bottom edge up to the next whole multiple."""
        h, w = x.shape[-2:]
        return F.pad(x, (0, -w % self.multiple, 0, -h % self.multiple), mode="replicate")

    def reconstruct(self, x):
        h, w = x.shape[-2:]
        return self.decoder(self.phi(self.pad(x)))[..., :h, :w]

    def fuse(self, a, b):
        h, w = a.shape[-2:]
        # One batch, so that batch normalisation sees both modalities in training as in use.
        seen = torch.cat([a, b])
        if self.blending:  # not the frame that cameras leave
            seen = F.pad(seen[..., 2:-2, 2:-2], (2, 2, 2, 2), mode="replicate")
        phi_a, phi_b = self.phi(self.pad(seen)).chunk(2)
        decoded, gains = self.decoder.parts(self.fusion(phi_a, phi_b))
        blend = gain_blend(a, b, decoded, gains) if self.blending else decoded[..., :h, :w]
        return centred_contrast(a, b, blend) if self.centring else blend


class DiscriminatorStage(nn.Module):
    """Convolution, LeakyReLU, then the norm, in the paper's order."""

    def __init__(self, inputs, outputs, normalised):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1)
        self.norm = nn.BatchNorm2d(outputs) if normalised else None

    def forward(self, x):
        x = F.leaky_relu(self.conv(x), 0.2)
        return x if self.norm is None else self.norm(x)


class Discriminator(nn.Module):
    def __init__(self, width):
        super().__init__()
        widths = [1, width, 2 * width, 4 * width, 8 * width]
        self.stages = nn.Sequential(
            *(DiscriminatorStage(widths[i], widths[i + 1], i > 0) for i in range(4)))
        self.classifier = nn.Linear(8 * width, 1)

    def forward(self, x):
        return self.classifier(self.stages(x).mean((2, 3)))
