// SPDX-License-Identifier: Apache-2.0

import Safetensors
import TestBasics
import Testing

@Suite("safetensors: round trip", .tags(.unit))
struct SafetensorsRoundTripTests {
  static let shapes: [[Int]] = [[], [0], [1], [7], [0, 3], [2, 3], [1, 2, 3, 1], [5, 0, 2]]

  @Test("every element type and odd shapes", arguments: ElementType.allCases, shapes)
  func typesAndShapes(dtype: ElementType, shape: [Int]) throws {
    try withTemporaryFolder { folder in
      let tensor = StoredTensor.counting("t", dtype, shape)
      try SafetensorsWriter.write(to: "\(folder)/f", [tensor.source])
      #expect(try SafetensorsFile(path: "\(folder)/f").stored() == ["t": tensor])
    }
  }

  @Test("many tensors, odd names, metadata")
  func manyTensors() throws {
    let names = ["", "a.b", "é", "e", "😀", "\0\u{1F}", "\"\\/", "line\nbreak\u{7F}\u{2028}", "Z"]
    let metadata = Dictionary(uniqueKeysWithValues: names.map { ($0, "\($0)!") })
    let tensors = names.enumerated().map { index, name in
      StoredTensor.counting(
        name, ElementType.allCases[index % ElementType.allCases.count], [index, 3])
    }
    try withTemporaryFolder { folder in
      try SafetensorsWriter.write(to: "\(folder)/f", tensors.map(\.source), metadata: metadata)
      let file = try SafetensorsFile(path: "\(folder)/f")
      #expect(file.metadata == metadata)
      #expect(try file.stored() == Dictionary(uniqueKeysWithValues: tensors.map { ($0.key, $0) }))
    }
  }

  @Test("a file without tensors")
  func noTensors() throws {
    try withTemporaryFolder { folder in
      try SafetensorsWriter.write(to: "\(folder)/f", [])
      let file = try SafetensorsFile(path: "\(folder)/f")
      #expect(file.entries.isEmpty && file.metadata.isEmpty)
    }
  }

  @Test("bytes lent in pieces are joined")
  func pieces() throws {
    try withTemporaryFolder { folder in
      let whole = StoredTensor.counting("t", .float32, [100])
      let source = SafetensorsWriter.Source(key: "t", elementType: .float32, shape: [100]) { body in
        for start in stride(from: 0, to: 400, by: 60) {
          whole.bytes[start..<min(start + 60, 400)].withUnsafeBytes(body)
        }
      }
      try SafetensorsWriter.write(to: "\(folder)/f", [source])
      #expect(try SafetensorsFile(path: "\(folder)/f").stored() == ["t": whole])
    }
  }

  @Test("order given does not matter, and data is aligned")
  func determinism() throws {
    let tensors = ElementType.allCases.map { StoredTensor.counting("\($0)", $0, [3]) }
    try withTemporaryFolder { folder in
      let (first, second) = ("\(folder)/first", "\(folder)/second")
      try SafetensorsWriter.write(to: first, tensors.map(\.source))
      try SafetensorsWriter.write(to: second, tensors.reversed().map(\.source))
      #expect(try contents(of: first) == contents(of: second))
      for entry in try SafetensorsFile(path: first).entries.values {
        #expect(entry.byteRange.lowerBound % entry.elementType.byteCount == 0)
      }
    }
  }
}
