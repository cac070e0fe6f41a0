// SPDX-License-Identifier: Apache-2.0

import Fusion
import FusionModel

/// One flat object: the settings, and the weight of each of ``FusionLoss/all`` under its name.
extension LossSettings: Codable {
  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }

    static let lambda = Self("lambda")
    static let sigma = Self("sigma")
    static let adversarial = Self("adversarial")
    static let adversarialForm = Self("adversarialForm")
    static let labelSmoothing = Self("labelSmoothing")
    static let target = Self("target")
    static let teacher = Self("teacher")
  }

  /// Reads settings. A loss that is not named has no weight: it did not exist when they were
  /// written.
  public init(from decoder: any Decoder) throws {
    self.init()
    let settings = try decoder.container(keyedBy: Key.self)
    lambda = try settings.decode(Double.self, forKey: .lambda)
    sigma = try settings.decode(Double.self, forKey: .sigma)
    adversarial = try settings.decode(Double.self, forKey: .adversarial)
    adversarialForm = try settings.decode(AdversarialForm.self, forKey: .adversarialForm)
    labelSmoothing = try settings.decode(Double.self, forKey: .labelSmoothing)
    target = try settings.decode(CentredContrast.self, forKey: .target)
    teacher = try settings.decodeIfPresent(String.self, forKey: .teacher) ?? ""
    for loss in FusionLoss.all {
      self[loss] = try settings.decodeIfPresent(Double.self, forKey: Key(loss.name)) ?? 0
    }
  }

  /// Writes all settings, weights of 0 included.
  public func encode(to encoder: any Encoder) throws {
    var settings = encoder.container(keyedBy: Key.self)
    try settings.encode(lambda, forKey: .lambda)
    try settings.encode(sigma, forKey: .sigma)
    try settings.encode(adversarial, forKey: .adversarial)
    try settings.encode(adversarialForm, forKey: .adversarialForm)
    try settings.encode(labelSmoothing, forKey: .labelSmoothing)
    try settings.encode(target, forKey: .target)
    try settings.encode(teacher, forKey: .teacher)
    for loss in FusionLoss.all { try settings.encode(self[loss], forKey: Key(loss.name)) }
  }
}
