// SPDX-License-Identifier: Apache-2.0

/// What one parameter brings to a step of Adam.
package struct AdamSlot {
  /// The parameter, updated in place.
  package let parameter: Tensor
  /// Its gradient.
  package let gradient: Tensor
  /// Running mean of gradients, updated in place.
  package let average: Tensor
  /// Running mean of squared gradients, updated in place.
  package let squareAverage: Tensor
  /// Number of this step, from 1, as a float32 scalar.
  package let step: Tensor

  package init(
    parameter: Tensor, gradient: Tensor, average: Tensor, squareAverage: Tensor, step: Tensor
  ) {
    self.parameter = parameter
    self.gradient = gradient
    self.average = average
    self.squareAverage = squareAverage
    self.step = step
  }
}
