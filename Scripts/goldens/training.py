# SPDX-License-Identifier: Apache-2.0
"""Cases of what training needs: optimisers, clipping, schedules, initialisation, losses."""

import math

import torch
import torch.nn as nn

from . import losses
from .record import seed_of, write

STEPS = 5
SHAPES = [(3, 4), (5,)]


def optimiser(name, make, settings):
    """`param.i` before, `step.s.grad.i` given, `step.s.param.i` after step s = 0..<5."""
    seed_of(name)
    params = [torch.randn(shape) for shape in SHAPES]
    grads = [[torch.randn(shape) for shape in SHAPES] for _ in range(STEPS)]
    tensors = {f"param.{i}": p for i, p in enumerate(params)}
    live = [p.double().requires_grad_() for p in params]
    optimizer = make(live)
    for s in range(STEPS):
        for i, p in enumerate(live):
            tensors[f"step.{s}.grad.{i}"] = grads[s][i]
            p.grad = grads[s][i].double()
        optimizer.step()
        tensors |= {f"step.{s}.param.{i}": p.detach().float().clone() for i, p in enumerate(live)}
    for i, p in enumerate(live):
        for moment in ("exp_avg", "exp_avg_sq"):
            tensors[f"state.{i}.{moment}"] = optimizer.state[p][moment].float()
    write(name, tensors, settings)


def optimizers():
    common = dict(lr=0.01, betas=[0.9, 0.99], eps=1e-6)
    optimiser("adam", lambda p: torch.optim.Adam(p, **common), dict(common, weight_decay=0))
    adamw = dict(common, weight_decay=0.05)
    optimiser("adamw", lambda p: torch.optim.AdamW(p, **adamw), adamw)


def clipping():
    """`coefficient = min(1, max_norm / (total + 1e-6))` over all gradients together."""
    for name, max_norm in (("clip.active", 1.0), ("clip.inactive", 100.0)):
        seed_of(name)
        grads = [torch.randn(shape) for shape in SHAPES]
        live = [nn.Parameter(torch.zeros(shape).double()) for shape in SHAPES]
        for p, g in zip(live, grads):
            p.grad = g.double()
        total = nn.utils.clip_grad_norm_(live, max_norm)
        tensors = {f"grad.{i}": g for i, g in enumerate(grads)} | {"total_norm": total.float()}
        tensors |= {f"clipped.{i}": p.grad.float() for i, p in enumerate(live)}
        write(name, tensors, dict(max_norm=max_norm))


