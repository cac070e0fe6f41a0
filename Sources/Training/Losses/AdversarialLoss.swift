// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// The form of the adversarial loss.
public enum AdversarialForm: String, Codable, Sendable, CaseIterable {
  /// `E[-log D(fake)]`: strong gradients while the discriminator sees through the fakes
  /// (Goodfellow et al. 2014, section 3).
  case nonSaturating
  /// `E[log(1 - D(fake))]`, as equation (7) is printed; (14) is printed with the opposite sign,
  /// which would reward being found out, and is taken with this one.
  case printed
}

/// L_adv against one discriminator, equations (7) and (14), from the logits of fakes.
///
/// Shape: logits of any shape; a scalar.
package func adversarialLoss(fake: Tensor, form: AdversarialForm) -> Tensor {
  switch form {
  case .nonSaturating: (-fake).softplus().mean()
  case .printed: -fake.softplus().mean()
  }
}
