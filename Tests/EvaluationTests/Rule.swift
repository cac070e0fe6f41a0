// SPDX-License-Identifier: Apache-2.0

import Fusion
import Imaging

/// A method made of a closure.
struct Rule: FusionMethod {
  let name: String
  let rule: @Sendable (LuminancePair, FusionContext) -> Plane

  init(name: String, _ rule: @escaping @Sendable (LuminancePair, FusionContext) -> Plane) {
    (self.name, self.rule) = (name, rule)
  }

  func fuse(_ pair: LuminancePair, _ context: FusionContext) -> Plane { rule(pair, context) }
}
