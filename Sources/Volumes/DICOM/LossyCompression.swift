// SPDX-License-Identifier: Apache-2.0

/// That pixels were once packed with loss, as DICOM says it (PS 3.3, C.7.6.1.1.5): what is made of
/// such images says so, too, packed or not.
package struct LossyCompression: Sendable, Equatable, Codable {
  /// How many times smaller they were, as the file has it (0028,2112); empty where it says none.
  package var ratios: [UInt8]
  /// How they were packed (0028,2114), such as "ISO_10918_1"; empty where the file says nothing.
  package var methods: [UInt8]

  /// Wraps what was read.
  package init(ratios: [UInt8], methods: [UInt8]) {
    (self.ratios, self.methods) = (ratios, methods)
  }
}
