// SPDX-License-Identifier: Apache-2.0

internal import CImageCodecs

/// Calls a C function that reports failure by a status and a message.
/// - Returns: What is odd about the file; nil: nothing.
/// - Throws: ``ImagingError`` about the file at `path`; nil stands for memory.
@discardableResult
func callCodec(
  path: String?, _ body: (UnsafeMutablePointer<CChar>) -> ci_status
) throws(ImagingError) -> String? {
  var message = [UInt8](repeating: 0, count: Int(CI_MESSAGE_CAPACITY))
  let status = message.withUnsafeMutableBytes { bytes in
    bytes.withMemoryRebound(to: CChar.self) { buffer in
      buffer.baseAddress.map(body) ?? CI_OUT_OF_MEMORY
    }
  }
  let text = String(decoding: message.prefix { $0 != 0 }, as: UTF8.self)
  guard status != CI_OK else { return text.isEmpty ? nil : text }
  switch status {
  case CI_UNSUPPORTED: throw ImagingError(.unsupported, path: path, "not supported: \(text)")
  case CI_OUT_OF_MEMORY: throw ImagingError(.outOfMemory, path: path, text)
  case CI_NOT_ENCODABLE: throw ImagingError(.notEncodable, path: path, "cannot encode: \(text)")
  default: throw ImagingError(.damaged, path: path, "damaged: \(text)")
  }
}
