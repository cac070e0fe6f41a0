// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion
import Imaging

/// Which brightness is black and which white: of each image, or one range for all of a series.
enum RangeChoice: Equatable {
  /// Each image's own.
  case each(RangeMapping)
  /// One that is looked for in the series.
  case shared

  /// The range of each image, as far as it is known without the series.
  var mapping: RangeMapping { if case .each(let mapping) = self { mapping } else { .automatic } }

  /// The range for the images of a series; one that they share is told of, with what the images
  /// are called.
  ///
  /// - Throws: `FusionError` where images that are to share one are of different units.
  func mapping(
    of image: KeyPath<RegisteredPair, Image>, in pairs: [ImagePair], called name: String,
    noData: [Double] = [], policy: ImageDecodingPolicy, isTold: Bool = true,
    scale: TemperatureScale = .celsius
  ) throws -> RangeMapping {
    guard self == .shared,
      let shared = SharedRange(of: image, in: pairs, noData: noData, policy: policy)
    else { return mapping }
    try shared.requireOneUnit()
    if isTold { StandardError.print("one range for all \(name): \(shared.text(in: scale))") }
    return shared.mapping
  }
}
