// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation
import Imaging
import Scenes
import TestSupport

/// A folder with rendered pairs of 64x48, `visible/N.png` and `infrared/N.png`.
struct SceneFolders {
  let root: String

  /// Runs `body` in a fresh one with `count` pairs.
  static func with(pairs count: Int = 3, _ body: (SceneFolders) throws -> Void) throws {
    try withTemporaryFolder { root in try body(SceneFolders(root: root, pairs: count)) }
  }

  /// The same for a body that waits.
  static func with(pairs count: Int = 3, _ body: (SceneFolders) async throws -> Void) async throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try await body(SceneFolders(root: root, pairs: count))
  }

  private init(root: String, pairs count: Int) throws {
    self.root = root
    for index in 1...count {
      let scene = RenderedScene(
        seed: UInt64(index), size: ImageSize(width: 64, height: 48), condition: .smoke)
      try write(scene.visible, "visible/\(index).png")
      try write(scene.infrared, "infrared/\(index).png")
    }
  }

  /// The path of a file in it.
  subscript(_ name: String) -> String { "\(root)/\(name)" }

  /// Its pairs.
  func sources() throws -> EvaluationSources {
    try EvaluationSources(first: self["visible"], second: self["infrared"])
  }

  /// Writes an image, and the folder for it.
  func write(_ image: Image, _ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: (self[name] as NSString).deletingLastPathComponent,
      withIntermediateDirectories: true)
    try image.write(to: self[name])
  }

  /// Removes a file or folder.
  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: self[name]) }
}

/// A gray image of one level.
func flat(_ level: UInt8, width: Int = 64, height: Int = 48) -> Image {
  let size = ImageSize(width: width, height: height)
  let samples = [UInt8](repeating: level, count: size.pixelCount)
  return Image(size: size, colorModel: .gray, samples: .uint8(samples))
}
