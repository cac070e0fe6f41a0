// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Files
import Foundation
import Imaging
import Scenes

/// What happens in a rendered film.
struct FilmOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Render a film of one scene with that many frames.", valueName: "count"))
  var frames: Int?

  @Option(help: "What hides the people from the visible camera.")
  var condition = SceneCondition.day

  @Flag(help: "Let the camera sway by a hundredth of the width to either side.")
  var sway = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "From this frame on, the first being 1, the infrared camera shows all lighter.",
      valueName: "frame"))
  var stepAt: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("By how many levels of 255; darker below 0.", valueName: "levels"))
  var step = 10

  @Option(
    help: ArgumentHelp(
      "In these frames the infrared camera shows the one before them again.", valueName: "from-to"),
    transform: frameRange)
  var freeze: ClosedRange<Int>?

  func validate() throws {
    if let frames, !(1...100_000).contains(frames) {
      throw ValidationError("--frames is \(frames); 1 to 100000 is wanted")
    }
    guard frames != nil || !sway && stepAt == nil && freeze == nil else {
      throw ValidationError("--sway, --step-at and --freeze want --frames")
    }
    guard (-255...255).contains(step) else {
      throw ValidationError("--step is \(step); -255 to 255 is wanted")
    }
  }

  /// The film of a seed.
  func film(seed: UInt64) -> RenderedFilm {
    var events = FilmEvents()
    (events.gainFrame, events.gainStep) = (stepAt.map { $0 - 1 }, step)
    if let freeze { events.freeze = freeze.lowerBound - 1..<freeze.upperBound }
    return RenderedFilm(seed: seed, condition: condition, isSwaying: sway, events: events)
  }
}

extension SceneCondition: ExpressibleByArgument {}

extension RenderedFilm {
  /// Writes the first frames below a folder: `visible`, `infrared` and `moving`.
  func write(_ count: Int, to folder: String) throws {
    for kind in ["visible", "infrared", "moving"] { try makeFolder("\(folder)/\(kind)") }
    for index in 0..<count {
      let frame = frame(index)
      let name = String(format: "%04d.png", index + 1)
      let moving = Image(
        size: frame.visible.size, colorModel: .gray,
        samples: .uint8(frame.isMoving.map { $0 ? 255 : 0 }))
      try Interruption.shared.whileWriting {
        try frame.visible.write(to: "\(folder)/visible/\(name)")
        try frame.infrared.write(to: "\(folder)/infrared/\(name)")
        try moving.write(to: "\(folder)/moving/\(name)")
      }
    }
  }
}

/// "10-20": frames counted from 1, both ends among them.
private func frameRange(_ text: String) throws -> ClosedRange<Int> {
  let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
  guard ends.count == 2, let first = ends[0], let last = ends[1], first >= 2, last >= first else {
    throw ValidationError("\(text) is no range of frames; FROM-TO with FROM from 2 on is wanted")
  }
  return first...last
}
