// SPDX-License-Identifier: Apache-2.0

/// What the first byte of a frame stands for.
struct NUTFrameCode {
  var flags: NUT.Flags = .invalid
  var stream = 0
  var sizeFactor: UInt64 = 1
  var size: UInt64 = 0
  var timeStep: Int64 = 0
  var reservedCount = 0
  var header = 0
}
