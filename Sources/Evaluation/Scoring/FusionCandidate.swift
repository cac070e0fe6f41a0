// SPDX-License-Identifier: Apache-2.0

package import ClassicalFusion
import Datasets
package import Fusion
package import Imaging

/// A way to a fused image of each pair: files that lie there, a formula, a network.
package struct FusionCandidate: Sendable {
  /// What it is called in tables.
  package let name: String
  /// The fused image of a pair, 8-bit grey where it is made here; scores are those of a saved PNG.
  package let fused: @Sendable (SourceImages) async throws -> Image

  /// A way of one's own.
  package init(name: String, fused: @escaping @Sendable (SourceImages) async throws -> Image) {
    (self.name, self.fused) = (name, fused)
  }

  /// A formula on the sources' grey levels, its result rounded to 8 bits.
  /// - Parameters:
  ///   - method: The formula.
  ///   - subject: What the images show.
  ///   - isStretched: Whether each result is stretched to the full range first.
  package init(_ method: ClassicalMethod, subject: FusionSubject, isStretched: Bool = false) {
    self.init(name: method.rawValue) { sources in
      let (first, second) = sources.gray
      let fused = method.fuse(first.luminance(), second.luminance(), subject: subject)
      return Image(luminance: isStretched ? fused.stretched() : fused)
    }
  }

  /// Files that lie there, by the pairs' stems.
  init(name: String, files: [String: String]) {
    self.init(name: name) { sources in
      guard let path = files[sources.pair.stem] else {
        throw EvaluationError(.missingFused, path: sources.pair.first, "has no fused image")
      }
      let fused = try Image(contentsOf: path)
      guard fused.size == sources.size else {
        throw EvaluationError(
          .unequalSizes, path: path,
          "is \(fused.size), its sources are \(sources.size); one size is wanted")
      }
      return fused
    }
  }
}
