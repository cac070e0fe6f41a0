# SPDX-License-Identifier: Apache-2.0
"""Reference forms of the losses of the paper, numbered as there, and of those beside them."""

import math

import torch
import torch.nn.functional as F

from .network import centred_contrast

CORRELATION_EPSILON = 2.0**-23


def ssim(x, y):
    """Wang et al. 2004 over `[N, 1, H, W]` in 0...1: Gaussian window 11, sigma 1.5, 'valid' border,
    K1 0.01, K2 0.03, window-weighted (biased) variances; mean over pixels and batch."""
    t = torch.arange(11, dtype=x.dtype) - 5
    g = torch.exp(-(t**2) / (2 * 1.5**2))
    g = g / g.sum()
    window = (g[:, None] * g[None, :])[None, None]
    mean = lambda image: F.conv2d(image, window)
    mx, my = mean(x), mean(y)
    vx, vy, cov = mean(x * x) - mx**2, mean(y * y) - my**2, mean(x * y) - mx * my
    c1, c2 = 0.01**2, 0.03**2
    value = ((2 * mx * my + c1) * (2 * cov + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    return value.mean()


def content(source, reconstruction):
    """(9): the squared error is the mean over pixels."""
    return ((source - reconstruction) ** 2).mean() + (1 - ssim(source, reconstruction))


def pearson(x, y):
    """Pearson correlation over pixels, mean over channels and batch."""
    x, y = (t - t.mean((2, 3), keepdim=True) for t in (x, y))
    norms = torch.sqrt((x**2).sum((2, 3))) * torch.sqrt((y**2).sum((2, 3)))
    return ((x * y).sum((2, 3)) / (norms + CORRELATION_EPSILON)).mean()


def correlation(high_a, high_b, low_a, low_b):
    """(8)"""
    return pearson(high_a, high_b) ** 2 / (pearson(low_a, low_b) + 1.01)


def gradient(x):
    """Sobel |Gx| + |Gy|, unnormalised kernels, replicated border."""
    kx = torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=x.dtype)
    kernels = torch.stack([kx, kx.T])[:, None]
    return F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), kernels).abs().sum(1, keepdim=True)


def text(a, b, fused):
    """(15), mean over pixels and batch."""
    return (gradient(fused) - torch.maximum(gradient(a), gradient(b))).abs().mean()


def intensity(a, b, fused):
    """(16), mean over pixels and batch."""
    return (fused - torch.maximum(a, b)).abs().mean()


def targeted_intensity(a, b, fused, **target):
    """(16) with the centred contrast as target, mean over pixels and batch."""
    return (fused - centred_contrast(a, b, **target).clamp(0, 1)).abs().mean()


def edges(a, b, fused):
    """1 - Qabf (Xydeas and Petrovic 2000), 'valid' border, mean over the batch."""
    kept, total = preserved_edges(a, b, fused)
    return (1 - (kept[0] + kept[1]) / (total[0] + total[1])).mean()


def balanced_edges(a, b, fused):
    """The same with each source's edges divided by their sum, or the other's over 1.5."""
    kept, total = preserved_edges(a, b, fused)
    one, other = (torch.maximum(x, y / 1.5) for x, y in (total, reversed(total)))
    return (1 - (kept[0] / one + kept[1] / other) / (total[0] / one + total[1] / other)).mean()


