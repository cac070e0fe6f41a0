// SPDX-License-Identifier: Apache-2.0

import Foundation
import ImportedModels
import TestSupport
import Testing

@Suite("Imported networks: conventions", .tags(.unit))
struct ConventionTests {
  @Test("an empty object is the defaults; what is written is read again")
  func roundTrip() throws {
    #expect(try NetworkConventions(json: "{}") == NetworkConventions())
    var conventions = NetworkConventions()
    conventions.order = [.second, .first]
    (conventions.channels, conventions.isStacked) = (.rgbAndGray, true)
    (conventions.inputRange, conventions.outputRange) = (-1...1, .found)
    (conventions.mean, conventions.deviation) = ([0.5], [0.25])
    (conventions.sizeMultiple, conventions.output) = (32, 2)
    let json = String(decoding: try JSONEncoder().encode(conventions), as: UTF8.self)
    #expect(try NetworkConventions(json: json) == conventions)
  }

  static let mistakes: [(json: String, words: String)] = [
    (#"{"chanels": "rgb"}"#, "chanels is no convention"),
    (#"{"channels": "cmyk"}"#, "channels"), (#"{"order": ["first", "first"]}"#, "order is"),
    (#"{"order": ["first"]}"#, "order is"),
    (#"{"inputRange": [1, 1]}"#, "inputRange is [1.0, 1.0]"),
    (#"{"inputRange": [1, 0]}"#, "inputRange"), (#"{"inputRange": 255}"#, "inputRange"),
    (#"{"outputRange": "tanh"}"#, "outputRange is tanh"),
    (#"{"outputRange": [2, 2]}"#, "outputRange is [2.0, 2.0]"),
    (#"{"mean": [0.1, 0.2, 0.3]}"#, "a list of one number is wanted"),
    (#"{"mean": []}"#, "mean is []"), (#"{"deviation": [0]}"#, "positive numbers are wanted"),
    (#"{"sizeMultiple": 0}"#, "sizeMultiple is 0; 1 to 512 is wanted"),
    (#"{"output": -1}"#, "output is -1; 0 to 63 is wanted"), ("[]", "not a JSON object"),
    ("no JSON", "not a JSON object"),
  ]

  @Test("a mistake names its key", arguments: mistakes)
  func mistake(_ json: String, _ words: String) throws {
    let error = try #require(throws: ImportedModelError.self) { try NetworkConventions(json: json) }
    #expect(error.code == .conventions && error.message.contains(words), "\(error)")
  }

  @Test("they lie beside the network, and are asked for where they do not")
  func besideNetwork() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/their network.pt"
      let error = try #require(throws: ImportedModelError.self) {
        try NetworkConventions(besideNetwork: path)
      }
      #expect(error.subject == path && error.message.contains("their network.json is missing"))
      let json = "\(folder)/their network.json"
      try #"{"channels": "rgb"}"#.write(toFile: json, atomically: true, encoding: .utf8)
      #expect(try NetworkConventions(besideNetwork: path).channels == .rgb)
      try "{".write(toFile: json, atomically: true, encoding: .utf8)
      let other = try #require(throws: ImportedModelError.self) {
        try NetworkConventions(besideNetwork: path)
      }
      #expect(other.subject == json)
    }
  }
}
