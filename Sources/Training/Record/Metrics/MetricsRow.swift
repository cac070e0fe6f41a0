// SPDX-License-Identifier: Apache-2.0

/// The numbers of one step or of one validation.
struct MetricsRow: Sendable, Equatable {
  /// What the numbers are of.
  enum Kind: String, Sendable, Codable, CaseIterable {
    /// A step's own batch.
    case training
    /// The validation pairs.
    case validation
  }

  let kind: Kind
  /// The name of the phase that the step belongs to.
  let phase: String
  /// Steps taken so far, this one included: from 1.
  let step: Int
  /// Numbers by name, such as "loss/content". What precedes the last slash is the group: numbers
  /// that may share an axis.
  let values: [String: Double]

  /// - Precondition: No number is named "kind", "phase" or "step".
  init(_ kind: Kind, phase: String, step: Int, values: [String: Double]) {
    for name in ["kind", "phase", "step"] {
      precondition(values[name] == nil, "MetricsRow: a number cannot be named \(name)")
    }
    self.kind = kind
    self.phase = phase
    self.step = step
    self.values = values
  }
}
