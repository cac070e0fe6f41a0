// SPDX-License-Identifier: Apache-2.0

import FusionMetrics
import Imaging
import Scenes

/// Gray levels that a formula gives.
func picture(_ width: Int, _ height: Int, _ level: (_ x: Int, _ y: Int) -> Int) -> GrayImage {
  let levels = (0..<width * height).map { UInt8(level($0 % width, $0 / width)) }
  return GrayImage(size: ImageSize(width: width, height: height), levels: levels)
}

/// One level everywhere.
func flat(_ level: Int, width: Int = 48, height: Int = 44) -> GrayImage {
  picture(width, height) { _, _ in level }
}

/// A rendered street: infrared, visible, and their average.
func street(seed: UInt64 = 1, _ width: Int = 96, _ height: Int = 72) throws -> FusedTriple {
  let size = ImageSize(width: width, height: height)
  let rendered = RenderedScene(seed: seed, size: size, condition: .day)
  let (first, second) = (GrayImage(rendered.infrared), GrayImage(rendered.visible))
  return try FusedTriple(
    name: "street \(seed)", fused: SimpleFusion.average.fuse(first, second), first: first,
    second: second)
}

/// A triple whose three images are one.
func identity(_ image: GrayImage) throws -> FusedTriple {
  try FusedTriple(name: "identity", fused: image, first: image, second: image)
}

extension GrayImage {
  /// The same picture with other levels.
  func map(_ level: (Int) -> Int) -> GrayImage {
    GrayImage(size: size, levels: levels.map { UInt8(level(Int($0))) })
  }
}

extension FusedTriple {
  /// All three images changed alike.
  func map(_ level: (Int) -> Int) throws -> FusedTriple {
    try FusedTriple(
      name: name, fused: fused.map(level), first: first.map(level), second: second.map(level))
  }
}
