// SPDX-License-Identifier: Apache-2.0

import Alignment
import Foundation
import Geometry
import Imaging
import TestSupport
import Testing

private let folder = DataFolderLocation.path.map { "\($0)/alignment" }.flatMap {
  FileManager.default.fileExists(atPath: $0) ? $0 : nil
}

/// Real pairs that nobody has registered, with a truth; see `alignment` in the data's manifest.
@Suite(
  "aligning real pairs", .singleThreaded, .tags(.data),
  .enabled(if: folder != nil, "no unregistered pairs here; DAEFUSE_DATA names the folder of data"))
struct AlignerDataTests {
  /// Each pair with a truth, and how far the prototype was off, in pixels of 640 (Python and
  /// OpenCV, the same method).
  static let pairs: [(name: String, prototype: Double)] = [
    ("mmim_visir_00", 1.0), ("mmim_visir_02", 3.0), ("mmim_visir_04", 4.4),
    ("mmim_visir_06", 3.5), ("mmim_visir_08", 2.8), ("mmim_visir_10", 5.0), ("rig_board", 1.4),
    ("roadscene_raw_00006", 4.5), ("roadscene_raw_04354", 2.4), ("roadscene_raw_05573", 3.7),
    ("roadscene_raw_06920", 1.8), ("roadscene_raw_08021", 6.2), ("roadscene_raw_09616", 11.0),
  ]

  @Test("as near to the truth as the prototype")
  func errors() throws {
    var errors: [Double] = []
    var confident = 0
    for pair in Self.pairs {
      let truth = try Truth("\(try #require(folder))/\(pair.name)")
      let (first, second) = (truth.first.luminance(), truth.second.luminance())
      let found = try Aligner()(first, second)
      let error = truth.error(of: found.geometry, width: first.size.width)
      errors.append(error)
      confident += found.isConfident ? 1 : 0
      #expect(error < pair.prototype + 0.5, "\(pair.name): \(error), \(found)")
    }
    #expect(confident >= 12)
    #expect(errors.filter { $0 < 10 }.count >= 12)
    #expect(errors.filter { $0 < 5 }.count >= 11)
    #expect(errors.sorted()[6] < 3.5)
  }

  @Test("from a rig that is off by some pixels they are as near, and other scenes are refused")
  func knownStarts() throws {
    var truths: [Truth] = []
    for pair in Self.pairs { truths.append(try Truth("\(try #require(folder))/\(pair.name)")) }
    var confident = 0
    for (index, truth) in truths.enumerated() {
      let first = truth.first.luminance()
      let found = try Aligner().refined(truth.start, first, truth.second.luminance())
      let error = truth.error(of: found.geometry, width: first.size.width)
      confident += found.isConfident ? 1 : 0
      #expect(error < Self.pairs[index].prototype + 1.5, "\(Self.pairs[index].name): \(error)")
      let other = truths[(index + 5) % truths.count].second
      let start = truth.geometry * .resizing(from: other.size, to: truth.second.size)
      // What sends the image to infinity is an error.
      let wrong = try? Aligner().refined(start, first, other.luminance())
      #expect(wrong?.isConfident != true, "\(Self.pairs[index].name)")
    }
    #expect(confident >= 11)
  }

  @Test("a rig that is off by much is mended or refused, never taken for right")
  func farStarts() throws {
    var (right, sure, wrong) = (0, 0, 0)
    for pair in Self.pairs.dropLast() {
      let truth = try Truth("\(try #require(folder))/\(pair.name)")
      let (first, second) = (truth.first.luminance(), truth.second.luminance())
      for (pixels, turn) in [(12.0, 0.03), (16, -0.02), (32, 0.01)] {
        let start = truth.moved(by: pixels, turnedBy: turn)
        guard let found = try? Aligner().refined(start, first, second) else { continue }
        let isRight = truth.error(of: found.geometry, width: first.size.width) <= 12
        right += isRight ? 1 : 0
        sure += isRight && found.isConfident ? 1 : 0
        wrong += !isRight && found.isConfident ? 1 : 0
      }
    }
    #expect(wrong == 0 && right >= 24 && sure >= 21, "\(right) \(sure) \(wrong)")
  }

