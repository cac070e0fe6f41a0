// SPDX-License-Identifier: Apache-2.0

private import Files
public import Imaging

/// Writes a report in UTF-8. The file appears whole or not at all; an existing one is replaced.
/// - Throws: `ImagingError` where it cannot be written.
package func writeReport(_ text: String, to path: String) throws(ImagingError) {
  do { try writeFile(text, to: path) } catch { throw ImagingError(error) }
}

extension ScoreTable {
  /// Writes the table to a file, in UTF-8. It appears whole or not at all; an existing one is
  /// replaced.
  ///
  /// - Parameters:
  ///   - path: The file, whose extension names the format: txt, json, csv, md, tex or html; any
  ///     other one gets plain text.
  ///   - gallery: The pictures of a page; the other formats have none.
  /// - Throws: `ImagingError` where it cannot be written.
  public func write(to path: String, gallery: Gallery = Gallery()) throws(ImagingError) {
    let pathExtension = path.split(separator: "/").last?.split(separator: ".").dropFirst().last
    let format = ReportFormat(pathExtension: pathExtension.map(String.init) ?? "") ?? .table
    try writeReport(text(as: format, gallery: gallery), to: path)
  }
}
