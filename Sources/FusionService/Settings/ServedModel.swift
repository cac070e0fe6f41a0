// SPDX-License-Identifier: Apache-2.0

public import Fusion

/// A network that requests may name.
public struct ServedModel: Sendable {
  /// What requests call it.
  public let name: String
  /// Fuses luminances.
  public let method: any FusionMethod
  /// Trained numbers; nil where that is not known.
  public let parameters: Int?
  /// What it is, in one sentence.
  public let summary: String

  /// Describes one.
  public init(name: String, method: any FusionMethod, parameters: Int?, summary: String) {
    (self.name, self.method) = (name, method)
    (self.parameters, self.summary) = (parameters, summary)
  }
}
