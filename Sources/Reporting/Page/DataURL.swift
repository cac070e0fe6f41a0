// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A URL that holds a file's bytes.
/// - Parameters:
///   - bytes: The file.
///   - type: Its media type, such as "image/png".
/// - Returns: `data:`, the type, and the bytes in base64.
package func dataURL(_ bytes: [UInt8], type: String) -> String {
  "data:\(type);base64,\(Data(bytes).base64EncodedString())"
}
