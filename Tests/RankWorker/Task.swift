// SPDX-License-Identifier: Apache-2.0

import Collectives
import Foundation
import Layers
import Tensors

/// What a rank can be asked to do.
enum Task: String {
  case sum, average, broadcast, gradient, network, lose, detour, gpus

  /// What a rank says that it computes on: to `detour`, rank 1 brings a GPU that is not there; an
  /// argument that ends in `cuda` asks for a GPU each.
  func device(ofRank rank: Int, _ argument: String) -> Device {
    if argument.hasSuffix("cuda") { return .cuda(0) }
    return self == .detour && rank == 1 ? .cuda(99) : .cpu
  }

  func run(_ group: ProcessGroup, _ argument: String) throws -> Report {
    switch self {
    case .sum: try sum(group)
    case .average: try average(group)
    case .broadcast: try broadcast(group)
    case .gradient: gradient(group)
    case .network: try network(group, argument == "float64" ? .float64 : .float32)
    case .lose: try lose(group, argument)
    case .detour: try detour(group)
    case .gpus: try gpus(group)
    }
  }

  private func sum(_ group: ProcessGroup) throws -> Report {
    let collective = ProcessGroupCollective(group)
    let rank = Double(group.rank)
    let tensor = Tensor([1, rank, rank * rank], [3])
    try group.allReduce_(tensor)
    try collective.barrier()
    return ["tensor": tensor.values(), "numbers": try collective.sum([rank + 1, 0.5])]
  }

  /// Says on standard error why numbers of GPUs take a detour, and adds up.
  private func detour(_ group: ProcessGroup) throws -> Report {
    FileHandle.standardError.write(Data("\(group.detour ?? "none")\n".utf8))
    return try sum(group)
  }

  /// Adds up numbers of a GPU and sends rank 1's, by type; says on standard error why they take a
  /// detour.
  private func gpus(_ group: ProcessGroup) throws -> Report {
    FileHandle.standardError.write(Data("\(group.detour ?? "none")\n".utf8))
    var report = Report()
    for dtype in [DType.float32, .float64, .bfloat16, .int64] {
      let sum = Tensor(full: Double(group.rank) + 1, [2, 1], dtype: dtype, device: .cuda(0))
      let sent = sum.cloned()
      try group.allReduce_(sum)
      try group.broadcast_(sent, from: 1)
      report["\(dtype)"] = sum.values() + sent.values()
    }
    return report
  }

  /// Gradients of several shapes, layouts and types, of which `a` and `c` fit into one bucket; `c`
  /// is missing on all ranks but 0, `d` on all.
  private func average(_ group: ProcessGroup) throws -> Report {
    let generator = RandomGenerator(seed: UInt64(group.rank) + 1)
    let parameters: [(key: String, tensor: Tensor)] = [
      ("a", .zeros([3, 5])), ("c", .zeros([7])),
      ("b", Tensor.zeros([2, 4, 3, 3]).contiguous(.channelsLast)), ("d", .zeros([2])),
      ("e", .zeros([4], dtype: .float64)),
    ]
    for (key, tensor) in parameters where key != "d" && (key != "c" || group.rank == 0) {
      tensor.requiresGradient = true
      tensor.gradient = tensor.detached() + generator.normal(tensor.shape).to(tensor.dtype)
    }
    let before = gradients(parameters, "own")
    try ProcessGroupCollective(group, bucketBytes: 100).averageGradients(of: parameters)
    return before.merging(gradients(parameters, "mean")) { $1 }
  }

  private func gradients(
    _ parameters: [(key: String, tensor: Tensor)], _ prefix: String
  ) -> Report {
    Report(
      uniqueKeysWithValues: parameters.compactMap { key, tensor in
        tensor.gradient.map { ("\(prefix).\(key)", $0.values()) }
      })
  }

  private func broadcast(_ group: ProcessGroup) throws -> Report {
    let rank = Double(group.rank)
    let last = Tensor(rank)
    let tensors: [(key: String, tensor: Tensor)] = [
      ("float", Tensor(full: rank + 7, [2])), ("integer", Tensor([Int64(group.rank) + 9], [])),
      (
        "image",
        (Tensor.range(16, dtype: .float32).reshaped(1, 4, 2, 2) + 100 * rank)
          .contiguous(.channelsLast)
      ),
    ]
    tensors[0].tensor.requiresGradient = true
    try ProcessGroupCollective(group).broadcast(tensors)
    try group.broadcast_(last, from: group.size - 1)
    return Report(
      uniqueKeysWithValues: (tensors + [("last", last)]).map {
        ($0.key, $0.tensor.detached().values())
      })
  }

  /// Of the loss `sum(w_r * y)`, `y` the sum of every rank's `x * x`.
  private func gradient(_ group: ProcessGroup) -> Report {
    let generator = RandomGenerator(seed: UInt64(group.rank) + 1)
    let x = generator.normal([4], dtype: .float64)
    let weight = generator.normal([4], dtype: .float64)
    x.requiresGradient = true
    let y = group.allReduced(x.squared())
    (y * weight).sum().backward()
    return [
      "x": x.detached().values(), "weight": weight.values(), "y": y.detached().values(),
      "gradient": x.gradient?.values() ?? [],
    ]
  }
}
