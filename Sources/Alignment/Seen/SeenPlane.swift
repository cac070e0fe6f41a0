// SPDX-License-Identifier: Apache-2.0

import BoundedTasks
import Flow
import Geometry
import Imaging

/// Brightness of an image, and which of its pixels say something of the scene.
struct SeenPlane {
  /// Finite, whatever stands at pixels that were not seen.
  let plane: Plane
  /// Pixels that show nothing of the scene, row by row; empty: all show something.
  let isUnseen: [Bool]

  var size: ImageSize { plane.size }

  /// Wraps brightness with one mark for each pixel, or none where all were seen.
  init(_ plane: Plane, isUnseen: [Bool] = []) {
    self.plane = plane
    self.isUnseen = isUnseen.contains(true) ? isUnseen : []
  }

  /// An image as a camera or a file gives it: not-a-number stands for pixels that were not seen,
  /// and a border of one value shows nothing either. Lone dead pixels are filled: each would take
  /// the edges around it.
  init(finding plane: Plane) {
    let plane = plane.fillingLonePixels()
    var isUnseen = DeadBorder(plane).mask
    if plane.values.contains(where: { !$0.isFinite }) {
      if isUnseen.isEmpty { isUnseen = Array(repeating: false, count: plane.size.pixelCount) }
      for (pixel, value) in plane.values.enumerated() where !value.isFinite {
        isUnseen[pixel] = true
      }
    }
    let values = plane.values.map { $0.isFinite ? $0 : 0 }
    self.init(Plane(size: plane.size, values: values), isUnseen: isUnseen)
  }

  /// Whether a pixel shows something.
  func sees(_ pixel: Int) -> Bool { isUnseen.isEmpty || !isUnseen[pixel] }

  /// In another size; a pixel is unseen that an unseen one has a part in.
  func resized(to size: ImageSize) -> SeenPlane {
    guard !isUnseen.isEmpty else { return SeenPlane(plane.resized(to: size)) }
    let unseen = Plane(size: self.size, values: isUnseen.map { $0 ? 1 : 0 }).resized(to: size)
    return SeenPlane(plane.resized(to: size), isUnseen: unseen.values.map { $0 > 1e-3 })
  }

  /// As it lies in an image of another size; what it does not cover is unseen.
  /// - Precondition: The geometry shows it.
  func warped(by geometry: Homography, to size: ImageSize) -> SeenPlane {
    let warp = Warp(geometry, from: self.size, to: size)
    let (values, coverage) = warp(plane.values, channels: 1, isInvalid: isUnseen)
    return SeenPlane(
      Plane(size: size, values: values), isUnseen: coverage?.values.map { $0 == 0 } ?? [])
  }

  /// The smallest window that holds all pixels that were seen; the whole where none was.
  var seenWindow: PixelWindow {
    let whole = PixelWindow(columns: 0..<size.width, rows: 0..<size.height)
    guard !isUnseen.isEmpty else { return whole }
    let seen = isUnseen.indices.filter { !isUnseen[$0] }
    let columns = seen.map { $0 % size.width }
    guard let first = seen.first, let last = seen.last, let left = columns.min(),
      let right = columns.max()
    else { return whole }
    return PixelWindow(
      columns: left..<right + 1, rows: first / size.width..<last / size.width + 1)
  }

  /// A part of it.
  func cut(to window: PixelWindow) -> SeenPlane {
    guard window.size != size else { return self }
    let pixels = window.indices(size.width)
    return SeenPlane(
      Plane(size: window.size, values: pixels.map { plane.values[$0] }),
      isUnseen: isUnseen.isEmpty ? [] : pixels.map { isUnseen[$0] })
  }
}

extension OrientedGradients {
  /// Those of what an image shows.
  init(_ image: SeenPlane, blur: Double) {
    self.init(image.plane, isUnseen: image.isUnseen, blur: blur)
  }

  /// Those of two images, each on a core.
  static func ofBoth(
    _ first: SeenPlane, _ second: SeenPlane, blur: Double
  ) -> (first: OrientedGradients, second: OrientedGradients) {
    let both = concurrently(2) { OrientedGradients($0 == 0 ? first : second, blur: blur) }
    return (both[0], both[1])
  }

  /// Those of a part.
  func cut(to window: PixelWindow) -> OrientedGradients {
    OrientedGradients(size: window.size, values: window.indices(size.width).map { values[$0] })
  }
}
