// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import FusionModel
import Imaging

/// What makes one image of two: a network, or a formula.
enum PairFuser: Sendable {
  case network(Fuser)
  case formula(ClassicalMethod, FusionSubject)

  /// Fuses a registered pair.
  func fuse(_ first: Image, _ second: Image, options: FusionOptions) async throws -> Image {
    switch self {
    case .network(let fuser): try await fuser.fuse(first, second, options: options)
    case .formula(let method, let subject):
      try options.fused(first, second) { method.fuse($0, $1, subject: subject) }
    }
  }
}
