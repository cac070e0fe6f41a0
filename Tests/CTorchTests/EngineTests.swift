// SPDX-License-Identifier: Apache-2.0

import CTorch
import CTorchProbe
import TestBasics
import Testing

@Suite("CTorch: bytes, gradients, random numbers, engine", .serialized, .tags(.unit))
struct EngineTests {
  @Test("bytes come back row-major, whatever the order in memory")
  func bytes() throws {
    let a = try tensor([1, 2, 3, 4, 5, 6], [2, 3])
    let turned = try call { ct_transpose(a.handle, 0, 1, $0) }
    #expect(turned.shape == [3, 2])
    #expect(ct_tensor_shares_storage(a.handle, turned.handle))
    #expect(!ct_tensor_is_contiguous(turned.handle, Int32(CT_CONTIGUOUS)))
    #expect(try turned.values() == [1, 4, 2, 5, 3, 6])
  }

  @Test("a wrong number of bytes is a failure with both numbers", arguments: [0, 20, 28])
  func byteCount(_ count: Int) throws {
    let bytes = [UInt8](repeating: 0, count: 32)
    let made = try #require(throws: EngineFailure.self) {
      _ = try call { ct_tensor_from_bytes(bytes, count, [2, 3], 2, Int32(CT_FLOAT32), $0) }
    }
    #expect(made.message.contains("\(count)") && made.message.contains("24"))
    let a = try tensor([1, 2, 3, 4, 5, 6], [2, 3])
    var room = bytes
    let copied = try #require(throws: EngineFailure.self) {
      try act { ct_tensor_copy_bytes(a.handle, &room, count, $0) }
    }
    #expect(copied.message.contains("\(count)") && copied.message.contains("24"))
    #expect(room == bytes)
  }

  @Test("the copy is the caller's: the tensor does not follow the bytes")
  func ownership() throws {
    var values: [Float] = [1, 2]
    let a = try tensor(values, [2])
    values[0] = 9
    let view = try call { ct_slice(a.handle, 0, 0, 1, 1, $0) }
    try act { ct_tensor_fill_(a.handle, 5, $0) }
    #expect(try view.values() == [5])
    #expect(try a.values() == [5, 5])
  }

  @Test("a view outlives the tensor it was taken of")
  func viewOutlives() throws {
    var whole: OwnedTensor? = try tensor([1, 2, 3], [3])
    let view = try call { ct_slice(whole?.handle, 0, 1, 3, 1, $0) }
    whole = nil
    #expect(try view.values() == [2, 3])
  }

  @Test("gradients: none, gathered, cleared")
  func gradients() throws {
    let x = try tensor([1, -2, 3], [3])
    try act { ct_tensor_set_requires_grad(x.handle, true, $0) }
    #expect(ct_tensor_requires_grad(x.handle))
    var slot: UnsafeMutablePointer<CChar>?
    #expect(ct_tensor_grad(x.handle, &slot) == nil && slot == nil)
    for _ in 0..<2 {
      let squares = try call { ct_square(x.handle, $0) }
      let sum = try call { ct_sum(squares.handle, nil, 0, false, $0) }
      try act { ct_tensor_backward(sum.handle, nil, false, $0) }
    }
    #expect(try call { ct_tensor_grad(x.handle, $0) }.values() == [4, -8, 12])
    try act { ct_tensor_set_grad(x.handle, nil, $0) }
    #expect(ct_tensor_grad(x.handle, &slot) == nil && slot == nil)
  }

  @Test("a generator's state is read, set and goes on from there")
  func generatorState() throws {
    var error: UnsafeMutablePointer<CChar>?
    let generator = try #require(ct_generator_make(cpu, 7, &error))
    defer { ct_generator_free(generator) }
    func draw() throws -> [Double] {
      try call {
        ct_random_uniform([5], 1, -1, 1, Int32(CT_FLOAT64), cpu, generator, $0)
      }.values()
    }
    let state = try call { ct_generator_state(generator, $0) }
    #expect(ct_tensor_dtype(state.handle) == Int32(CT_UINT8))
    let (first, second) = (try draw(), try draw())
    #expect(first != second)
    #expect((first + second).allSatisfy { (-1..<1).contains($0) })
    try act { ct_generator_set_state(generator, state.handle, $0) }
    #expect(try draw() == first)
    #expect(try draw() == second)
    let wrong = try tensor([1], [1])
    #expect(throws: EngineFailure.self) {
      try act { ct_generator_set_state(generator, wrong.handle, $0) }
    }
  }

  @Test("the version is that of the LibTorch that is loaded, not only of its headers")
  func version() {
    let configuration = String(cString: probe_configuration())
    #expect(configuration.contains("TORCH_VERSION=\(String(cString: ct_version())),"))
  }

  @Test("threads: set for this thread, read, put back; a negative number is a failure")
  func threads() throws {
    try act { ct_set_thread_count(0, $0) }  // whatever this thread ran before
    let before = ct_thread_count()
    #expect(before >= 1)
    for count in [3, 1, 5] as [Int32] {
      try act { ct_set_thread_count(count, $0) }
      #expect(ct_thread_count() == count)
    }
    #expect(throws: EngineFailure.self) { try act { ct_set_thread_count(-1, $0) } }
    #expect(ct_thread_count() == 5)
    try act { ct_set_thread_count(0, $0) }
    #expect(ct_thread_count() == before)
  }

  @Test("one device is the CPU")
  func cpuCount() { #expect(ct_device_count(Int32(CT_CPU)) == 1) }
}
