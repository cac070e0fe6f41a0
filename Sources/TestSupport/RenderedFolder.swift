// SPDX-License-Identifier: Apache-2.0

private import Foundation
private import Imaging
private import Scenes

/// Writes `count` rendered scenes as a data set's folder, `visible` and `infrared` in `path`.
package func writeRenderedScenes(
  _ count: Int, to path: String, width: Int = 64, height: Int = 48
) throws {
  for modality in ["visible", "infrared"] {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(modality)", withIntermediateDirectories: true)
  }
  for index in 1...count {
    let scene = RenderedScene(
      seed: UInt64(index), size: ImageSize(width: width, height: height), condition: .smoke)
    try scene.visible.write(to: "\(path)/visible/\(index).png")
    try scene.infrared.write(to: "\(path)/infrared/\(index).png")
  }
}
