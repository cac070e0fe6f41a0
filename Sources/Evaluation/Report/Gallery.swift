// SPDX-License-Identifier: Apache-2.0

package import Reporting

/// The pictures of a report, as ``FusionScoring`` keeps them where ``FusionScoring/wantsGallery``
/// is set.
public struct Gallery: Sendable, Equatable {
  /// The pictures of one pair.
  package struct PairPictures: Sendable, Equatable {
    /// The pair's name, as in the table.
    package let name: String
    /// The visible image or MRI.
    package let first: Thumbnail
    /// The infrared image, CT, PET or SPECT.
    package let second: Thumbnail
    /// What each method made of the pair, in the order of the table's measured rows.
    package let fused: [Thumbnail]

    /// Puts pictures together.
    package init(name: String, first: Thumbnail, second: Thumbnail, fused: [Thumbnail]) {
      (self.name, self.first, self.second, self.fused) = (name, first, second, fused)
    }
  }

  /// The pairs, in order.
  package var pairs: [PairPictures]

  /// A gallery of pairs.
  package init(_ pairs: [PairPictures]) { self.pairs = pairs }

  /// No pictures.
  public init() { pairs = [] }
}
