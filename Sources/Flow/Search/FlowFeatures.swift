// SPDX-License-Identifier: Apache-2.0

import Imaging

/// What of two pictures a flow compares.
package enum FlowFeatures: Sendable {
  /// Brightness and, five times as strong, its slopes, in gray levels: for frames of one camera,
  /// whose gain may change.
  case brightness
  /// Where edges run, see ``OrientedGradients``: for two sensors that see one scene differently;
  /// with the standard deviation, in pixels, over which edges are gathered.
  case orientedGradients(blur: Double)

  /// Those of a picture, row by row.
  func callAsFunction(_ plane: Plane) -> FeaturePicture {
    switch self {
    case .brightness: FeaturePicture(size: plane.size, values: slopes(plane))
    case .orientedGradients(let blur):
      FeaturePicture(
        size: plane.size,
        // A tenth of a pixel's whole edge counts as a gray level does.
        values: OrientedGradients(plane, blur: blur).values.map { 10 * $0 })
    }
  }
}

/// Brightness and slopes of a picture that is blurred a little.
private func slopes(_ plane: Plane) -> [SIMD8<Float>] {
  let strength: Float = 5
  let size = plane.size
  let levels = plane.values.map { SIMD8<Float>(255 * $0, 0, 0, 0, 0, 0, 0, 0) }
  let soft = FeaturePicture(size: size, values: GaussianBlur(sigma: 0.8)(levels, size))
  let (right, down) = (soft.derivative(SIMD2(1, 0)), soft.derivative(SIMD2(0, 1)))
  return soft.values.indices.map { index in
    var feature = soft.values[index]
    feature[1] = strength * right[index][0]
    feature[2] = strength * down[index][0]
    return feature
  }
}
