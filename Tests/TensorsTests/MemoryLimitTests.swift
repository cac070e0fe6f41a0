// SPDX-License-Identifier: Apache-2.0

import Foundation
import Tensors
import TestSupport
import Testing

/// Fused operations take memory of their own beside LibTorch's.
@Suite("memory that fused operations cannot get", .singleThreaded, .tags(.unit))
struct MemoryLimitTests {
  @Test("is a failure of the engine, thrown where such are")
  func fusedBlock() async {
    await #expect(processExitsWith: .success) {
      // 64 MB; the block's result takes as much, and so do the values that it keeps for itself.
      let x = Tensor.ones([1, 8, 1024, 2048]).contiguous(.channelsLast)
      let channels = [8, 8, 1, 1]
      let ones = Tensor.ones([8])
      let weights = Tensor.TransformerBlockWeights(
        norm1: (ones, ones), queryKeyValue: .ones([24, 8, 1, 1]), depthwise: .ones([24, 1, 3, 3]),
        projection: .ones(channels), temperature: .ones([1, 1, 1]), norm2: (ones, ones),
        expansion: .ones([16, 8, 1, 1]), expansionDepthwise: .ones([16, 1, 3, 3]),
        contraction: .ones(channels))
      try limitMemory(toUseAnd: 100 << 20)
      #expect(throws: TensorError.self) {
        try withTensorErrors { _ = withoutGradients { x.fusedTransformerBlock(weights) } }
      }
    }
  }
}

/// Lets this process map no more than it has already, and `bytes`.
private func limitMemory(toUseAnd bytes: UInt) throws {
  let status = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
  let pages = try #require(status.split(separator: " ").first.flatMap { UInt($0) })
  let limit = rlim_t(pages * UInt(sysconf(Int32(_SC_PAGESIZE))) + bytes)
  var limits = rlimit(rlim_cur: limit, rlim_max: limit)
  #expect(setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits) == 0)
}
