// SPDX-License-Identifier: Apache-2.0

import Collectives
import Layers
import Tensors

/// Two convolutions, each with a batch normalization.
private final class Network: Module {
  let first: Conv2d
  let firstNorm = BatchNorm2d(4)
  let second: Conv2d
  let secondNorm = BatchNorm2d(2)

  init(_ dtype: DType) {
    let generator = RandomGenerator(seed: 1)
    first = Conv2d(3, 4, kernel: 3, bias: false, using: generator)
    second = Conv2d(4, 2, kernel: 3, bias: false, using: generator)
    super.init()
    convert(to: dtype)
  }

  /// `[N, 3, H, W]` -> `[N, 2, H, W]`
  func callAsFunction(_ x: Tensor) -> Tensor {
    secondNorm(second(firstNorm(first(x)).relu()))
  }
}

extension Task {
  /// A step on this rank's share of five images; the batches of two ranks differ in size. The loss
  /// is a sum, so that gradients are those of one rank with all five.
  func network(_ group: ProcessGroup, _ dtype: DType) throws -> Report {
    let collective = ProcessGroupCollective(group)
    let network = Network(dtype)
    network.synchronizeBatchNorms(over: group)
    let generator = RandomGenerator(seed: 5)
    let all = generator.normal([5, 3, 6, 4], mean: 2, dtype: dtype)
    let cotangent = generator.normal([5, 2, 6, 4], dtype: dtype)
    let (start, end) = (5 * group.rank / group.size, 5 * (group.rank + 1) / group.size)
    let x = all.slice(start..<end, dim: 0).cloned()
    x.requiresGradient = true
    let output = network(x)
    (output * cotangent.slice(start..<end, dim: 0)).sum().backward()
    try collective.averageGradients(of: network.parameters)
    var report: Report = ["output": output.detached().values(), "x": x.gradient?.values() ?? []]
    for (key, tensor) in network.parameters {
      report["gradient.\(key)"] = tensor.gradient.map { ($0 * Double(group.size)).values() }
    }
    for (key, tensor) in network.buffers { report["buffer.\(key)"] = tensor.values() }
    network.train(false)
    report["evaluated"] = network(all).detached().values()
    return report
  }
}
