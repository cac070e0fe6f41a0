// SPDX-License-Identifier: Apache-2.0

import Foundation
import Safetensors

/// A tensor to write, and to find again.
struct StoredTensor: Equatable {
  var key: String
  var elementType: ElementType
  var shape: [Int]
  var bytes: [UInt8]

  /// A tensor whose bytes count up.
  static func counting(_ key: String, _ elementType: ElementType, _ shape: [Int]) -> Self {
    let count = shape.reduce(elementType.byteCount, *)
    return Self(
      key: key, elementType: elementType, shape: shape, bytes: (0..<count).map { UInt8($0 % 251) })
  }

  var source: SafetensorsWriter.Source {
    .init(key: key, elementType: elementType, shape: shape) { [bytes] body in
      bytes.withUnsafeBytes(body)
    }
  }
}

extension SafetensorsFile {
  /// All tensors of the file, by name.
  func stored() throws -> [String: StoredTensor] {
    var tensors: [String: StoredTensor] = [:]
    for (key, entry) in entries {
      let bytes = try bytes(of: key)
      tensors[key] = StoredTensor(
        key: key, elementType: entry.elementType, shape: entry.shape, bytes: bytes)
    }
    return tensors
  }
}

/// The bytes of a file with that header and as many zero bytes of data; `length` lies about the
/// header.
func safetensors(_ header: [UInt8], data: Int = 0, length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.count)
  return withUnsafeBytes(of: length.littleEndian, Array.init) + header
    + [UInt8](repeating: 0, count: data)
}

/// Writes `bytes` as they are.
func write(_ bytes: [UInt8], to path: String) throws {
  try Data(bytes).write(to: URL(filePath: path))
}

/// The bytes of the file at `path`.
func contents(of path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(filePath: path)))
}

/// One header that uses all of the grammar, with 26 bytes of data.
let richHeader = Array(
  #"""
  {"__metadata__":{"a":"1","b\n\u00e9":"\ud83d\ude00"},
   "w":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
   "s":{"shape":[],"dtype":"I64","data_offsets":[16,24]},
   "e":{"dtype":"BF16","shape":[0,7],"data_offsets":[24,24]},
   "z":{"data_offsets":[24,26],"dtype":"BOOL","shape":[1,2,1]}}
  """#.utf8)
