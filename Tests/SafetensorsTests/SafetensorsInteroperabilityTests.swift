// SPDX-License-Identifier: Apache-2.0

import Safetensors
import TestBasics
import Testing

@Suite("safetensors: the format's own library", .tags(.unit))
struct SafetensorsInteroperabilityTests {
  static let oddName = "quote \" slash \\ tab \t é 画 😀"

  @Test("its file is read")
  func reads() throws {
    let file = try Golden(named: "interop").file
    #expect(file.metadata == ["note": "line\nbreak, \"quoted\", \\, é 画 😀"])
    let shapes: [String: [Int]] = [
      "float32": [2, 3], "float16": [2, 3], "bfloat16": [2, 3], "float64": [2, 3], "int64": [4],
      "uint8": [4], "bool": [1, 3], "scalar": [], "empty": [0, 3], "one": [1], Self.oddName: [2],
    ]
    #expect(file.entries.mapValues(\.shape) == shapes)
    #expect(try file.values("float32", as: Float.self) == [-1, -0.5, 0, 0.5, 1, 1.5])
    #expect(try file.values("float64", as: Double.self) == (0..<6).map { Double($0) / 3 })
    // The upper halves of the float32 bits are bfloat16's.
    let upper: [UInt16] = [0xBF80, 0xBF00, 0, 0x3F00, 0x3F80, 0x3FC0]
    #expect(try file.values("bfloat16", as: UInt16.self) == upper)
    let half: [UInt16] = [0xBC00, 0xB800, 0, 0x3800, 0x3C00, 0x3E00]
    #expect(try file.values("float16", as: UInt16.self) == half)
    #expect(try file.values("int64", as: Int64.self) == [.min, -1, 0, .max])
    #expect(try file.values("uint8", as: UInt8.self) == [0, 1, 127, 255])
    #expect(try file.values("bool", as: UInt8.self) == [1, 0, 1])
    #expect(try file.values("scalar", as: Float.self) == [3.25])
    #expect(try file.values("empty", as: Float.self) == [])
    #expect(try file.values(Self.oddName, as: Float.self) == [1, 2])
  }

  @Test("every golden opens, and so do its parameters")
  func goldens() throws {
    let names = try Golden.names()
    #expect(names.count > 50)
    for name in names {
      let golden = try Golden(named: name)
      #expect(!golden.file.entries.isEmpty)
      let wanted = golden.file.entries.keys.compactMap { key in
        key.hasPrefix("grad.param.") ? String(key.dropFirst(5)) : nil
      }
      #expect(Set(wanted).isSubset(of: golden.parameters.entries.keys))
    }
  }

  @Test("its file is written again byte for byte")
  func sameBytes() throws {
    let file = try Golden(named: "interop").file
    try withTemporaryFolder { folder in
      let sources = try file.stored().values.map(\.source)
      try SafetensorsWriter.write(to: "\(folder)/f", sources, metadata: file.metadata)
      #expect(try contents(of: "\(folder)/f") == contents(of: file.path))
    }
  }

  @Test(
    "it loads what is written here",
    .enabled(if: Python.hasSafetensors, "python3 with safetensors is not installed"))
  func libraryLoads() throws {
    let tensors = ElementType.allCases.map { StoredTensor.counting("\($0)", $0, [2, 3]) }
    let odd = [("scalar", []), ("empty", [0, 3]), (Self.oddName, [1])].map {
      StoredTensor.counting($0.0, .float32, $0.1)
    }
    try withTemporaryFolder { folder in
      let path = "\(folder)/f"
      try SafetensorsWriter.write(to: path, (tensors + odd).map(\.source), metadata: ["a\n": "é"])
      let printed = try Python.run(Self.describe, path)
      let wanted = (tensors + odd).map { tensor in
        let digits = tensor.bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        let name = tensor.key.utf8.map(String.init).joined(separator: "-")
        let shape = tensor.shape.map(String.init).joined(separator: ",")
        return "\(name) \(tensor.elementType.rawValue) [\(shape)] \(digits.joined())"
      }
      #expect(printed.split(separator: "\n").map(String.init).sorted() == wanted.sorted())
    }
  }

  private static let describe = """
    import sys, safetensors
    for name, tensor in safetensors.deserialize(open(sys.argv[1], "rb").read()):
        shape = ",".join(map(str, tensor["shape"]))
        name = "-".join(str(byte) for byte in name.encode())
        print(f"{name} {tensor['dtype']} [{shape}] {bytes(tensor['data']).hex()}")
    """
}

extension SafetensorsFile {
  /// The elements of a tensor, wherever they are aligned.
  func values<Value: BitwiseCopyable>(_ key: String, as type: Value.Type) throws -> [Value] {
    try bytes(of: key).withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<Value>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: type)
      }
    }
  }
}
