// SPDX-License-Identifier: Apache-2.0

public import Fusion

/// The weights of the losses and what else they take; lambda and sigma are those of equation (6).
///
///     var losses = LossSettings()
///     losses[.texture] = 0.3
///
/// As JSON the weights stand beside the other settings, each under its loss's name.
public struct LossSettings: Sendable, Equatable {
  /// lambda, phase one: the weight of the adversarial loss (7).
  public var lambda = 0.002
  /// sigma, phase one: the share of the correlation loss (8) against the content loss (9).
  public var sigma = 0.05
  /// Phase two: the weight of the adversarial loss (14).
  public var adversarial = 0.002
  /// The form of the adversarial losses (7) and (14).
  public var adversarialForm = AdversarialForm.nonSaturating
  /// Doubt in the discriminators' labels, 0 to 0.5 (exclusive).
  public var labelSmoothing = 0.15
  /// Phase two: what the intensity loss wants the fused image to be, and `sharpness` in sharpness.
  public var target = CentredContrast()
  /// Phase two: whose fused images `imitation` compares with, and whose parts of the blend
  /// `partImitation`: a preset's name or a weight file; empty: nobody's.
  public var teacher = ""
  /// The weights of phase two by the losses' names.
  private var weights = Dictionary(
    uniqueKeysWithValues: FusionLoss.all.map { ($0.name, $0.defaultWeight) })

  /// The defaults.
  public init() {}

  /// The weight of a loss of phase two, 0 or more.
  public subscript(_ loss: FusionLoss) -> Double {
    get { weights[loss.name] ?? 0 }
    set { weights[loss.name] = newValue }
  }

  /// Phase two with the losses of the paper alone, equations (13) to (16).
  public static var printed: Self {
    var settings = Self()
    for loss in FusionLoss.all where !loss.isOfThePaper { settings[loss] = 0 }
    settings[.texture] = 0.5
    settings.target = .maximum
    return settings
  }

  func validate() throws {
    try checkSetting("losses.sigma", sigma, in: 0...1)
    try checkSetting("losses.labelSmoothing", labelSmoothing, in: 0...0.49)
    try checkSetting("losses.lambda", lambda, in: 0...1e6)
    try checkSetting("losses.adversarial", adversarial, in: 0...1e6)
    guard teacher.isEmpty == (self[.imitation] + self[.partImitation] == 0) else {
      throw TrainingError.configuration(
        "losses.imitation is \(self[.imitation]), losses.partImitation \(self[.partImitation]) and "
          + "losses.teacher \"\(teacher)\"; a weight above 0 and a preset or weight file are wanted, "
          + "or neither")
    }
    for loss in FusionLoss.all { try checkSetting("losses.\(loss.name)", self[loss], in: 0...1e6) }
    for setting in target.settings {
      try checkSetting("losses.target.\(setting.name)", setting.value, in: setting.range)
    }
  }
}
