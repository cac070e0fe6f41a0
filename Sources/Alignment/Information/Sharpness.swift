// SPDX-License-Identifier: Apache-2.0

import Imaging

/// How much of an image's edges is left by a little blur beside a greater one: little where it was
/// blurred by what took it, as PET and SPECT are.
///
/// The energy of its gradients, the sum of their squares, after a Gaussian blur of 1 pixel over
/// that after one of 3, in pixels of an image whose longer side is 256.
struct Sharpness {
  /// Below it an image is soft: of the measured slices, 256 pixels wide, all of PET and SPECT are,
  /// and none of CT.
  static let bound = 2.75

  /// Nil where the images have no edges.
  let value: Double?

  /// Whether the images are soft.
  var isSoft: Bool { value.map { $0 < Self.bound } ?? false }

  /// Of several images taken as one.
  ///
  /// - Parameter images: Brightness; not-a-number where nothing was seen.
  init(_ images: [Plane]) {
    let seen = images.map { SeenPlane(measured: $0).within(InformationSearch.side) }
    func energy(_ blur: Double) -> Double {
      seen.reduce(0) { $0 + gradientEnergy($1, blur: blur * InformationSearch.unit(of: $1.size)) }
    }
    let coarse = energy(3)
    value = coarse > 1e-9 ? energy(1) / coarse : nil
  }
}

/// The sum of the squared differences of neighbors that were both seen.
private func gradientEnergy(_ image: SeenPlane, blur: Double) -> Double {
  let (values, size) = (image.blurred(by: blur), image.size)
  func square(_ at: Int, _ next: Int) -> Double {
    let difference = values[next] - values[at]
    return difference.isNaN ? 0 : Double(difference * difference)
  }
  var sum = 0.0
  for y in 0..<size.height {
    for x in 0..<size.width {
      let at = y * size.width + x
      if x + 1 < size.width { sum += square(at, at + 1) }
      if y + 1 < size.height { sum += square(at, at + size.width) }
    }
  }
  return sum
}
