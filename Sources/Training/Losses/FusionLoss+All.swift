// SPDX-License-Identifier: Apache-2.0

extension FusionLoss {
  /// Every loss of phase two but the adversarial one, in the order of reports.
  public static let all: [FusionLoss] = [
    .texture, .intensity, .edges, .balancedEdges, .fidelity, .differences, .information,
    .sharpness, .salience, .warmSign, .flatWhite, .localTexture, .noise, .checkerboard,
    .imitation, .partImitation,
  ]
}
