// SPDX-License-Identifier: Apache-2.0

import Geometry

/// The most points that are read.
private let mostPoints = 100

extension OptionReader {
  /// `x,y:x,y x,y:x,y ...`: places in the first and the second image; empty where none are given.
  ///
  /// - Throws: ``Problem`` where the text is none.
  func points() throws(Problem) -> [PointMatch] {
    try value("points", wanted: "x,y:x,y x,y:x,y ..., \(mostPoints) at most,") { text in
      let words = text.split { $0 == " " || $0 == "+" }
      let points = words.prefix(mostPoints).compactMap { PointMatch(String($0)) }
      return points.count == words.count ? points : nil
    } ?? []
  }
}

extension GeometryModel {
  /// The model that allows most and that so many points determine; nil where they are too few for
  /// any.
  init?(pointCount: Int) {
    guard let model = Self.allCases.last(where: { $0.unknownCount / 2 <= pointCount }) else {
      return nil
    }
    self = model
  }
}
