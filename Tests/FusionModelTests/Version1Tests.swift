// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import TestSupport
import Testing

@testable import FusionModel

/// Version 1 of the configuration, in which settings came one after the other.
@Suite("configurations of version 1", .tags(.unit))
struct Version1Tests {
  /// What every one of them holds.
  private static let first: [String: SettingValue] = [
    "unshuffle": 4, "width": 16, "heads": 2, "depth": 1, "expansion": 2, "resnetWidth": 8,
    "vitWidth": 32, "vitDepth": 2, "vitHeads": 2, "vitExpansion": 2, "discriminatorWidth": 16,
  ].mapValues(SettingValue.integer)

  private static func json(_ later: [String: Int]) throws -> String {
    let settings = first.merging(later.mapValues(SettingValue.integer)) { $1 }
    return String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
  }

  private static let contrast: CentredContrast = {
    var rule = CentredContrast()
    (rule.minimumShare, rule.contrast, rule.maximumGain) = (0.4, 0.26, 1.5)
    (rule.levelling, rule.softening) = (0.7, 0.06)
    return rule
  }()

  @Test("that of the weights of version 0.1 is the preset, but for the contrast of today")
  func last() throws {
    let later = [
      "resnetStride": 1, "vitPooling": 2, "crossAttention": 1, "blending": 1, "centring": 1,
    ]
    let read = try ModelConfiguration(json: try Self.json(later))
    #expect(read.takesWeights(of: .fast))
    var blend = GainBlendSettings()
    (blend.window, blend.reach, blend.frame) = (15, 0.7, 2)
    #expect(read.head == .gainBlend(blend, contrast: Self.contrast))
  }

  @Test("switches are merge, head and contrast")
  func switches() throws {
    let later = ["resnetStride": 2, "vitPooling": 2, "crossAttention": 0, "blending": 0]
    let read = try ModelConfiguration(json: try Self.json(later.merging(["centring": 1]) { $1 }))
    #expect(read.merge == .concatenation && read.head == .grayLevel(contrast: Self.contrast))
    let plain = try ModelConfiguration(json: try Self.json(later.merging(["centring": 0]) { $1 }))
    #expect(plain.head == .grayLevel(contrast: nil) && plain.resnetStride == 2)
    let blend = try ModelConfiguration(
      json: try Self.json(["crossAttention": 1, "blending": 1, "centring": 0]))
    #expect(blend.head == .gainBlend(GainBlendSettings(), contrast: nil))
  }

  @Test("a file from before a setting has what networks were then")
  func earlier() throws {
    let first = try ModelConfiguration(json: try Self.json([:]))
    #expect(first.resnetStride == 1 && first.vitPooling == 1 && first.merge == .crossAttention)
    #expect(first.head == .grayLevel(contrast: nil))
    let contrasted = try ModelConfiguration(
      json: try Self.json(["resnetStride": 2, "centring": 1]))
    #expect(contrasted.resnetStride == 2 && contrasted.head == .grayLevel(contrast: Self.contrast))
  }

  @Test("migration is a function of the settings, and leaves version 2 as it is")
  func pure() throws {
    let old = Self.first.merging(["blending": .integer(1)]) { $1 }
    let once = try ModelConfiguration.migrated(old, over: nil)
    #expect(try ModelConfiguration.migrated(old, over: nil) == once)
    #expect(once["discriminatorWidth"] == nil && once["blending"] == nil && once["head"] != nil)
    #expect(try ModelConfiguration.migrated(once, over: .paper) == once)
    let tiny = ModelConfiguration.tiny.settings
    #expect(try ModelConfiguration.migrated(tiny, over: nil) == tiny)
  }

  @Test(
    "mistakes are errors that name the setting",
    arguments: [
      ("blending", #""blending":2"#, "blending is 2; 0 or 1 is wanted"),
      ("centring", #""centring":true"#, "centring is not a whole number"),
      ("crossAttention", #""crossAttention":-1"#, "crossAttention is -1; 0 or 1 is wanted"),
      ("unknown", #""hight":2"#, "hight is not a setting"),
      ("mixed", #""blending":1,"merge":"concatenation""#, "is not a setting"),
      ("later version", #""version":"1""#, "version is 1; 1 or 2 is wanted"),
    ])
  func mistakes(_ name: String, _ text: String, _ message: String) throws {
    let json = try Self.json([:]).replacing("{", with: "{\(text),")
    let error = try #require(throws: FusionModelError.self) { try ModelConfiguration(json: json) }
    #expect(error.description.contains(message), "\(error)")
  }

  @Test("weights from before version 2 are read, with the constants of their time")
  func weights() throws {
    let path = Repository.path("Documentation/Notes/TrainingRun/finer.safetensors")
    let file = try WeightFile(path: path)
    let configuration = try #require(file.configuration as? ModelConfiguration)
    #expect(configuration.head.contrast == Self.contrast && configuration.unshuffle == 2)
    _ = try file.makeModel()
  }
}
