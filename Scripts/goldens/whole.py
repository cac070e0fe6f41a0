# SPDX-License-Identifier: Apache-2.0
"""Cases of the whole network, all with the one set of parameters in `dae_fuse.parameters`."""

import copy

import torch
import torch.nn.functional as F
from torch.overrides import TorchFunctionMode

from .network import TINY, DAEFuse
from .record import module_case, randomise, seed_of, write

PARAMETERS = "dae_fuse.parameters"


def whole_network():
    model = DAEFuse(TINY)
    seed_of(PARAMETERS)
    randomise(model)
    write(PARAMETERS, {f"param.{key}": value for key, value in model.state_dict().items()}, TINY)
    for task in ("reconstruct", "fuse"):
        for height, width in ((32, 48), (39, 50)):
            for training in (False, True):
                network_case(model, task, height, width, training)


def network_case(model, task, height, width, training):
    """The parameters' gradients are kept once: fusing, in training, at the size that is padded."""
    name = f"dae_fuse.{task}.{'train' if training else 'eval'}.{height}x{width}"
    shape = (2 if training else 1, 1, height, width)
    call = lambda m, *xs: getattr(m, task)(*xs)  # noqa: E731
    inputs = certain_inputs(model, call, shape, 1 if task == "reconstruct" else 2, training,
                            seed_of(name))
    module_case(
        name, model, inputs, TINY, training, call=call,
        shared_parameters=PARAMETERS, parameter_gradients=name == "dae_fuse.fuse.train.39x50")


def certain_inputs(model, call, shape, count, training, seed):
    """Images for which no rectifier decides on less than rounding: on another machine's float32 it could
    decide otherwise, and the gradients would be others."""
    while True:
        torch.manual_seed(seed)
        inputs = [torch.rand(shape) for _ in range(count)]
        with torch.no_grad(), Rectified() as rectified:
            call(copy.deepcopy(model).double().train(training), *(x.double() for x in inputs))
        if rectified.least > 1e-5:
            return inputs
        seed += 1


class Rectified(TorchFunctionMode):
    """Notes the least size of what rectifiers are given."""

    least = float("inf")

    def __torch_function__(self, function, types, args=(), kwargs=None):
        if function in (F.relu, F.leaky_relu):
            self.least = min(self.least, args[0].abs().min().item())
        return function(*args, **(kwargs or {}))
