// SPDX-License-Identifier: Apache-2.0

/// What a safetensors header says about one tensor, as it stands there.
struct TensorRecord {
  private var typeName: String?
  private var shape: [Int]?
  private var offsets: [Int]?

  /// Reads the object behind a tensor's name.
  init(_ scanner: inout JSONScanner) throws(SafetensorsError) {
    var (typeName, shape, offsets) = (String?.none, [Int]?.none, [Int]?.none)
    try scanner.object { (scanner, name) throws(SafetensorsError) in
      switch name {
      case "dtype": typeName = try scanner.string()
      case "shape": shape = try scanner.unsignedArray()
      case "data_offsets": offsets = try scanner.unsignedArray()
      default: throw scanner.failure("unknown field \(SafetensorsError.quoted(name))")
      }
    }
    (self.typeName, self.shape, self.offsets) = (typeName, shape, offsets)
  }

  /// The entry, if the record agrees with itself; whether it fits the file is for the header to
  /// say.
  func entry(
    dataStart: Int, scanner: JSONScanner
  ) throws(SafetensorsError) -> SafetensorsFile.Entry {
    guard let typeName, let shape, let offsets else {
      throw scanner.failure("wanted the fields \"dtype\", \"shape\" and \"data_offsets\"")
    }
    let elementType = try Self.elementType(named: typeName, scanner: scanner)
    guard let count = elementType.byteCount(ofShape: shape) else {
      throw scanner.failure("the shape \(shape.prefix(16)) is too large", code: .shape)
    }
    guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= Int.max - dataStart else {
      throw scanner.failure("\(offsets.prefix(16)) is no byte range", code: .byteRange)
    }
    guard offsets[1] - offsets[0] == count else {
      throw scanner.failure(
        "\(offsets[1] - offsets[0]) bytes, \(typeName) \(shape.prefix(16)) takes \(count)",
        code: .byteRange)
    }
    return .init(
      elementType: elementType, shape: shape,
      byteRange: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private static func elementType(
    named name: String, scanner: JSONScanner
  ) throws(SafetensorsError) -> ElementType {
    if let elementType = ElementType(rawValue: name) { return elementType }
    guard !ElementType.unreadNames.contains(name) else {
      let read = ElementType.allCases.map(\.rawValue).joined(separator: ", ")
      throw scanner.failure(
        "element type \(name) is not supported, only \(read)", code: .unsupportedType)
    }
    throw scanner.failure(
      "unknown element type \(SafetensorsError.quoted(name))", code: .unknownType)
  }
}
