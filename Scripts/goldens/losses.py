"""Reference forms of the losses of the paper, numbered as there."""

import torch
import torch.nn.functional as F

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
