// SPDX-License-Identifier: Apache-2.0

import Tensors

/// A named loss and its weight in the sum.
struct LossTerm {
  let name: String
  let weight: Double
  /// A scalar.
  let value: Tensor

  /// The name with the number, for a report.
  var reported: StepReport.Value { StepReport.Value(name: name, value: value.item()) }

  /// The weighted sum of terms, of which there is at least one.
  static func total(of terms: [LossTerm]) -> Tensor {
    terms.dropFirst().reduce(terms[0].value * terms[0].weight) { $0 + $1.value * $1.weight }
  }
}