def preserved_edges(a, b, fused):
    """What is kept of each source's edges, and all of their strength, `[N]` each."""
    kx = torch.tensor([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype=a.dtype)

    def sobel(x):
        gx, gy = (F.conv2d(255 * x, k[None, None]) for k in (kx, kx.T))
        return gx, gy, torch.sqrt(gx**2 + gy**2 + 1e-3)

    fx, fy, f = sobel(fused)
    kept, total = [], []
    for source in (a, b):
        sx, sy, s = sobel(source)
        strength = torch.minimum(f / s, s / f)
        angle = torch.acos(torch.clamp((sx * fx + sy * fy).abs() / (s * f), 0, 0.9999))
        q_strength = 0.9994 / (1 + torch.exp(-15 * (strength - 0.5)))
        q_angle = 0.9879 / (1 + torch.exp(-22 * (1 - angle / (math.pi / 2) - 0.8)))
        kept.append((q_strength * q_angle * s).sum((1, 2, 3)))
        total.append(s.sum((1, 2, 3)))
    return kept, total


def vif(reference, image):
    """Sheikh and Bovik 2006 in the pixel domain, one value an image; scales that fit."""
    r, d = 255 * reference, 255 * image
    told = held = 0
    for scale, side in enumerate((17, 9, 5, 3)):
        t = torch.arange(side, dtype=r.dtype, device=r.device) - side // 2
        g = torch.exp(-(t**2) / (2 * (side / 5) ** 2))
        g = g / g.sum()
        mean = lambda x: F.conv2d(F.conv2d(x, g[None, None, None]), g[None, None, :, None])
        if scale > 0:
            if min(r.shape[2:]) < side:
                break
            r, d = mean(r)[..., ::2, ::2], mean(d)[..., ::2, ::2]
        if min(r.shape[2:]) < side:
            break
        mr, md = mean(r), mean(d)
        vr, vd = F.relu(mean(r * r) - mr**2), F.relu(mean(d * d) - md**2)
        cov = mean(r * d) - mr * md
        gain = F.relu(cov / (vr + 0.1))
        noise = torch.clamp(vd - gain * cov, min=1e-3)
        told = told + torch.log(1 + gain**2 * vr / (noise + 2)).sum((1, 2, 3))
        held = held + torch.log(1 + vr / 2).sum((1, 2, 3))
    return told / (held + 1e-3)


def fidelity(a, b, fused):
    """Minus the mean of both VIF, each at most 3, mean over the batch."""
    return -sum(torch.clamp(vif(x, fused), max=3).mean() for x in (a, b)) / 2


def differences(a, b, fused):
    """Minus half of SCD (Aslantas and Bendes 2015), mean over the batch."""
    return -(pearson(fused - b, a) + pearson(fused - a, b)) / 2


def sharpness(a, b, fused, **target):
    """How much less of neighbours' differences, as a logarithm, there is than in the target; -0.1 at
    least."""
    def frequency(x):
        dx, dy = x[..., 1:] - x[..., :-1], x[..., 1:, :] - x[..., :-1, :]
        return (dx.square().mean((1, 2, 3)) + dy.square().mean((1, 2, 3)) + 1e-6).sqrt()

    wanted = centred_contrast(a, b, **target).clamp(0, 1)
    return (frequency(wanted) / frequency(fused)).log().clamp(min=-0.1).mean()


def information(a, b, fused, bins=48):
    """Minus half of the mutual information with both sources in bits, mean over the batch; each value
    counts in two bins, as a triangle about every bin's own value gives it."""
    def histogram(x):
        levels = torch.arange(bins, dtype=x.dtype)
        return F.relu(1 - (x.flatten(1)[..., None] * (bins - 1) - levels).abs())

    total = 0
    for source in (a, b):
        p = histogram(source.detach())
        p = p.mT @ histogram(fused) / p.shape[1]
        q = p.sum(1, keepdim=True) * p.sum(2, keepdim=True)
        total = total + (p * torch.log2((p + 1e-7) / (q + 1e-7))).sum((1, 2)).mean()
    return -total / 2


def window_mean(x, reach):
    """Means over squares about each pixel, as far as they lie within the image."""
    return F.avg_pool2d(x, 2 * reach + 1, 1, reach, count_include_pad=False)


def salience(a, b, fused, least=20 / 255, share=0.8):
    """The contrast to 31x31 pixels around that is missing of what stands out, the mean of both sources."""
    total = 0
    for source in (a, b):
        own, kept = (x - window_mean(x, 15) for x in (source, fused))
        salient = torch.where(own > least, own, 0)
        missing = torch.where(own > least, F.relu(share * own - kept), 0)
        total = total + (missing.sum((1, 2, 3)) / (salient.sum((1, 2, 3)) + 1e-6)).mean()
    return total / 2


def warm_sign(b, fused, least=20 / 255, share=0.25):
    """The contrast to 31x31 pixels around that is missing to a quarter of what stands out in b."""
    own, kept = (x - window_mean(x, 15) for x in (b, fused))
    warm = torch.where(own > least, own, 0)
    missing = torch.where(own > least, F.relu(share * own - kept), 0)
    return (missing.sum((1, 2, 3)) / (warm.sum((1, 2, 3)) + 1e-6)).mean()


def local_texture(a, b, fused, share=0.9):
    """The correlation that is missing of what either source has besides its 7x7 means with the same of the
    fused image, in 15x15 windows."""
    def texture(x):
        detail = x - window_mean(x, 3)
        return detail, window_mean(detail**2, 7) + (0.5 / 255) ** 2

    made, made_variance = texture(fused)
    sources = [texture(x.detach()) for x in (a, b)]
    both = sources[0][1] + sources[1][1]
    total = 0
    for detail, variance in sources:
        correlation = window_mean(detail * made, 7) / torch.sqrt(variance * made_variance)
        lost = F.relu(share * torch.sqrt(variance / both) - correlation)
        noise = 1 / (1 / variance).mean((1, 2, 3), keepdim=True)
        weights = (variance / (variance + 4 * noise + (2 / 255) ** 2)) ** 2
        total = total + ((weights * lost).mean((1, 2, 3)) / (weights.mean((1, 2, 3)) + 0.02)).mean()
    return total / 2


def noise(a, b, fused):
    """How much noisier than both sources 7x7 tiles are, those that are flat in these above all."""
    def deviation(x):
        tiles = F.unfold(255 * x, 7, stride=7)
        return torch.sqrt(tiles.var(1, correction=0) + 0.1)

    sources = torch.maximum(deviation(a), deviation(b))
    weights = 1 / (1 + sources**2 / 9) ** 2
    excess = F.relu(deviation(fused) - sources)
    return ((weights * excess).sum(1) / (weights * sources).sum(1)).mean()


def checkerboard(a, b, fused):
    """How much more pixels alternate than in either source, in grey levels."""
    def alternation(x):
        d = x[..., :-1, :-1] - x[..., 1:, :-1] - x[..., :-1, 1:] + x[..., 1:, 1:]
        h, w = d.shape[-2:]
        signs = (-1.0) ** (torch.arange(h)[:, None] + torch.arange(w)).to(x.dtype)
        return F.avg_pool2d(d * signs, 8).abs().mean((1, 2, 3))

    return 255 * F.relu(alternation(fused) - torch.maximum(alternation(a), alternation(b))).mean()
