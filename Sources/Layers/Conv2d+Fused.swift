// SPDX-License-Identifier: Apache-2.0

package import Tensors

// A convolution and what comes after it, in one pass over memory where the fused operations of
// `Tensors` take the input; else one after the other.

extension Conv2d {
  /// `max(y, slope y)` of the convolution y.
  package func callAsFunction(_ x: Tensor, leakyReLU slope: Double) -> Tensor {
    guard fuses(x) else { return self(x).leakyReLU(slope: slope) }
    return x.fusedConvolution(weight, bias, stride: stride, slope: slope)
  }

  /// The convolution, normalized, plus `residual`; then ReLU if `rectified`.
  package func callAsFunction(
    _ x: Tensor, _ norm: BatchNorm2d, adding residual: Tensor? = nil, rectified: Bool
  ) -> Tensor {
    observed { normalized(x, norm, adding: residual, rectified: rectified) }
  }

  private func normalized(
    _ x: Tensor, _ norm: BatchNorm2d, adding residual: Tensor?, rectified: Bool
  ) -> Tensor {
    guard fuses(x), !norm.isTraining, residual?.isFusible ?? true else {
      let y = norm(self(x))
      let sum = residual.map { y + $0 } ?? y
      return rectified ? sum.relu() : sum
    }
    let (scale, offset) = norm.affine
    let folded = weight * scale.reshaped(-1, 1, 1, 1)
    return x.fusedConvolution(
      folded, bias.map { $0 * scale + offset } ?? offset, stride: stride, adding: residual,
      slope: rectified ? 0 : 1)
  }

  /// The convolution, of kernel 3, of an image whose pixels are folded into channels:
  /// `[N, 1, H, W]` -> `[N, outputs, H / fold, W / fold]`.
  package func callAsFunction(folding image: Tensor, by fold: Int) -> Tensor {
    observed { image.foldedConvolution(fold, weight, offset) }
  }

  /// The sigmoid of the convolution, of kernel 3, its first `fold` squared channels unfolded into
  /// pixels: `[N, inputs, H, W]` -> `[N, 1, H fold, W fold]`; and the others as they are, unfolded
  /// by `otherFold`, f, which divides `fold`: `[N, others / f f, H f, W f]`.
  package func callAsFunction(
    _ x: Tensor, unfoldingBy fold: Int, othersBy otherFold: Int
  ) -> (image: Tensor, others: Tensor) {
    x.convolvedImage(fold, otherFold, weight, offset)
  }

  private var offset: Tensor {
    bias ?? .zeros([weight.size(0)], dtype: weight.dtype, device: weight.device)
  }

  private func fuses(_ x: Tensor) -> Bool {
    x.isFusible && isSizeKeeping && weight.size(0) % 8 == 0
  }
}

extension BatchNorm2d {
  /// What it does outside of training: `y = scale x + offset` a channel.
  var affine: (scale: Tensor, offset: Tensor) {
    let scale = (runningVariance + epsilon).reciprocalSquareRoot() * weight
    return (scale, bias - runningMean * scale)
  }
}
