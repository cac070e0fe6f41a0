// SPDX-License-Identifier: Apache-2.0

public import FusionModel

/// The weights of the losses; lambda and sigma are those of equation (6).
public struct LossWeights: Codable, Sendable, Equatable {
  /// lambda, phase one: the adversarial loss (7).
  public var lambda = 0.002
  /// sigma, phase one: the share of the correlation loss (8) against the content loss (9).
  public var sigma = 0.05
  /// Phase two: the texture loss (15).
  public var texture = 0.1
  /// Phase two: the intensity loss (16).
  public var intensity = 1.0
  /// Phase two: what the intensity loss wants the fused image to be, and `sharpness` in sharpness.
  public var target = CentredContrast()
  /// Phase two: 1 - Qabf. Not the paper's.
  public var edges = 0.6
  /// Phase two: the same, but the source with less contrast counts as much. Not the paper's.
  public var balancedEdges = 0.0
  /// Phase two: minus the visual information fidelity. Not the paper's.
  public var fidelity = 0.4
  /// Phase two: minus half of SCD. Not the paper's.
  public var differences = 0.4
  /// Phase two: minus half of MI, in bits. Not the paper's.
  public var information = 0.2
  /// Phase two: the logarithm of the sharpness that is missing, from -0.1. Not the paper's.
  public var sharpness = 0.1
  /// Phase two: the contrast missing of what stands out in either source. Not the paper's.
  public var salience = 0.3
  /// Phase two: noise beyond the sources' where these are flat. Not the paper's.
  public var noise = 0.1
  /// Phase two: alternating pixels beyond the sources', in grey levels. Not the paper's.
  public var checkerboard = 0.2
  /// Phase two: the adversarial loss (14).
  public var adversarial = 0.002
  /// How the network is paid for deceiving the discriminators.
  public var adversarialForm = AdversarialForm.nonSaturating
  /// Doubt in the discriminators' labels, 0 to 0.5 (exclusive).
  public var labelSmoothing = 0.15

  /// The defaults.
  public init() {}

  /// Phase two with the losses of the paper alone, equations (13) to (16).
  public static var printed: Self {
    var weights = Self()
    (weights.texture, weights.target) = (0.5, .maximum)
    (weights.edges, weights.balancedEdges, weights.fidelity) = (0, 0, 0)
    (weights.differences, weights.information, weights.sharpness) = (0, 0, 0)
    (weights.salience, weights.noise, weights.checkerboard) = (0, 0, 0)
    return weights
  }

  func validate() throws {
    try check("sigma", sigma, in: 0...1)
    try check("labelSmoothing", labelSmoothing, in: 0...0.49)
    let weights = [
      ("lambda", lambda), ("texture", texture), ("intensity", intensity),
      ("adversarial", adversarial), ("edges", edges), ("balancedEdges", balancedEdges),
      ("fidelity", fidelity),
      ("differences", differences), ("information", information),
      ("sharpness", sharpness), ("salience", salience), ("noise", noise),
      ("checkerboard", checkerboard),
    ]
    for (name, weight) in weights { try check(name, weight, in: 0...1e6) }
    try check("target.minimumShare", target.minimumShare, in: 0...1)
    try check("target.contrast", target.contrast, in: 0...1)
    try check("target.maximumGain", target.maximumGain, in: 1...2)
    try check("target.levelling", target.levelling, in: 0...1)
    try check("target.softening", target.softening, in: 0...0.25)
  }
}
