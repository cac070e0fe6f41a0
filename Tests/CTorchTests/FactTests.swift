// SPDX-License-Identifier: Apache-2.0

import CTorch
import CTorchProbe
import TestBasics
import Testing

@Suite("CTorch: facts of tensors that it cannot make itself", .tags(.unit))
struct FactTests {
  @Test("a type without a number is said to be unknown")
  func unknownType() throws {
    let complex = OwnedTensor(try #require(probe_complex()))
    #expect(ct_tensor_dtype(complex.handle) == Int32(CT_UNKNOWN_DTYPE))
    #expect(complex.shape == [2])
  }

  @Test("tensors without storage share none", arguments: ["sparse", "undefined"])
  func withoutStorage(_ kind: String) throws {
    let made = kind == "sparse" ? probe_sparse() : probe_undefined()
    let tensor = OwnedTensor(try #require(made))
    #expect(!ct_tensor_shares_storage(tensor.handle, tensor.handle))
    #expect(!ct_is_fusible(tensor.handle) && !ct_is_fusible_tokens(tensor.handle))
    #expect(ct_tensor_device(tensor.handle).type == Int32(CT_CPU))
    #expect(!ct_tensor_requires_grad(tensor.handle))
  }

  @Test("a tensor with nothing in it has no type")
  func undefined() throws {
    let undefined = OwnedTensor(try #require(probe_undefined()))
    #expect(ct_tensor_dtype(undefined.handle) == Int32(CT_UNKNOWN_DTYPE))
  }

  @Test("autocast to a type without a number is a failure that changes nothing")
  func autocast() throws {
    let state = ct_autocast(enabled: true, dtype: Int32(CT_BFLOAT16))
    var before = ct_autocast()
    #expect(throws: EngineFailure.self) {
      try act {
        ct_autocast_enter(Int32(CT_CPU), ct_autocast(enabled: true, dtype: 42), &before, $0)
      }
    }
    try act { ct_autocast_enter(Int32(CT_CPU), state, &before, $0) }
    try act { ct_autocast_leave(Int32(CT_CPU), before, $0) }
    #expect(!before.enabled)
  }
}
