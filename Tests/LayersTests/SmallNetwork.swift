// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors

/// A network with something of everything: children, an array of them, an optional that is nil,
/// renamed keys, parameters and buffers.
final class SmallNetwork: Module {
  @Child(key: "features.0") var stem: Conv2d
  @Child(key: "features.1") var norm: BatchNorm2d
  let heads: [Linear]
  let extra: Linear?
  @Parameter var gain: Tensor

  init(seed: UInt64 = 1) {
    let generator = RandomGenerator(seed: seed)
    _stem.wrappedValue = Conv2d(1, 4, kernel: 3, bias: false, using: generator)
    _norm.wrappedValue = BatchNorm2d(4)
    heads = (0..<2).map { _ in Linear(4, 3, using: generator) }
    extra = nil
    gain = generator.uniform([3])
  }

  /// `[N, 1, H, W]` -> `[N, 3]`.
  func callAsFunction(_ x: Tensor) -> Tensor {
    let features = norm(stem(x)).relu().mean(2, 3)
    return heads.map { $0(features) }.reduce(Tensor(0)) { $0 + $1 } * gain
  }

  /// The same architecture for PyTorch, as `model`.
  static let python = """
    import torch
    from torch import nn
    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.gain = nn.Parameter(torch.rand(3))
            self.features = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4))
            self.heads = nn.ModuleList([nn.Linear(4, 3), nn.Linear(4, 3)])
        def forward(self, x):
            x = self.features(x).relu().mean((2, 3))
            return (self.heads[0](x) + self.heads[1](x)) * self.gain
    torch.manual_seed(5)
    model = Model()
    """
}

extension Module {
  /// Every tensor's elements under its key.
  var snapshot: [String: [Double]] {
    Dictionary(uniqueKeysWithValues: state.map { ($0.key, $0.tensor.detached().values()) })
  }
}