  @Test("a thermal image of 80x60 pixels is laid on its photo without bending it")
  func tinyThermalImage() throws {
    let place = "\(try #require(folder))/flir_ax8"
    let first = try Image(contentsOf: "\(place)/visible.jpg").luminance()
    let second = try Image(contentsOf: "\(place)/infrared.png").luminance()
    // What the camera's file says.
    let start = Homography.similarity(scale: 6.882, angle: 0, x: 47.65, y: 36.47)
    let found = try Aligner()(pairCount: 1, from: start) { _ in (first, second) }
    #expect(found.model == .similarity, "\(found)")
    for corner in [SIMD2(0.0, 0.0), SIMD2(79, 0), SIMD2(0, 59), SIMD2(79, 59)] {
      let offset = found.geometry(corner) - start(corner)
      #expect((offset * offset).sum().squareRoot() < 32, "\(offset)")
    }
  }

  @Test("two pictures of different scenes are never taken for a pair")
  func otherScenes() throws {
    for index in stride(from: 0, to: Self.pairs.count, by: 3) {
      let pair = Self.pairs[index]
      let other = Self.pairs[(index + 6) % Self.pairs.count].name
      let first = try Truth("\(try #require(folder))/\(pair.name)").first.luminance()
      let second = try Truth("\(try #require(folder))/\(other)").second.luminance()
      let found = try Aligner()(first, second)
      #expect(!found.isConfident, "\(pair.name), \(other): \(found)")
    }
  }
}

/// A pair with points that are known in both images.
private struct Truth {
  let first: Image
  let second: Image
  let geometry: Homography
  private let points: [(moving: SIMD2<Double>, fixed: SIMD2<Double>)]

  private struct Content: Decodable {
    let fixed: String
    let moving: String
    let homography_moving_to_fixed: [[Double]]
    let points: [Point]?
  }

  private struct Point: Decodable {
    let fixed: [Double]
    let moving: [Double]
  }

  init(_ folder: String) throws {
    let json = try Data(contentsOf: URL(filePath: "\(folder)/truth.json"))
    let content = try JSONDecoder().decode(Content.self, from: json)
    first = try Image(contentsOf: "\(folder)/\(content.fixed)")
    second = try Image(contentsOf: "\(folder)/\(content.moving)")
    geometry = Homography(content.homography_moving_to_fixed.flatMap(\.self))
    if let named = content.points {
      points = named.map {
        (moving: SIMD2($0.moving[0], $0.moving[1]), fixed: SIMD2($0.fixed[0], $0.fixed[1]))
      }
    } else {
      points = Self.grid(second.size, geometry, inside: first.size)
    }
  }

  /// Points all over the second image that lie in the first one.
  private static func grid(
    _ size: ImageSize, _ geometry: Homography, inside first: ImageSize
  ) -> [(moving: SIMD2<Double>, fixed: SIMD2<Double>)] {
    var points: [(moving: SIMD2<Double>, fixed: SIMD2<Double>)] = []
    for row in 0..<5 {
      for column in 0..<6 {
        let x = (0.1 + 0.16 * Double(column)) * Double(size.width)
        let y = (0.1 + 0.2 * Double(row)) * Double(size.height)
        let fixed = geometry(SIMD2(x, y))
        let isInside = fixed.x > 0 && fixed.y > 0 && Int(fixed.x) < first.width
        if isInside, Int(fixed.y) < first.height {
          points.append((moving: SIMD2(x, y), fixed: fixed))
        }
      }
    }
    return points
  }

  /// The truth, moved by 4 pixels of an image 320 wide and half a degree.
  var start: Homography { moved(by: 4, turnedBy: 0.009) }

  /// The truth, moved by so many pixels of an image 320 wide and turned by an angle in radians.
  func moved(by pixels: Double, turnedBy angle: Double) -> Homography {
    let move = pixels * Double(first.size.width) / 320
    let (x, y) = (Double(first.size.width) / 2, Double(first.size.height) / 2)
    return .translation(x: x + 0.8 * move, y: y - 0.6 * move)
      * .similarity(scale: 1, angle: angle, x: 0, y: 0) * .translation(x: -x, y: -y) * geometry
  }

  /// The mean distance at the points, in pixels of an image 640 wide.
  func error(of geometry: Homography, width: Int) -> Double {
    var sum = 0.0
    for point in points {
      let offset = geometry(point.moving) - point.fixed
      sum += (offset.x * offset.x + offset.y * offset.y).squareRoot()
    }
    return sum / Double(points.count) * 640 / Double(width)
  }
}
