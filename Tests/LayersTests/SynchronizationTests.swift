// SPDX-License-Identifier: Apache-2.0

import Layers
import Tensors
import TestSupport
import Testing

@Suite("batch normalization over ranks", .singleThreaded, .tags(.unit))
struct SynchronizationTests {
  @Test("a group reaches every layer of a tree, and of one rank it changes nothing, bitwise")
  func oneRank() throws {
    let address = ProcessGroup.Address(
      host: "127.0.0.1", port: 0, rank: 0, size: 1, hostsStore: true, keyPrefix: "test")
    let group = try ProcessGroup(address)
    let (plain, grouped) = (SmallNetwork(), SmallNetwork())
    grouped.synchronizeBatchNorms(over: group)
    #expect(grouped.norm.group === group && plain.norm.group == nil)
    let x = RandomGenerator(seed: 2).normal([2, 1, 6, 6], mean: 3)
    let outputs = [plain, grouped].map { $0(x).values() as [Float] }
    #expect(outputs[0] == outputs[1] && plain.snapshot == grouped.snapshot)
    grouped.synchronizeBatchNorms(over: nil)
    #expect(grouped.norm.group == nil)
  }
}
