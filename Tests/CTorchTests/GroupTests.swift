// SPDX-License-Identifier: Apache-2.0

import CTorch
import TestBasics
import Testing

@Suite("CTorch: groups of processes", .serialized, .tags(.unit))
struct GroupTests {
  @Test("a group of one sums to what it has, and ends")
  func alone() throws {
    let group = try makeGroup(rank: 0, size: 1)
    defer { ct_group_free(group) }
    let a = try tensor([1, 2], [2])
    try act { ct_group_all_reduce_(group, a.handle, $0) }
    try act { ct_group_broadcast_(group, a.handle, 0, $0) }
    try act { ct_group_barrier(group, $0) }
    #expect(try a.values() == [1, 2])
  }

  @Test("gradients flow through a sum, also when the group was freed before")
  func gradient() throws {
    let group = try makeGroup(rank: 0, size: 1)
    let x = try tensor([1, 2], [2])
    try act { ct_tensor_set_requires_grad(x.handle, true, $0) }
    let sum = try call { ct_group_all_reduce(group, x.handle, $0) }
    ct_group_free(group)
    let total = try call { ct_sum(sum.handle, nil, 0, false, $0) }
    try act { ct_tensor_backward(total.handle, nil, false, $0) }
    #expect(try call { ct_tensor_grad(x.handle, $0) }.values() == [1, 1])
    #expect(!ct_tensor_shares_storage(x.handle, sum.handle))
  }

  @Test(
    "ranks that do not exist are failures",
    arguments: [(-1, 1), (1, 1), (0, 0)] as [(Int32, Int32)])
  func wrongRank(_ rank: Int32, _ size: Int32) throws {
    let error = try #require(throws: EngineFailure.self) { try makeGroup(rank: rank, size: size) }
    #expect(error.message == "rank \(rank) of \(size) does not exist")
  }

  @Test("a root that does not exist is a failure, and the group goes on")
  func wrongRoot() throws {
    let group = try makeGroup(rank: 0, size: 1)
    defer { ct_group_free(group) }
    let a = try tensor([1], [1])
    #expect(throws: EngineFailure.self) { try act { ct_group_broadcast_(group, a.handle, 1, $0) } }
    try act { ct_group_barrier(group, $0) }
  }

  @Test("NULL is a failure, never a crash")
  func null() throws {
    let group = try makeGroup(rank: 0, size: 1)
    defer { ct_group_free(group) }
    let a = try tensor([1], [1])
    let calls: [(ErrorSlot) -> Bool] = [
      { ct_group_all_reduce_(nil, a.handle, $0) }, { ct_group_all_reduce_(group, nil, $0) },
      { ct_group_broadcast_(nil, a.handle, 0, $0) }, { ct_group_broadcast_(group, nil, 0, $0) },
      { ct_group_barrier(nil, $0) }, { ct_group_create(nil, $0) != nil },
      { ct_group_all_reduce(nil, a.handle, $0) != nil },
      { ct_group_all_reduce(group, nil, $0) != nil },
    ]
    for call in calls {
      let error = try #require(throws: EngineFailure.self) { try act(call) }
      #expect(error.message.contains("is missing"))
    }
    ct_group_free(nil)
    #expect(ct_group_detour(nil) == nil)
  }

  @Test("a CUDA device that is not there is a detour, not a failure")
  func detour() throws {
    let group = try makeGroup(rank: 0, size: 1, device: ct_device(type: Int32(CT_CUDA), index: 99))
    defer { ct_group_free(group) }
    #expect(ct_group_detour(group).map { String(cString: $0) } == "rank 0: cuda:99 is not there")
    let a = try tensor([1, 2], [2])
    try act { ct_group_all_reduce_(group, a.handle, $0) }
    #expect(try a.values() == [1, 2])
    let plain = try makeGroup(rank: 0, size: 1)
    defer { ct_group_free(plain) }
    #expect(ct_group_detour(plain) == nil)
  }

  @Test("the NCCL that is there has all functions", .enabled(if: hasNCCL, "no libnccl.so.2 here"))
  func nccl() throws {
    var version: Int32 = 0
    try act { ct_nccl_version(&version, $0) }
    #expect(version >= 21300)
  }

  /// Whether there is one, or one that cannot be used.
  private static let hasNCCL: Bool = {
    var version: Int32 = 0
    return (try? act { ct_nccl_version(&version, $0) }) == nil || version > 0
  }()

  @Test(
    "on a CUDA device it is NCCL that adds up and sends",
    .enabled(if: ct_device_count(Int32(CT_CUDA)) > 0, "no CUDA device here"))
  func cuda() throws {
    let device = ct_device(type: Int32(CT_CUDA), index: 0)
    let group = try makeGroup(rank: 0, size: 1, device: device)
    defer { ct_group_free(group) }
    #expect(ct_group_detour(group) == nil)
    for dtype in 0..<Int32(CT_DTYPE_COUNT) {
      let a = try call { ct_tensor_full([3, 2], 2, 1, dtype, device, $0) }
      let turned = try call { ct_transpose(a.handle, 0, 1, $0) }
      try act { ct_group_all_reduce_(group, turned.handle, $0) }
      try act { ct_group_broadcast_(group, a.handle, 0, $0) }
      #expect(try a.values() == [1, 1, 1, 1, 1, 1])
    }
  }

  /// At a port that is free.
  private func makeGroup(
    rank: Int32, size: Int32, device: ct_device = cpu
  ) throws -> OpaquePointer {
    var message: UnsafeMutablePointer<CChar>?
    let group = "127.0.0.1".withCString { host in
      "test".withCString { prefix in
        var address = ct_group_address(
          host: host, port: 0, rank: rank, size: size, device: device, silence_limit: 5,
          hosts_store: true, prefix: prefix)
        return ct_group_create(&address, &message)
      }
    }
    if let group { return group }
    defer { ct_error_free(message) }
    throw EngineFailure(message: message.map { String(cString: $0) } ?? "")
  }
}