def rates(make, lr, count):
    """The rate that step 0, 1, ... is taken with."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=lr)
    scheduler = make(optimizer)
    values = []
    for _ in range(count):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return torch.tensor(values, dtype=torch.float64)


def schedules():
    schedule = torch.optim.lr_scheduler
    step = dict(lr=1e-4, every=4, factor=0.5, floor=1e-5)
    halved = lambda s: max(step["factor"] ** (s // step["every"]), step["floor"] / step["lr"])
    write("schedule.step", {"lr": rates(lambda o: schedule.LambdaLR(o, halved), step["lr"], 24)},
          step)

    cycle = dict(max_lr=1e-3, total_steps=40, pct_start=0.3, div_factor=25, final_div_factor=1e4)
    # One step fewer is advanced than taken: OneCycleLR refuses to go past its last.
    values = rates(lambda o: schedule.OneCycleLR(o, cycle_momentum=False, **cycle), 1.0, 40)
    write("schedule.one_cycle", {"lr": values}, cycle)

    cosine = dict(lr=1e-3, warmup=5, total_steps=40, floor=1e-6,
                  formula="s < warmup: lr (s + 1) / warmup; else floor + (lr - floor) "
                  "(1 + cos(pi (s - warmup) / (total_steps - warmup))) / 2")

    def warmed(s):
        if s < cosine["warmup"]:
            return (s + 1) / cosine["warmup"]
        progress = (s - cosine["warmup"]) / (cosine["total_steps"] - cosine["warmup"])
        floor = cosine["floor"] / cosine["lr"]
        return floor + (1 - floor) * (1 + math.cos(math.pi * progress)) / 2

    write("schedule.cosine", {"lr": rates(lambda o: schedule.LambdaLR(o, warmed), 1e-3, 40)},
          cosine)


def initialization():
    """Bounds of the uniform distributions PyTorch draws from: `kaiming_uniform_(a: sqrt 5)`."""
    cases = {
        "linear": nn.Linear(48, 200),
        "conv2d": nn.Conv2d(12, 40, 3),
        "depthwise": nn.Conv2d(96, 96, 3, groups=96),
    }
    tensors, settings = {}, {}
    for name, module in cases.items():
        seed_of(name)
        module.reset_parameters()
        weight = module.weight
        fan_in = weight[0].numel()
        bound = nn.init.calculate_gain("leaky_relu", math.sqrt(5)) * math.sqrt(3 / fan_in)
        assert 0.95 * bound < weight.abs().max() <= bound * (1 + 1e-6)
        tensors[f"{name}.weight_bound"] = torch.tensor(bound, dtype=torch.float64)
        tensors[f"{name}.bias_bound"] = torch.tensor(1 / math.sqrt(fan_in), dtype=torch.float64)
        settings[f"{name}.weight_shape"] = list(weight.shape)
    write("initialisation", tensors, settings)


def loss(name, function, inputs, differentiated, settings):
    """`output` is the loss; `grad.inputK` exists for the inputs that a network computes."""
    live = [x.clone().requires_grad_() for x in inputs]
    value = function(*live)
    value.backward()
    suffixes = ["" if i == 0 else str(i + 1) for i in range(len(inputs))]
    tensors = {f"input{s}": x for s, x in zip(suffixes, inputs)} | {"output": value}
    tensors |= {f"grad.input{suffixes[i]}": live[i].grad for i in differentiated}
    write(name, tensors, settings)


def loss_cases():
    def images(name, count, shape=(2, 1, 16, 18)):
        seed_of(name)
        return [torch.rand(shape, dtype=torch.float64) for _ in range(count)]

    ssim = dict(window=11, sigma=1.5, data_range=1, border="valid", k1=0.01, k2=0.03)
    source, noise = images("loss.content", 2)
    loss("loss.content", losses.content, [source, 0.7 * source + 0.3 * noise], [1],
         dict(ssim, inputs="source, reconstruction", squared_error="mean"))
    loss("loss.ssim", losses.ssim, [source, 0.7 * source + 0.3 * noise], [1], ssim)
    loss("loss.text", losses.text, images("loss.text", 3), [2],
         dict(inputs="a, b, fused", gradient="sobel |gx| + |gy|, unnormalised", border="replicate"))
    loss("loss.intensity", losses.intensity, images("loss.intensity", 3), [2],
         dict(inputs="a, b, fused"))
    target = dict(minimum_share=0.4, contrast=0.3, maximum_gain=1.3, levelling=0.5)
    loss("loss.intensity.target", lambda *xs: losses.targeted_intensity(*xs, **target),
         images("loss.intensity.target", 3), [2], dict(target, inputs="a, b, fused"))
    a, b, fused = images("loss.edges", 3)
    # Weaker edges in the same direction, beyond where the cosine is cut off.
    fused[:, :, :7] = 0.8 * a[:, :, :7] + 0.1
    loss("loss.edges", losses.edges, [a, b, fused], [2],
         dict(inputs="a, b, fused", gradient="sobel, 0...255", border="valid"))
    # One pair with a source of a quarter of the other's contrast, one with nearly the other's.
    a, b, fused = images("loss.edges.balanced", 3)
    b = torch.stack([0.25 * b[0], 0.8 * b[1]])
    loss("loss.edges.balanced", losses.balanced_edges, [a, b, 0.5 * a + b + 0.1 * fused], [2],
         dict(inputs="a, b, fused", gradient="sobel, 0...255", border="valid"))
    # 41 pixels are the least that all four scales fit, 26 are enough for two.
    for name, shape in (("loss.fidelity", (2, 1, 41, 43)), ("loss.fidelity.small", (2, 1, 27, 26))):
        a, b, noise = images(name, 3, shape)
        loss(name, losses.fidelity, [a, b, 0.5 * a + 0.3 * b + 0.2 * noise], [2],
             dict(inputs="a, b, fused", windows="17, 9, 5, 3, as far as they fit"))
    a, b, noise = images("loss.differences", 3)
    loss("loss.differences", losses.differences, [a, b, 0.6 * a + 0.3 * b + 0.1 * noise], [2],
         dict(inputs="a, b, fused", epsilon=losses.CORRELATION_EPSILON))
    a, b, noise = images("loss.information", 3)
    loss("loss.information", losses.information, [a, b, 0.6 * a + 0.3 * b + 0.1 * noise], [2],
         dict(inputs="a, b, fused", bins=48, epsilon=1e-7))
    a, b, fused = images("loss.sharpness", 3)
    # One less sharp than the target, one sharper than is paid for.
    fused = torch.stack([0.6 * fused[0], fused[1].round()])
    loss("loss.sharpness", lambda *xs: losses.sharpness(*xs, **target), [a, b, fused], [2],
         dict(target, inputs="a, b, fused", epsilon=1e-6, least=-0.1))
    # More than the window wide and less high, so that it is cut off on two sides and on four.
    a, b, fused = images("loss.salience", 3, (2, 1, 20, 37))
    loss("loss.salience", losses.salience, [a, b, 0.4 * a + 0.2 * b + 0.2 * fused], [2],
         dict(inputs="a, b, fused", window=31, least=20 / 255, share=0.8))
    a, b, fused = images("loss.warmSign", 3, (2, 1, 20, 37))
    loss("loss.warmSign", lambda a, b, fused: losses.warm_sign(b, fused), [a, b, 0.6 * a - 0.1 * b], [2],
         dict(inputs="a, b, fused", window=31, least=20 / 255, share=0.25))
    a, b, fused = images("loss.localTexture", 3, (2, 1, 20, 37))
    loss("loss.localTexture", losses.local_texture, [a, 0.1 * b, 0.3 * a + 0.01 * b + 0.2 * fused], [2],
         dict(inputs="a, b, fused", detail=7, window=15, share=0.9))
    a, b, fused = (0.5 + 0.02 * (x - 0.5) for x in images("loss.noise", 3, (2, 1, 16, 22)))
    loss("loss.noise", losses.noise, [a, b, 0.5 + 1.2 * (fused - 0.5)], [2],
         dict(inputs="a, b, fused", tile=7, epsilon=0.1))
    a, b, fused = images("loss.checkerboard", 3, (2, 1, 18, 26))
    loss("loss.checkerboard", losses.checkerboard, [0.5 * a, 0.5 * b, fused], [2],
         dict(inputs="a, b, fused", square=8))
    loss("loss.correlation", losses.correlation, images("loss.correlation", 4, (2, 3, 5, 6)),
         [0, 1, 2, 3], dict(inputs="high_a, high_b, low_a, low_b",
                            epsilon=losses.CORRELATION_EPSILON))
