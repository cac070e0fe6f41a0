import CTorch
import Testing

@Suite("CTorch: groups of processes", .serialized)
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
  }

  /// At a port that is free.
  private func makeGroup(rank: Int32, size: Int32) throws -> OpaquePointer {
    var message: UnsafeMutablePointer<CChar>?
    let group = "127.0.0.1".withCString { host in
      "test".withCString { prefix in
        var address = ct_group_address(
          host: host, port: 0, rank: rank, size: size, silence_limit: 5, hosts_store: true,
          prefix: prefix)
        return ct_group_create(&address, &message)
      }
    }
    if let group { return group }
    defer { ct_error_free(message) }
    throw EngineFailure(message: message.map { String(cString: $0) } ?? "")
  }
}
