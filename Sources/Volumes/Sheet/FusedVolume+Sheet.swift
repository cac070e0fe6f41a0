// SPDX-License-Identifier: Apache-2.0

import Fusion
public import Imaging

extension FusedVolume {
  /// Slices of base, overlay and fused volume, one below the other, for looking at.
  ///
  /// The slices are spread evenly over those that show something. Millimeters are as long across as
  /// down; letters tell the patient's sides, a bar is as long as it says, and color bars print the
  /// values that are black and white. It says that it is not for diagnosis.
  ///
  /// - Parameters:
  ///   - columns: How many slices, 1 or more.
  ///   - side: Pixels of a slice's longer side, 64 or more.
  /// - Returns: A picture in RGB of 8 bits.
  /// - Precondition: Both are at least that.
  public func sheet(columns: Int = 6, side: Int = 224) -> Image {
    precondition(columns > 0 && side >= 64, "sheet: \(columns) columns of \(side) pixels")
    return VolumeSheet(self, columns: columns, side: side).image
  }

  /// The slices that show something, first and last; all where none does.
  fileprivate var shown: ClosedRange<Int> {
    let bright = (0..<view.count).filter { number in
      let values = slice(number).luminance().values
      return values.reduce(0, +) > 0.02 * Float(values.count)
    }
    guard let first = bright.first, let last = bright.last else { return 0...view.count - 1 }
    return first...last
  }
}

/// The layout of a sheet.
private struct VolumeSheet {
  private static let gap = 6
  /// Lengths of a scale bar, in millimeters.
  private static let lengths = [200, 100, 50, 20, 10, 5, 2, 1]

  private let fused: FusedVolume
  private let numbers: [Int]
  /// Of one slice, in pixels.
  private let cell: ImageSize
  private let pixelsPerMillimeter: Double

  init(_ fused: FusedVolume, columns: Int, side: Int) {
    self.fused = fused
    let shown = fused.shown
    let count = min(columns, shown.count)
    numbers = (0..<count).map {
      shown.lowerBound + (2 * $0 + 1) * shown.count / (2 * count)
    }
    let width = Double(fused.view.width) * fused.view.spacing.x
    let height = Double(fused.view.height) * fused.view.spacing.y
    pixelsPerMillimeter = Double(side) / max(width, height)
    cell = ImageSize(
      width: max(1, Int((width * pixelsPerMillimeter).rounded())),
      height: max(1, Int((height * pixelsPerMillimeter).rounded())))
  }

  var image: Image {
    let bars = [fused.base, fused.overlay].map { $0.bar(height: cell.height) }
    let width = numbers.count * (cell.width + Self.gap) + (bars.map(\.size.width).max() ?? 0)
    let foot = 2 * Canvas.lineHeight
    var canvas = Canvas(
      ImageSize(
        width: max(width, Canvas.width(of: warning) + Self.gap) + Self.gap,
        height: 3 * (cell.height + Self.gap) + foot))
    let names = [title("BASE", fused.base), title("OVERLAY", fused.overlay), "FUSED"]
    for (row, name) in names.enumerated() {
      let top = row * (cell.height + Self.gap)
      for (column, number) in numbers.enumerated() {
        draw(number, row, x: column * (cell.width + Self.gap), y: top, on: &canvas)
      }
      canvas.write(name, x: Self.gap, y: top + Self.gap)
      if row < bars.count {
        canvas.draw(bars[row], x: numbers.count * (cell.width + Self.gap), y: top)
      }
    }
    writeFoot(on: &canvas, y: canvas.size.height - foot)
    return canvas.image
  }

  /// A row's name, with the unit of the numbers at its bar.
  private func title(_ name: String, _ shown: WindowedVolume) -> String {
    shown.window.unit.map { "\(name)  \($0)" } ?? name
  }

  private func draw(_ number: Int, _ row: Int, x: Int, y: Int, on canvas: inout Canvas) {
    let slice =
      switch row {
      case 0: fused.base.image(number, fused.view).displayed.resized(to: cell)
      case 1: fused.overlay.picture(number, fused.view, cell)
      default: fused.slice(number).displayed.resized(to: cell)
      }
    canvas.draw(slice, x: x, y: y)
    let (left, right) = (String(fused.view.sides.left), String(fused.view.sides.right))
    let middle = y + (cell.height - PixelText.height * Canvas.dot) / 2
    canvas.write(left, x: x + Self.gap, y: middle)
    canvas.write(right, x: x + cell.width - Canvas.width(of: right), y: middle)
    if row == 2 {
      canvas.write(
        "\(number + 1)", x: x + Self.gap, y: y + cell.height - Canvas.lineHeight)
    }
  }

  /// What the sheet is not.
  private var warning: String { "\(fused.view.plane.rawValue.uppercased())  NOT FOR DIAGNOSIS" }

  /// A length, and below it what the sheet is not.
  private func writeFoot(on canvas: inout Canvas, y: Int) {
    let longest = Double(cell.width) / pixelsPerMillimeter / 2
    let length = Self.lengths.first { Double($0) <= longest } ?? 1
    let width = max(1, Int((Double(length) * pixelsPerMillimeter).rounded()))
    canvas.fill(x: Self.gap, y: y + Canvas.lineHeight / 2, width: width, height: 2)
    canvas.write("\(length) MM", x: width + 2 * Self.gap, y: y + Canvas.dot)
    canvas.write(
      warning, x: canvas.size.width - Canvas.width(of: warning) - Self.gap,
      y: y + Canvas.lineHeight + Canvas.dot)
  }
}
