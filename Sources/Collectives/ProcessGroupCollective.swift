// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Training in several processes, over LibTorch's collectives.
package struct ProcessGroupCollective: Collective {
  private let processes: ProcessGroup
  private let bucketBytes: Int

  /// The processes of `group`; gradients travel in buckets of about `bucketBytes`.
  package init(_ group: ProcessGroup, bucketBytes: Int = 8 << 20) {
    processes = group
    self.bucketBytes = bucketBytes
  }

  package var rank: Int { processes.rank }
  package var size: Int { processes.size }
  package var group: ProcessGroup? { processes }
  package var detour: String? { processes.detour }

  package func averageGradients(of parameters: [(key: String, tensor: Tensor)]) throws {
    let gradients = try agreedGradients(of: parameters.map(\.tensor))
    for bucket in Bucket.filled(with: gradients, byteLimit: bucketBytes) {
      let flat = bucket.flattened()
      try processes.allReduce_(flat)
      flat.multiply_(1 / Double(size))
      bucket.copy_(flat)
    }
  }

  /// The gradients of the parameters that have one on some rank; zeros are put where it is missing
  /// on this one.
  private func agreedGradients(of parameters: [Tensor]) throws -> [Tensor] {
    let ranks = try sum(parameters.map { $0.gradient == nil ? 0 : 1 })
    return zip(parameters, ranks).compactMap { parameter, ranks in
      if ranks == 0 { return nil }
      if parameter.gradient == nil {
        parameter.gradient = withoutGradients { parameter.detached() * 0 }
      }
      return parameter.gradient
    }
  }

  package func broadcast(_ tensors: [(key: String, tensor: Tensor)]) throws {
    for (_, tensor) in tensors { try processes.broadcast_(tensor) }
  }

  package func sum(_ values: [Double]) throws -> [Double] {
    let total = Tensor(values, [values.count])
    try processes.allReduce_(total)
    return total.values()
  }

  package func barrier() throws { try processes.barrier() }
}
