// SPDX-License-Identifier: Apache-2.0

package import ONNX

/// What a graph decodes of two images of one size, as ``Decoded`` is of tensors.
package struct DecodedValues {
  /// `[N, 1, H', W']`, values in 0...1, H' and W' at least the images' sides; the first rows and
  /// columns count.
  package let image: GraphValue
  /// The channels that the head asks for besides,
  /// `[N, extraChannels, H' / extraSide, W' / extraSide]`; nil where it asks for none.
  package let extra: GraphValue?
  /// Pixels a side that one value of ``extra`` stands for.
  package let extraSide: Int

  package init(image: GraphValue, extra: GraphValue?, extraSide: Int) {
    (self.image, self.extra, self.extraSide) = (image, extra, extraSide)
  }
}
