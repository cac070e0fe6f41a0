// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Evaluation
import Fusion
import Imaging

/// What makes the images that a row of a table is of.
enum DetectionSource: Sendable {
  /// The visible image alone.
  case visible
  /// The infrared image alone.
  case infrared
  /// What a method makes of both.
  case method(any FusionMethod)

  /// The row's name.
  var name: String {
    switch self {
    case .visible: "visible"
    case .infrared: "infrared"
    case .method(let method): method.name
    }
  }

  /// The two cameras.
  static let cameras: [DetectionSource] = [.visible, .infrared]

  /// The rows of a table: the cameras; `average`, which any fusion has to be better than and which
  /// joins the methods where it is not among them; the others in order.
  ///
  /// - Throws: ``DetectionError`` with `duplicateMethod` where two have one name.
  static func all(_ methods: [any FusionMethod]) throws(DetectionError) -> [DetectionSource] {
    let average = ClassicalMethod.average
    let given = methods.filter { $0.name == average.name }
    let ordered = (given.isEmpty ? [average] : given) + methods.filter { $0.name != average.name }
    let sources = cameras + ordered.map(DetectionSource.method)
    let groups = Dictionary(grouping: sources, by: \.name)
    if let twin = groups.filter({ $0.value.count > 1 }).keys.min() {
      throw DetectionError(
        .duplicateMethod, "two rows are called \(twin); names of their own are wanted")
    }
    return sources
  }

  /// The image of a pair.
  func image(of sources: SourceImages, _ options: FusionOptions) async throws -> Image {
    switch self {
    case .visible: sources.first
    case .infrared: sources.second
    case .method(let method): try await method.image(of: sources, options)
    }
  }
}
