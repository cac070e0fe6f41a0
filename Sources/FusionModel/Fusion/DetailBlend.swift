import Tensors

/// Blends two images a and b by what the decoder gives: `w a + (1 - w) b + g (a - ā) + h (b - b̄)`.
///
/// w is the share of a at each pixel. g and h, ``Decoder``'s gains resized bilinearly, strengthen or
/// weaken the detail of each, which is what differs from the mean ā of a window of 15x15 pixels, the
/// border repeated. So detail is the sources' own, and two details in one place need not halve each
/// other.
///
/// Source: this project.
struct DetailBlend {
  /// Pixels a side of the window that a detail differs from.
  static let window = 15
  /// The most that a detail is strengthened or weakened by.
  static let reach = 0.7

  /// w: `[N, 1, H', W']`, values in 0...1, H' and W' at least the images' sides.
  let share: Tensor
  /// g and h: `[N, 2, H' / u, W' / u]`, values within ``reach``.
  let gains: Tensor

  /// The blend of two images, `[N, 1, H, W]` each and out; its values may leave 0...1.
  func callAsFunction(_ first: Tensor, _ second: Tensor) -> Tensor {
    if [first, second, share].allSatisfy(\.isFusibleImage) {
      return .fusedDetailBlend(
        first, second, share: share, gains: gains.contiguous(), window: Self.window)
    }
    let gains = gains.resized(height: share.size(2), width: share.size(3))
      .cropped(like: first).chunks(2, dim: 1)
    let base = second + (first - second) * share.cropped(like: first)
    return base + gains[0] * detail(first) + gains[1] * detail(second)
  }

  private func detail(_ image: Tensor) -> Tensor {
    let margin = Self.window / 2
    let padded = image.padded(
      left: margin, right: margin, top: margin, bottom: margin, mode: .replicate)
    return image - padded.averagePooled(Self.window, stride: 1)
  }
}

extension Tensor {
  /// The first rows and columns, as many as `image` has.
  func cropped(like image: Tensor) -> Tensor {
    slice(0..<image.size(2), dim: 2).slice(0..<image.size(3), dim: 3)
  }
}
