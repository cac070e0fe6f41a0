// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import FusionModel

@Suite("the configuration as JSON", .tags(.unit))
struct ModelConfigurationTests {
  @Test("every preset is valid and comes back", arguments: ModelConfiguration.presets.map(\.name))
  func roundTrip(_ name: String) throws {
    let preset = try #require(ModelConfiguration.presets.first { $0.name == name }).configuration
    try preset.validate()
    #expect(try ModelConfiguration(json: preset.json) == preset)
    #expect(preset.presetName == name)
    #expect(!preset.json.contains("\n"))
  }

  @Test(
    "the least number of parameters is a bound, and close",
    arguments: ModelConfiguration.presets.map(\.name))
  func leastParameterCount(_ name: String) throws {
    let description = try ModelDescription(.preset(name))
    let least = description.configuration.leastParameterCount
    #expect(least < description.parameterCount && description.parameterCount < 2 * least)
  }

  @Test("a changed preset has no name")
  func unnamed() {
    var configuration = ModelConfiguration.tiny
    configuration.depth = 3
    #expect(configuration.presetName == nil)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What is replaced in the JSON of `tiny`, and by what.
    let change: (String, String)
    let message: String
  }

  static let mistakes = [
    Mistake(
      testDescription: "unknown", change: ("{", #"{"hight":3,"#), message: "hight is not a setting"),
    Mistake(
      testDescription: "unknown text", change: ("{", #"{"note":"x","#),
      message: "note is not a setting"),
    Mistake(
      testDescription: "unknown object", change: ("{", #"{"note":{"a":[]},"#),
      message: "note is not a setting"),
    Mistake(
      testDescription: "missing", change: (#""heads":2,"#, ""), message: "heads is missing"),
    Mistake(
      testDescription: "text", change: (#""heads":2"#, #""heads":"2""#),
      message: "heads is not a whole number"),
    Mistake(
      testDescription: "fraction", change: (#""heads":2"#, #""heads":2.5"#),
      message: "heads is not a whole number"),
    Mistake(
      testDescription: "too large for an integer", change: (#""heads":2"#, #""heads":1e40"#),
      message: "heads is not a whole number"),
    Mistake(
      testDescription: "null", change: (#""heads":2"#, #""heads":null"#),
      message: "heads is not a whole number"),
    Mistake(
      testDescription: "zero", change: (#""heads":2"#, #""heads":0"#),
      message: "heads is 0; 1 to 4096 is wanted"),
    Mistake(
      testDescription: "negative", change: (#""vitDepth":1"#, #""vitDepth":-1"#),
      message: "vitDepth is -1; 1 to 4096 is wanted"),
    Mistake(
      testDescription: "huge", change: (#""vitDepth":1"#, #""vitDepth":4097"#),
      message: "vitDepth is 4097; 1 to 4096 is wanted"),
    Mistake(
      testDescription: "unshuffle", change: (#""unshuffle":2"#, #""unshuffle":3"#),
      message: "unshuffle is 3; 1, 2 or 4 is wanted"),
    Mistake(
      testDescription: "reduction", change: (#""reduction":1"#, #""reduction":3"#),
      message: "reduction is 3; 1, 2 or 4 is wanted"),
    Mistake(
      testDescription: "pooling", change: (#""vitPooling":2"#, #""vitPooling":3"#),
      message: "vitPooling is 3; 1, 2 or 4 is wanted"),
    Mistake(
      testDescription: "merge", change: (#""crossAttention""#, #""sum""#),
      message: "merge is sum; crossAttention or concatenation is wanted"),
    Mistake(
      testDescription: "merge as a number", change: (#""crossAttention""#, "1"),
      message: "merge is not text"),
    Mistake(
      testDescription: "kind of head", change: (#""gainBlend""#, #""gain""#),
      message: "head.kind is gain; grayLevel or gainBlend is wanted"),
    Mistake(
      testDescription: "head as a number", change: (#""head":{"#, #""head":1,"x":{"#),
      message: "head is not an object of settings"),
    Mistake(
      testDescription: "unknown in the head", change: (#""head":{"#, #""head":{"reech":1,"#),
      message: "head.reech is not a setting"),
    Mistake(
      testDescription: "a blend's constant in the paper's head",
      change: (#""gainBlend""#, #""grayLevel""#), message: "head.frame is not a setting"),
    Mistake(
      testDescription: "missing in the head", change: (#""window":15"#, #""frame":2"#),
      message: "head.window is missing"),
    Mistake(
      testDescription: "even window", change: (#""window":15"#, #""window":14"#),
      message: "head.window is 14; an odd number of 1 to 255 is wanted"),
    Mistake(
      testDescription: "reach", change: (#""reach":0.7"#, #""reach":11"#),
      message: "head.reach is 11.0; 0.0 to 10.0 is wanted"),
    Mistake(
      testDescription: "subdivision", change: (#""subdivision":1"#, #""subdivision":3"#),
      message: "head.subdivision is 3; 1, 2 or 4 is wanted"),
    Mistake(
      testDescription: "subdivision beyond pixels",
      change: (#""subdivision":1"#, #""subdivision":4"#),
      message: "head.subdivision is 4; at most unshuffle, 2, is wanted"),
    Mistake(
      testDescription: "frame", change: (#""frame":2"#, #""frame":8"#),
      message: "head.frame is 8; 0 to 7 is wanted"),
    Mistake(
      testDescription: "unknown in the contrast", change: (#""levelling""#, #""leveling""#),
      message: "head.contrast.levelling is missing"),
    Mistake(
      testDescription: "contrast", change: (#""maximumGain":1.5"#, #""maximumGain":0.5"#),
      message: "head.contrast.maximumGain is 0.5; 1.0 to 2.0 is wanted"),
    Mistake(
      testDescription: "later version", change: (#""version":2"#, #""version":3"#),
      message: "version is 3; 1 or 2 is wanted"),
    Mistake(
      testDescription: "a name of version 1", change: ("{", #"{"blending":1,"#),
      message: "blending is not a setting"),
    Mistake(
      testDescription: "heads of the width", change: (#""heads":2"#, #""heads":3"#),
      message: "width 8 is not even or no multiple of 3 heads"),
    Mistake(
      testDescription: "odd width",
      change: (#""width":8"#, #""width":7"#), message: "width 7 is not even"),
    Mistake(
      testDescription: "heads of the Vision Transformer",
      change: (#""vitHeads":2"#, #""vitHeads":5"#), message: "vitWidth 16 is no multiple of 5 heads"
    ),
    Mistake(testDescription: "cut", change: ("}", ""), message: "not a JSON object of settings"),
    Mistake(
      testDescription: "array", change: ("{", "[{"), message: "not a JSON object of settings"),
  ]

  @Test("a mistake is an error that names the setting", arguments: mistakes)
  func refused(_ mistake: Mistake) throws {
    let json = ModelConfiguration.tiny.json.replacing(mistake.change.0, with: mistake.change.1)
    #expect(json != ModelConfiguration.tiny.json)
    let error = try #require(throws: FusionModelError.self) { try ModelConfiguration(json: json) }
    #expect(error.code == .configuration)
    #expect(error.description.hasPrefix("model configuration: "))
    #expect(error.description.contains(mistake.message), "\(error)")
  }

  @Test("weights of a network with more gains are none of one with fewer")
  func otherSubdivision() {
    func tiny(_ subdivision: Int, reach: Double) -> ModelConfiguration {
      var (configuration, blend) = (ModelConfiguration.tiny, GainBlendSettings())
      (blend.subdivision, blend.reach) = (subdivision, reach)
      configuration.head = .gainBlend(blend, contrast: nil)
      return configuration
    }
    #expect(tiny(2, reach: 0.7).takesWeights(of: tiny(2, reach: 0.6)))
    #expect(!tiny(2, reach: 0.7).takesWeights(of: tiny(1, reach: 0.7)))
  }

  @Test("what is no object is an error", arguments: ["", "3", "null", "[]", "\"tiny\"", "\u{0}"])
  func noObject(_ json: String) throws {
    let error = try #require(throws: FusionModelError.self) { try ModelConfiguration(json: json) }
    #expect(error.code == .configuration)
  }
}
