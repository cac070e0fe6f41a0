// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Files
import Foundation
import Imaging
import Scenes

/// `daefuse scene`: rendered pairs, for the demo and for trying things out.
struct RenderScenes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scene",
    abstract: "Renders registered visible and infrared pairs, or films.",
    discussion: """
      Writes FOLDER/visible/NN.png and FOLDER/infrared/NN.png: street scenes by day, at night and in \
      smoke, in turn, to try the other commands with.

      With --frames it is one scene in motion: people walk, a car drives. FOLDER/moving/NNNN.png \
      shows them light on black.

      \(ExitStatus.summary)
      """)

  @Argument(help: "The folder to write to.")
  var folder: String

  @Option(parsing: .unconditional, help: "How many pairs.")
  var count = 3

  @Option(
    parsing: .unconditional, help: "The first pair's seed, 1 without it; the next ones follow.",
    transform: seedValue)
  var seed: UInt64 = 1

  @Flag(help: "Replace files that are there already.")
  var overwrite = false

  @OptionGroup(title: "Film")
  var film: FilmOptions

  func validate() throws {
    guard (1...1000).contains(count) else {
      throw ValidationError("--count is \(count); 1 to 1000 is wanted")
    }
  }

  func run() throws {
    if !overwrite { try requireFree() }
    if let frames = film.frames { return try film.film(seed: seed).write(frames, to: folder) }
    for modality in Self.modalities { try makeFolder("\(folder)/\(modality)") }
    for (index, condition) in zip(0..<count, Self.conditions) {
      let scene = RenderedScene(
        seed: seed &+ UInt64(index), condition: condition)
      let name = String(format: "%02d.png", index + 1)
      try Interruption.shared.whileWriting {
        try scene.visible.write(to: "\(folder)/visible/\(name)")
        try scene.infrared.write(to: "\(folder)/infrared/\(name)")
      }
    }
  }

  private static let modalities = ["visible", "infrared"]

  /// Refuses a folder that holds images already: rendered ones would take their places, or be
  /// taken for them.
  private func requireFree() throws {
    for path in Self.modalities.map({ "\(folder)/\($0)" }) {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
      guard names.isEmpty else {
        throw OutputError(
          path: path, message: "holds files already; --overwrite replaces those of equal names")
      }
    }
  }

  /// Day, night, smoke, day, ...
  private static var conditions: some Sequence<SceneCondition> {
    sequence(first: 0) { $0 + 1 }.lazy
      .map { SceneCondition.allCases[$0 % SceneCondition.allCases.count] }
  }
}
