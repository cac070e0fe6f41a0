// SPDX-License-Identifier: Apache-2.0

import Volumes

extension DICOMOrigin {
  init(_ file: DICOMFile) {
    let texts = Self.kept.map { ($0, file.texts(DICOMTag($0)).joined(separator: "\\")) }
    self.init(
      texts: Dictionary(texts.filter { !$0.1.isEmpty }) { first, _ in first },
      sopClass: file.text(.sopClass) ?? "", sopInstance: file.text(.sopInstance) ?? "")
  }
}
