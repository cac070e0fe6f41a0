// SPDX-License-Identifier: Apache-2.0

/// A cell that is to find a box.
struct CellAssignment: Equatable {
  /// The cell's number among those of its image.
  let cell: Int
  /// The box's number among the labels of its image.
  let label: Int
  /// How much what the cell says overlaps the box now (IoU), 0...1.
  let overlap: Double
}
