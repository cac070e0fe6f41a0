"""Cases of the whole network, all with the one set of parameters in `dae_fuse.parameters`."""

import torch

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
    seed_of(name)
    shape = (2 if training else 1, 1, height, width)
    inputs = [torch.rand(shape) for _ in range(1 if task == "reconstruct" else 2)]
    module_case(
        name, model, inputs, TINY, training, call=lambda m, *xs: getattr(m, task)(*xs),
        shared_parameters=PARAMETERS, parameter_gradients=name == "dae_fuse.fuse.train.39x50")
