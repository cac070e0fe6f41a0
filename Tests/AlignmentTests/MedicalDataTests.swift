// SPDX-License-Identifier: Apache-2.0

import Alignment
import Datasets
import Foundation
import Fusion
import Geometry
import Imaging
import TestSupport
import Testing

private let root = DataFolderLocation.path.flatMap {
  FileManager.default.fileExists(atPath: "\($0)/mri_ct_train") ? $0 : nil
}

/// Slices of MRI and CT, PET or SPECT that lie on each other, the second one moved.
@Suite(
  "aligning medical pairs", .singleThreaded, .tags(.data),
  .enabled(if: root != nil, "no medical pairs here; DAEFUSE_DATA names the folder of data"))
struct MedicalDataTests {
  /// Of eight pairs of each kind: how many are sure at least, and how far off those are at most, in
  /// pixels of 256.
  @Test(
    "near the same field it is found or refused",
    arguments: [("ct", 6, 5.0), ("pet", 1, 6.5), ("spect", 0, 6.5)])
  func moved(_ kind: String, _ least: Int, _ most: Double) throws {
    let folder = "\(try #require(root))/mri_\(kind)_train"
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/mri").sorted()
    var search = RigSearch()
    search.options.subject = .medical
    var sure = 0
    for index in 0..<8 {
      let name = names[index * (names.count - 1) / 7]
      let first = try Image(contentsOf: "\(folder)/mri/\(name)")
      let second = try Image(contentsOf: "\(folder)/\(kind)/\(name)")
      let motion = Self.motion(index)
      let moved = second.moved(by: motion)
      let (rig, found) = try search(RegisteredPair(first: first, second: moved))
      let error = Self.error(rig.geometry * motion, over: first.luminance())
      #expect(!found.isConfident || error < most, "\(name): \(error), \(found)")
      #expect(found.model == .similarity)
      sure += found.isConfident ? 1 : 0
    }
    #expect(sure >= least, "\(sure)")
  }

  /// Eight pairs of each kind: the mean error of all, sure or not, over that of gradients alone.
  @Test(
    "information leads soft images nearer, and leaves sharp ones",
    arguments: [("ct", 1.0), ("pet", 0.85), ("spect", 0.85)])
  func information(_ kind: String, _ most: Double) throws {
    let folder = "\(try #require(root))/mri_\(kind)_test"
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/mri").sorted()
    var search = RigSearch()
    search.options.subject = .medical
    var gradients = Aligner(model: .similarity)
    gradients.staysNearStart = true
    var (before, after) = (0.0, 0.0)
    for index in 0..<8 {
      let name = names[index * (names.count - 1) / 7]
      let first = try Image(contentsOf: "\(folder)/mri/\(name)")
      let motion = Self.motion(index)
      let second = try Image(contentsOf: "\(folder)/\(kind)/\(name)").moved(by: motion)
      let (rig, found) = try search(RegisteredPair(first: first, second: second))
      let planes = (first.luminance(), second.luminance())
      let start = try gradients(pairCount: 1, from: .identity) { _ in planes }
      #expect(found.confidence == start.confidence)
      #expect((found.information == .left) == (kind == "ct"), "\(name)")
      #expect(kind != "ct" || found.geometry == start.geometry)
      before += Self.error(start.geometry * motion, over: planes.0)
      after += Self.error(rig.geometry * motion, over: planes.0)
    }
    #expect(after <= most * before, "\(after / 8), \(before / 8)")
  }

  /// Up to 5 pixels along either axis, 4 degrees and 4 %.
  private static func motion(_ index: Int) -> Homography {
    let (x, y) = (Double(index * 3 % 11) - 5, Double(index * 7 % 11) - 5)
    let (turn, growth) = (Double(index * 5 % 9) - 4, Double(index % 5) - 2)
    return .translation(x: 127.5 + x, y: 127.5 + y)
      * .similarity(scale: 1 + growth / 50, angle: turn * .pi / 180, x: 0, y: 0)
      * .translation(x: -127.5, y: -127.5)
  }

  /// How far the pixels that show something are moved, in the mean.
  private static func error(_ motion: Homography, over plane: Plane) -> Double {
    let seen = plane.values.indices.filter { plane.values[$0] > 0.08 }
    let sum = seen.reduce(0) { sum, pixel in
      let point = SIMD2(Double(pixel % plane.size.width), Double(pixel / plane.size.width))
      let offset = motion(point) - point
      return sum + (offset * offset).sum().squareRoot()
    }
    return sum / Double(seen.count)
  }
}

extension Image {
  /// Moved within its frame; what comes in from beyond is black, as in a file.
  fileprivate func moved(by motion: Homography) -> Image {
    let moved = warped(by: motion, to: size)
    let values = moved.luminance().values.map { $0.isFinite ? $0 : 0 }
    return Image(size: size, colorModel: .gray, samples: .float(values))
  }
}
