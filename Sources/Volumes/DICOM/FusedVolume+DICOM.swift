// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Imaging

extension FusedVolume {
  /// Writes the slices as a series of DICOM: Secondary Capture images, RGB of 8 bits, which say
  /// that they are derived and not for diagnosis, with new identifiers.
  ///
  /// - Parameters:
  ///   - folder: Where to, 0001.dcm and on; it is made where there is none.
  ///   - keepsPatient: Whether the base's patient, study and frame of reference stay, and each
  ///     image names the one that it shows. Otherwise nothing of the sources is in the files, as PS
  ///     3.15's basic profile wants it.
  /// - Throws: ``VolumesError`` where a slice has more than 65535 rows or columns, or a file is
  ///   there already or cannot be written; none of the series stays then, nor a folder that was not
  ///   there.
  public func write(
    dicom folder: String, keepsPatient: Bool = false
  ) throws(VolumesError) {
    guard max(view.width, view.height) <= Int(UInt16.max) else {
      throw VolumesError(
        .tooLarge,
        "slices of \(view.width)x\(view.height); DICOM has up to \(UInt16.max) rows and columns")
    }
    let wasThere = FileManager.default.fileExists(atPath: folder)
    let capture = SecondaryCapture(self, keepsPatient: keepsPatient)
    var written: [String] = []
    do throws(FileError) {
      try makeFolder(folder)
      for number in 0..<view.count {
        let digits = "\(number + 1)"
        let path =
          "\(folder)/\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits).dcm"
        try write(capture.file(number), to: path)
        written.append(path)
      }
    } catch {
      for path in written { try? FileManager.default.removeItem(atPath: path) }
      if !wasThere { rmdir(folder) }  // where nothing else is in it
      throw VolumesError(error)
    }
  }

  private func write(
    _ bytes: [UInt8], to path: String
  ) throws(FileError) {
    var failure: FileError?
    bytes.withUnsafeBytes { bytes in
      do throws(FileError) {
        try writeFile(bytes, to: path, replacing: false)
      } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// A slice as RGB of 8 bits, row by row.
  func bytes(_ number: Int) -> [UInt8] {
    let image = slice(number)
    let rgb = image.isGray ? Image(heat: image.luminance(), palette: .whiteHot) : image
    guard case .uint8(let samples) = rgb.converted(to: .uint8).samples else {
      preconditionFailure("FusedVolume: a slice is not of bytes")
    }
    return samples
  }
}

extension SliceView {
  /// Where the pixels of a slice lie: from columns, rows and 0 to the patient, in millimeters.
  func place(ofSlice number: Int) -> AffineTransform3D {
    /// The step of the grid along an axis of the picture, and its index at the picture's start.
    func walk(_ axis: Axis) -> (step: SIMD3<Double>, start: Int) {
      var unit = SIMD3<Double>.zero
      unit[axis.index] = axis.isReversed ? -1 : 1
      return (grid.toPatient.linear(unit), axis.isReversed ? grid.counts[axis.index] - 1 : 0)
    }
    var start = SIMD3<Double>.zero
    for axis in [across, down] { start[axis.index] = Double(walk(axis).start) }
    start[through.index] = Double(
      through.isReversed ? grid.counts[through.index] - 1 - number : number)
    return AffineTransform3D(
      i: walk(across).step, j: walk(down).step, k: walk(through).step,
      origin: grid.toPatient(start))
  }

  /// Where rows and columns grow to, in DICOM's letters: L and P, F for the feet.
  var orientation: String {
    func letter(_ side: Character) -> String { side == "I" ? "F" : side == "S" ? "H" : "\(side)" }
    return "\(letter(sides.right))\\\(letter(sides.bottom))"
  }
}
