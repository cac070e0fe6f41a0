// SPDX-License-Identifier: Apache-2.0

/// The plane of the slices that a volume is shown in.
public enum SlicePlane: String, Sendable, CaseIterable {
  /// From the feet to the head.
  case axial
  /// From the back to the front.
  case coronal
  /// From left to right.
  case sagittal
  /// That of the three which the volume's own slices, along its third index, lie in.
  case base
}
