// SPDX-License-Identifier: Apache-2.0

import Alignment
import Datasets
import Fusion
import Geometry
import Imaging

/// Where the second image lies in the first one, as a request says it.
enum Placement: Sendable, Equatable {
  /// They lie on each other.
  case registered
  /// As the images show.
  case found
  /// As the camera says in the file.
  case stated
  /// As a rig says that was named at start.
  case rig(Rig)
  /// Under these points.
  case points([PointMatch])

  /// Reads `align` and `points`.
  ///
  /// - Throws: ``Problem`` for words that are none, and for too few points.
  init(_ reader: OptionReader, rigs: [String: Rig]) throws(Problem) {
    let points = try reader.points()
    let word = reader["align"]
    guard points.isEmpty else {
      guard [nil, "points"].contains(word) else {
        throw .malformed("points and align \(quoted(word ?? "")) cannot go together")
      }
      self = .points(points)
      return
    }
    switch word {
    case nil, "none": self = .registered
    case "auto": self = .found
    case "file": self = .stated
    case "points": throw .malformed("align is points, and there are none; points are wanted")
    case .some(let name):
      guard let rig = rigs[name] else {
        let names = ["none", "auto", "file", "points"] + rigs.keys.sorted()
        throw .malformed(
          "align is \(quoted(name)); one of \(names.joined(separator: ", ")) is wanted")
      }
      self = .rig(rig)
    }
  }

  /// Sets where the second image of a pair lies.
  ///
  /// - Parameters:
  ///   - pair: The images.
  ///   - received: The files.
  ///   - options: The ranges; their alignment is set.
  ///   - notes: Gets a line where it was looked for.
  /// - Throws: ``Problem`` and the libraries' errors.
  func place(
    _ pair: RegisteredPair, _ received: ReceivedPair, _ options: inout FusionOptions,
    _ notes: inout [String]
  ) throws {
    switch self {
    case .registered: break
    case .stated:
      guard received.isOneFile else {
        throw Problem.malformed("align is file, and there are two; one radiometric file is wanted")
      }
    case .rig(let rig): options.alignment = try rig.placed(at: nil)
    case .points(let points): options.alignment = try Rig(points, of: pair)
    case .found:
      var search = RigSearch()
      (search.options, search.prior) = (options, received.statedRig.map { .rig($0) })
      let (rig, found) = try search(pair)
      try found.requireConfidence()
      options.alignment = rig
      notes.append("aligned: \(rig); \(found.summary)")
    }
  }
}

extension Rig {
  /// The rig that points determine, of the model that they are enough for.
  ///
  /// - Throws: ``Problem`` for too few and for places outside of the images, `RigError` for points
  ///   that determine none.
  init(_ points: [PointMatch], of pair: RegisteredPair, upTo most: GeometryModel = .homography)
    throws
  {
    guard let model = GeometryModel(pointCount: points.count) else {
      throw Problem.malformed("1 point is given; 2 at least are wanted")
    }
    for (index, point) in points.enumerated() {
      try point.first.check(within: pair.first.size, "point \(index + 1): the first image")
      try point.second.check(within: pair.second.size, "point \(index + 1): the second image")
    }
    let isTooMuch = model.unknownCount > most.unknownCount
    try self.init(
      points, model: isTooMuch ? most : model, firstSize: pair.first.size,
      secondSize: pair.second.size)
  }
}

extension SIMD2<Double> {
  /// - Throws: ``Problem`` unless it is a place in an image of that size.
  fileprivate func check(within size: ImageSize, _ name: String) throws {
    let isInside =
      (-0.5...Double(size.width) - 0.5).contains(x)
      && (-0.5...Double(size.height) - 0.5).contains(y)
    guard isInside else {
      throw Problem.malformed("\(name) is \(size), and \(x),\(y) is outside of it")
    }
  }
}
