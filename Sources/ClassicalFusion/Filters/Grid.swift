// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A plane of numbers of any sign, in double precision: what transforms and filters work on.
struct Grid: Equatable {
  let size: ImageSize
  /// Row by row.
  let values: [Double]

  init(size: ImageSize, values: [Double]) {
    (self.size, self.values) = (size, values)
  }

  /// The plane's values, clamped to 0...1.
  init(_ plane: Plane) {
    self.init(size: plane.size, values: plane.values.map { Double(clamped($0)) })
  }

  /// The values, clamped to 0...1.
  var plane: Plane { Plane(size: size, values: values.map { Float(clamped($0)) }) }

  /// A rule applied at each place.
  func map(_ rule: (Double) -> Double) -> Grid { Grid(size: size, values: values.map(rule)) }

  /// A rule applied to both values at each place.
  func combined(_ other: Grid, _ rule: (Double, Double) -> Double) -> Grid {
    precondition(size == other.size, "combined: sizes \(size) and \(other.size), equal wanted")
    return Grid(size: size, values: zip(values, other.values).map(rule))
  }

  /// Each row made into one of `width` values.
  func mapRows(
    width: Int, _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) -> Grid {
    let result = [Double](unsafeUninitializedCapacity: width * size.height) { output, count in
      output.initialize(repeating: 0)
      values.withUnsafeBufferPointer { input in
        for row in 0..<size.height {
          body(
            UnsafeBufferPointer(rebasing: input[row * size.width..<(row + 1) * size.width]),
            UnsafeMutableBufferPointer(rebasing: output[row * width..<(row + 1) * width]))
        }
      }
      count = output.count
    }
    return Grid(size: ImageSize(width: width, height: size.height), values: result)
  }

  /// Rows and columns exchanged.
  func transposed() -> Grid {
    let (width, height) = (size.width, size.height)
    let result = [Double](unsafeUninitializedCapacity: values.count) { output, count in
      values.withUnsafeBufferPointer { input in
        for y in 0..<height {
          for x in 0..<width {
            output.initializeElement(at: x * height + y, to: input[y * width + x])
          }
        }
      }
      count = values.count
    }
    return Grid(size: ImageSize(width: height, height: width), values: result)
  }

  /// `rows` done to the rows, then to the columns.
  func separably(_ rows: (Grid) -> Grid) -> Grid {
    rows(rows(self).transposed()).transposed()
  }
}

/// The index that a mirror at the border shows: c b a | a b c | c b a.
@inline(__always)
func mirrored(_ index: Int, _ count: Int) -> Int {
  if index >= 0 && index < count { return index }
  let period = 2 * count
  let place = ((index % period) + period) % period
  return place < count ? place : period - 1 - place
}
