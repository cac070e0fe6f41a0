// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// The loss of one discriminator, equations (5), (10) and (11):
/// `E[-log D(real)] + E[-log(1 - D(fake))]`, from logits.
///
/// `smoothing` is a share e of doubt in the labels (Szegedy et al. 2016, section 7): real images
/// are taken for real with probability 1 - e, fakes with e. At its best the discriminator then says
/// 1 - e and e, so that it never wins for good.
///
/// Shape: logits of any shape; a scalar, `2 log 2` for a discriminator that cannot tell.
package func discriminatorLoss(real: Tensor, fake: Tensor, smoothing: Double = 0) -> Tensor {
  crossEntropy(real, label: 1 - smoothing) + crossEntropy(fake, label: smoothing)
}

/// `-label log D - (1 - label) log(1 - D)`, D the sigmoid of the logit.
private func crossEntropy(_ logits: Tensor, label: Double) -> Tensor {
  ((-logits).softplus() * label + logits.softplus() * (1 - label)).mean()
}
