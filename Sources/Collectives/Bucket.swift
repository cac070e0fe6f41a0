// SPDX-License-Identifier: Apache-2.0

import Tensors

/// Gradients of one dtype that travel as one tensor, as many small messages take longer.
struct Bucket {
  private var gradients: [Tensor]
  private var bytes: Int

  /// Fills buckets in order; one is full when the next gradient would go beyond `byteLimit`, and
  /// holds at least one.
  static func filled(with gradients: [Tensor], byteLimit: Int) -> [Bucket] {
    gradients.reduce(into: []) { buckets, gradient in
      let bytes = gradient.count * gradient.dtype.byteCount
      if let last = buckets.last, last.bytes + bytes <= byteLimit,
        last.gradients[0].dtype == gradient.dtype
      {
        buckets[buckets.count - 1].gradients.append(gradient)
        buckets[buckets.count - 1].bytes += bytes
      } else {
        buckets.append(Bucket(gradients: [gradient], bytes: bytes))
      }
    }
  }

  /// All elements in a row, copied.
  func flattened() -> Tensor {
    withoutGradients { .concatenated(gradients.map { $0.reshaped(-1) }, dim: 0) }
  }

  /// Overwrites the gradients with the elements of `flat`.
  func copy_(_ flat: Tensor) {
    withoutGradients {
      var start = 0
      for gradient in gradients {
        let end = start + gradient.count
        gradient.copy_(flat.slice(start..<end, dim: 0).reshaped(gradient.shape))
        start = end
      }
    }
  }
}
