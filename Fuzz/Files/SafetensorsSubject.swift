// SPDX-License-Identifier: Apache-2.0

import Driver
import Files
import Safetensors

/// Opens a weight file and reads all of its tensors. What is accepted is written again, and then
/// read as the same.
let safetensors = Subject("safetensors") { bytes in
  let path = "\(scratch)/in.safetensors"
  guard (try? bytes.withUnsafeBytes { try writeFile($0, to: path) }) != nil else { return true }
  guard let file = try? SafetensorsFile(path: path) else { return true }
  var sources: [SafetensorsWriter.Source] = []
  for (key, entry) in file.entries {
    guard let bytes = try? file.bytes(of: key) else { preconditionFailure("\(key) is not there") }
    precondition(bytes.count == entry.byteRange.count)
    sources.append(
      .init(key: key, elementType: entry.elementType, shape: entry.shape) { body in
        bytes.withUnsafeBytes(body)
      })
  }
  let copy = "\(scratch)/out.safetensors"
  guard (try? SafetensorsWriter.write(to: copy, sources, metadata: file.metadata)) != nil,
    let again = try? SafetensorsFile(path: copy)
  else { preconditionFailure("cannot be written again") }
  precondition(again.metadata == file.metadata)
  precondition(again.entries.mapValues(\.shape) == file.entries.mapValues(\.shape))
  return true
}
