// SPDX-License-Identifier: Apache-2.0

import Layers
import Safetensors
import Tensors
import TestSupport
import Testing

@Suite("weights of modules in files", .singleThreaded, .tags(.unit))
struct ModuleFileTests {
  let network = SmallNetwork(seed: 3)

  @Test("what is saved is loaded again, bitwise", arguments: [DType.float32, .float64, .bfloat16])
  func roundTrip(_ dtype: DType) throws {
    network.convert(to: dtype)
    network.norm.runningMean.copy_(Tensor([1, 2, 3, 4.5] as [Float], [4]))
    try withTemporaryFolder { folder in
      try network.save(to: "\(folder)/w", metadata: ["note": "x"])
      let other = SmallNetwork(seed: 4)
      other.convert(to: dtype)
      let file = try SafetensorsFile(path: "\(folder)/w")
      try other.load(file)
      #expect(other.snapshot == network.snapshot && file.metadata == ["note": "x"])
      #expect(file.entries["features.0.weight"]?.dtype == dtype)
    }
  }

  @Test("half precision halves matrices, vectors keep their own; loading converts back")
  func halfPrecision() throws {
    try withTemporaryFolder { folder in
      try network.save(to: "\(folder)/w", dtype: .float16)
      let file = try SafetensorsFile(path: "\(folder)/w")
      #expect(file.entries["heads.0.weight"]?.dtype == .float16)
      #expect(file.entries["heads.0.bias"]?.dtype == .float32)
      #expect(file.entries["features.1.num_batches_tracked"]?.dtype == .int64)
      let other = SmallNetwork(seed: 4)
      try other.load(file)
      #expect(other.heads[0].weight.dtype == .float32)
      for (own, wanted) in zip(other.state, network.state) {
        assertClose(own.tensor, wanted.tensor, relative: 1e-3, own.key)
      }
    }
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: SafetensorsError.Code
    let key: String
    let found: [String]
    let change: @Sendable (inout [String: Tensor]) -> Void
  }

  static let damages = [
    Damage(testDescription: "missing", code: .missingKey, key: "gain", found: ["not in the file"]) {
      $0["gain"] = nil
    },
    Damage(testDescription: "unexpected", code: .unexpectedKey, key: "more", found: ["no place"]) {
      $0["more"] = Tensor.ones([1])
    },
    Damage(
      testDescription: "shape", code: .mismatch, key: "heads.1.bias", found: ["[4]", "[3]"]
    ) { $0["heads.1.bias"] = Tensor.ones([4]) },
    Damage(
      testDescription: "kind", code: .mismatch, key: "heads.1.bias", found: ["int64", "float32"]
    ) { $0["heads.1.bias"] = Tensor.ones([3], dtype: .int64) },
    Damage(
      testDescription: "kind of a counter", code: .mismatch, key: "features.1.num_batches_tracked",
      found: ["float32", "int64"]
    ) { $0["features.1.num_batches_tracked"] = Tensor.ones([]) },
  ]

  @Test("a file of another network is refused, and the module stays as it was", arguments: damages)
  func refused(_ damage: Damage) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/weights.safetensors"
      var tensors = Dictionary(
        uniqueKeysWithValues: SmallNetwork(seed: 9).state.map { ($0.key, $0.tensor) })
      damage.change(&tensors)
      try SafetensorsWriter.write(to: path, tensors.map { .init($0.key, $0.value) })
      let before = network.snapshot
      let error = try #require(throws: SafetensorsError.self) {
        try network.load(SafetensorsFile(path: path))
      }
      #expect(error.code == damage.code && error.key == damage.key && error.path == path)
      for text in damage.found + [path, damage.key] {
        #expect(error.description.contains(text), "\(error)")
      }
      #expect(network.snapshot == before)
    }
  }

  static let noPython: Comment = "python3 with torch and safetensors is not installed"

  @Test("PyTorch loads what is saved here", .enabled(if: Python.hasTorch, noPython))
  func toPyTorch() throws {
    network.train(false)
    try withTemporaryFolder { folder in
      try network.save(to: "\(folder)/w.safetensors", dtype: .float16)
      let rounded = SmallNetwork()
      try rounded.load(SafetensorsFile(path: "\(folder)/w.safetensors"))
      rounded.train(false)
      let script = """
        import sys
        from safetensors.torch import load_file
        \(SmallNetwork.python)
        weights = load_file(sys.argv[1])
        assert weights["features.0.weight"].dtype == torch.float16
        model.load_state_dict(weights, strict=True)
        print(*model.eval()(torch.arange(50.).reshape(2, 1, 5, 5)).flatten().tolist())
        """
      let printed = try Python.run(script, "\(folder)/w.safetensors")
      let wanted = printed.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      assertClose(rounded(Self.input), Tensor(wanted, [2, 3]).to(.float32), relative: 1e-5)
    }
  }

  @Test("a state_dict saved by PyTorch loads here", .enabled(if: Python.hasTorch, noPython))
  func fromPyTorch() throws {
    try withTemporaryFolder { folder in
      let script = """
        import sys
        from safetensors.torch import save_file
        \(SmallNetwork.python)
        x = torch.arange(50.).reshape(2, 1, 5, 5)
        model(x + 1)
        save_file(model.state_dict(), sys.argv[1])
        print(*model.eval()(x).flatten().tolist())
        """
      let printed = try Python.run(script, "\(folder)/w.safetensors")
      let wanted = printed.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
      try network.load(SafetensorsFile(path: "\(folder)/w.safetensors"))
      network.train(false)
      assertClose(network(Self.input), Tensor(wanted, [2, 3]).to(.float32), relative: 1e-5)
    }
  }

  private static var input: Tensor { Tensor.range(50, dtype: .float32).reshaped(2, 1, 5, 5) }
}
