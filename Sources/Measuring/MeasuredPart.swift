// SPDX-License-Identifier: Apache-2.0

import FusionModel
import Layers

/// A box of a network's figure that a pair goes through, or a block of one.
struct MeasuredPart: Hashable, Sendable {
  /// The box.
  let stage: String
  /// Its block; nil for all of it.
  var block: String?
}

extension FusionNetwork {
  /// The parts that calls of a module are counted to, by the modules' paths; one call may count to
  /// a box and to its block.
  var measuredParts: [(path: String, part: MeasuredPart)] {
    let paths = paths.map(\.path)
    guard self is DAEFuse else {
      return paths.filter { !$0.contains(".") }.map { ($0, MeasuredPart(stage: $0)) }
    }
    return figureLines.flatMap { line in
      paths.compactMap { path in line.part(of: path).map { (path, $0) } }
    }
  }
}

/// A line of the table of ``DAEFuse``: a path, in which `#` is the position in an array of blocks.
private struct FigureLine {
  let path: String
  let stage: String
  var block: String?

  init(_ path: String, _ stage: String, _ block: String? = nil) {
    (self.path, self.stage, self.block) = (path, stage, block)
  }

  /// The part of a module's path, if the line is about it; blocks count from 1.
  func part(of path: String) -> MeasuredPart? {
    guard self.path.hasSuffix("#") else {
      return path == self.path ? MeasuredPart(stage: stage, block: block) : nil
    }
    guard path.hasPrefix(self.path.dropLast()),
      let position = Int(path.dropFirst(self.path.count - 1))
    else { return nil }
    return MeasuredPart(stage: stage, block: block?.replacing("#", with: "\(position + 1)"))
  }
}

/// The boxes in the figure's order, each with its blocks. The head is where the decoder ends.
private let figureLines: [FigureLine] = [
  FigureLine("shallowEncoder", "shallow encoder"),
  FigureLine("shallowEncoder.embed", "shallow encoder", "embedding"),
  FigureLine("shallowEncoder.blocks.#", "shallow encoder", "block #"),
  FigureLine("highFrequencyEncoder", "high-frequency encoder"),
  FigureLine("highFrequencyEncoder.conv1", "high-frequency encoder", "stem"),
  FigureLine("highFrequencyEncoder.layer1.#", "high-frequency encoder", "layer 1"),
  FigureLine("highFrequencyEncoder.layer2.#", "high-frequency encoder", "layer 2"),
  FigureLine("highFrequencyEncoder.layer3.#", "high-frequency encoder", "layer 3"),
  FigureLine("highFrequencyEncoder.layer4.#", "high-frequency encoder", "layer 4"),
  FigureLine("highFrequencyEncoder.sum", "high-frequency encoder", "sum of levels"),
  FigureLine("lowFrequencyEncoder", "low-frequency encoder"),
  FigureLine("lowFrequencyEncoder.patches", "low-frequency encoder", "patches"),
  FigureLine("lowFrequencyEncoder.blocks.#", "low-frequency encoder", "layer #"),
  FigureLine("lowFrequencyEncoder.upsampling", "low-frequency encoder", "upsampling"),
  FigureLine("neck", "fusion"),
  FigureLine("decoder", "decoder"),
  FigureLine("decoder.blocks.#", "decoder", "block #"),
  FigureLine("decoder.output", "decoder", "output"),
  FigureLine("head", "decoder"),
  FigureLine("head", "decoder", "output"),
]
