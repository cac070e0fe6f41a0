// SPDX-License-Identifier: Apache-2.0

import Volumes

extension DICOMOrigin {
  /// Bytes of a text at most: a name in three scripts has some 200.
  static let longestText = 1000

  init(_ file: DICOMFile) {
    let texts = Self.kept.compactMap { tag in
      file.bytes(DICOMTag(tag)).flatMap { $0.count <= Self.longestText ? (tag, $0) : nil }
    }
    self.init(
      texts: Dictionary(texts.filter { !$0.1.isEmpty }) { first, _ in first },
      characterSet: file.bytes(.characterSet).map { Array($0.prefix(Self.longestText)) } ?? [],
      sopClass: file.text(.sopClass) ?? "", sopInstance: file.text(.sopInstance) ?? "")
  }

  /// Whether a text is too long to be one.
  static func leavesOut(_ file: DICOMFile) -> Bool {
    kept.contains { file.bytes(DICOMTag($0))?.count ?? 0 > longestText }
  }
}
