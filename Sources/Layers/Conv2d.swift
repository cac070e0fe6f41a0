// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// Two-dimensional convolution with a square kernel, as `torch.nn.Conv2d`.
///
/// Shape: `[N, inputs, H, W]` -> `[N, outputs, H', W']`; `weight` is
/// `[outputs, inputs / groups, kernel, kernel]`.
package final class Conv2d: Module {
  @Parameter package var weight: Tensor
  /// `[outputs]`; nil for a convolution without one.
  @Parameter package var bias: Tensor?
  /// Pixels from one window to the next.
  package let stride: Int
  let padding: Int
  let groups: Int

  /// Weight and bias start uniform in ±1/sqrt(inputs / groups kernel²).
  ///
  /// `stride` pixels lie from one window to the next; `padding` zeros are added on every side, by
  /// default so many that stride 1 keeps the size; channels fall into `groups` separate
  /// convolutions.
  package init(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: Int = 1, padding: Int? = nil,
    groups: Int = 1, bias: Bool = true, using generator: RandomGenerator
  ) {
    let fanIn = inputs / groups * kernel * kernel
    weight = Initialization.uniform(
      [outputs, inputs / groups, kernel, kernel], fanIn: fanIn, using: generator)
    self.bias =
      bias ? Initialization.uniform([outputs], fanIn: fanIn, using: generator) : nil
    self.stride = stride
    self.padding = padding ?? kernel / 2
    self.groups = groups
  }

  /// Whether it is plain: all channels together, kernels of 1 or 3, padded to keep the size.
  var isSizeKeeping: Bool {
    let kernel = weight.size(3)
    return groups == 1 && [1, 3].contains(kernel) && padding == kernel / 2
  }

  package func callAsFunction(_ x: Tensor) -> Tensor {
    isSubsampling
      ? everyPixel(of: x).conv2d(weight, bias, groups: groups)
      : x.conv2d(weight, bias, stride: stride, padding: padding, groups: groups)
  }

  /// Whether the kernel is one pixel that skips others.
  private var isSubsampling: Bool { stride > 1 && padding == 0 && weight.size(2) == 1 }

  /// The pixels that a strided 1x1 kernel looks at.
  ///
  /// They are taken out before the convolution because oneDNN's gradient of the strided one by its
  /// weight writes beyond its buffer where a channels-last input has fewer channels than a vector
  /// (seen in LibTorch 2.13 with AVX2: 2 to 7 channels, batches of 2 and more).
  private func everyPixel(of x: Tensor) -> Tensor {
    x.slice(0..<x.size(2), dim: 2, step: stride).slice(0..<x.size(3), dim: 3, step: stride)
  }
}

extension Conv2d {
  /// A 1x1 convolution: a linear layer at every pixel.
  package static func pointwise(
    _ inputs: Int, _ outputs: Int, bias: Bool, using generator: RandomGenerator
  ) -> Conv2d {
    Conv2d(inputs, outputs, kernel: 1, bias: bias, using: generator)
  }

  /// A 3x3 convolution of each channel by itself.
  package static func depthwise(
    _ channels: Int, bias: Bool, using generator: RandomGenerator
  ) -> Conv2d {
    Conv2d(channels, channels, kernel: 3, groups: channels, bias: bias, using: generator)
  }
}
