// SPDX-License-Identifier: Apache-2.0

private import Files
package import Imaging

/// Writes a report in UTF-8. The file appears whole or not at all; an existing one is replaced.
/// - Throws: `ImagingError` where it cannot be written.
package func writeReport(_ text: String, to path: String) throws(ImagingError) {
  do { try writeFile(text, to: path) } catch { throw ImagingError(error) }
}
