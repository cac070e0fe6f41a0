// SPDX-License-Identifier: Apache-2.0

import CTorch
import CTorchConsumer
import TestBasics
import Testing

@Suite("CTorch: the boundary to C", .tags(.unit))
struct BoundaryTests {
  @Test("a C11 program compiles without a warning and gets the right numbers")
  func plainC() {
    #expect(consume_ctorch() == nil)
  }

  @Test("a wrong shape is a message with both shapes and no C++ in it")
  func shapeMistake() throws {
    let (a, b) = (try tensor([1, 2, 3], [3]), try tensor([1, 2], [2]))
    let error = try #require(throws: EngineFailure.self) {
      _ = try call { ct_add(a.handle, b.handle, $0) }
    }
    #expect(error.message.contains("(3)") && error.message.contains("(2)"))
    for trace in ["frame #", "Exception raised from", "0x", ".cpp", "\n"] {
      #expect(!error.message.contains(trace), "\(trace) in: \(error.message)")
    }
  }

  typealias Call = @Sendable (OpaquePointer, ErrorSlot) -> OpaquePointer?

  static let withNothing: [(name: String, call: Call)] = [
    ("add, first", { ct_add(nil, $0, $1) }), ("add, second", { ct_add($0, nil, $1) }),
    ("neg", { ct_neg(nil, $1) }), ("mul_scalar", { ct_mul_scalar(nil, 2, $1) }),
    ("sum", { ct_sum(nil, nil, 0, false, $1) }), ("matmul", { ct_matmul($0, nil, $1) }),
    ("reshape", { ct_reshape(nil, [1], 1, $1) }), ("cat", { ct_cat([$0, nil], 2, 0, $1) }),
    ("linear", { ct_linear($0, nil, nil, $1) }),
    ("conv2d", { ct_conv2d(nil, $0, nil, 1, 0, 1, $1) }),
    ("batch_norm", { ct_batch_norm($0, nil, nil, nil, nil, true, 0.1, 1e-5, $1) }),
    ("correlate", { ct_correlate($0, nil, 1, 1, $1) }),
    ("attention", { ct_attention($0, $0, nil, $1) }), ("clone", { ct_tensor_clone(nil, $1) }),
    ("grad", { ct_tensor_grad(nil, $1) }),
    ("generator state", { ct_generator_state(nil, $1) }),
    ("uniform", { ct_random_uniform([1], 1, 0, 1, 0, cpu, nil, $1) }),
    ("normal", { ct_random_normal([1], 1, 0, 1, 0, cpu, nil, $1) }),
    ("script", { ct_script_forward(nil, [$0], 1, 0, $1) }),
    ("script buffer", { ct_script_compile("", nil, [$0, nil], 2, "", $1) }),
    ("integers", { ct_random_integers([1], 1, 0, 9, cpu, nil, $1) }),
  ]

  @Test("NULL is a failure, never a crash", arguments: withNothing.map(\.name))
  func nullOperand(_ name: String) throws {
    let call = try #require(Self.withNothing.first { $0.name == name }).call
    let a = try tensor([1], [1])
    let error = try #require(throws: EngineFailure.self) {
      _ = try CTorchTests.call { call(a.handle, $0) }
    }
    #expect(error.message.contains("is missing"))
  }

  @Test("NULL is a failure of what acts in place too")
  func nullTarget() throws {
    let a = try tensor([1], [1])
    var value = 0.0
    let calls: [(ErrorSlot) -> Bool] = [
      { ct_tensor_copy_(nil, a.handle, $0) }, { ct_tensor_copy_(a.handle, nil, $0) },
      { ct_tensor_fill_(nil, 1, $0) }, { ct_add_(a.handle, nil, 1, $0) },
      { ct_mul_scalar_(nil, 1, $0) }, { ct_tensor_item(nil, &value, $0) },
      { ct_tensor_copy_bytes(nil, &value, 8, $0) }, { ct_tensor_backward(nil, nil, false, $0) },
      { ct_tensor_set_requires_grad(nil, true, $0) }, { ct_tensor_set_grad(nil, nil, $0) },
      { ct_generator_set_state(nil, a.handle, $0) },
    ]
    for call in calls { #expect(throws: EngineFailure.self) { try act(call) } }
  }

  @Test("freeing NULL is safe, and so is not asking for the message")
  func nothingToFree() {
    ct_tensor_free(nil)
    ct_generator_free(nil)
    ct_error_free(nil)
    #expect(ct_add(nil, nil, nil) == nil)
    #expect(!ct_tensor_fill_(nil, 1, nil))
  }

  @Test("success leaves the error slot alone")
  func untouchedSlot() throws {
    let a = try tensor([1], [1])
    var kept: CChar = 7
    try withUnsafeMutablePointer(to: &kept) { kept in
      var slot: UnsafeMutablePointer<CChar>? = kept
      _ = OwnedTensor(try #require(ct_neg(a.handle, &slot)))
      #expect(slot == kept)
    }
  }

  @Test(
    "a split into no part, or into parts that do not divide, is a failure", arguments: [0, 3, 9])
  func splits(_ count: Int) throws {
    let a = try tensor([1, 2, 3, 4], [4])
    var parts = [OpaquePointer?](repeating: nil, count: 9)
    #expect(throws: EngineFailure.self) { try act { ct_split(a.handle, 0, count, &parts, $0) } }
    #expect(parts.allSatisfy { $0 == nil })
  }

  @Test("a factor beyond all integers is the factor it is", arguments: [1e19, -1e300, .infinity])
  func hugeFactor(_ factor: Double) throws {
    let sum = try call { ct_tensor_full([1], 1, 0, Int32(CT_FLOAT64), cpu, $0) }
    let one = try call { ct_tensor_full([1], 1, 1, Int32(CT_FLOAT64), cpu, $0) }
    try act { ct_add_(sum.handle, one.handle, factor, $0) }
    #expect(try sum.values() == [factor])
    let integer = try call { ct_tensor_full([1], 1, 0, Int32(CT_INT64), cpu, $0) }
    #expect(throws: EngineFailure.self) {
      try act { ct_add_(integer.handle, integer.handle, factor, $0) }
    }
  }

  @Test("an unknown element type and a device that is not there are failures")
  func unknownValues() {
    let nowhere = ct_device(type: Int32(CT_CUDA), index: 99)
    #expect(throws: EngineFailure.self) { _ = try call { ct_tensor_full([1], 1, 0, 42, cpu, $0) } }
    #expect(throws: EngineFailure.self) {
      _ = try call { ct_tensor_full([1], 1, 0, 0, nowhere, $0) }
    }
  }
}
