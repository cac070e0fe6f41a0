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

  /// Bytes of memory that fusing a pair takes for each pixel, beside the decoded images.
  public let bytesPerPixel: Int

  /// What training-free methods and small networks take at most: `Benchmarks/service-memory.py`
  /// measured 16 to 133, the most for `guided` with a panel, and 66 to 78 for the preset `fast`.
  public static let usualBytesPerPixel = 150

  /// Describes one.
  public init(
    name: String, method: any FusionMethod, parameters: Int?, summary: String,
    bytesPerPixel: Int = usualBytesPerPixel
  ) {
    (self.name, self.method) = (name, method)
    (self.parameters, self.summary) = (parameters, summary)
    self.bytesPerPixel = bytesPerPixel
  }
}
