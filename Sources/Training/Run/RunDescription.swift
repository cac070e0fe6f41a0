// SPDX-License-Identifier: Apache-2.0

import Datasets
private import Foundation

/// What a run is: its settings, its data and its first weights. Kept in the run's folder as
/// `config.json`, with paths from the root of the file system, so that the run is resumed from
/// anywhere; the relative paths that older ones hold count from where it is resumed.
struct RunDescription: Codable, Equatable {
  let configuration: TrainingConfiguration
  private(set) var data: [DataSource]
  /// What the network began with; nil for random weights.
  private(set) var initialWeights: String?

  /// The same with names in place of paths, nothing of the machine: for what is shown to others.
  var named: Self {
    var named = self
    named.data = data.map(\.named)
    named.initialWeights = initialWeights.map(lastPart(of:))
    return named
  }

  /// The text of `config.json`.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("settings encode") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  /// A description with paths from the root of the file system.
  init(
    configuration: TrainingConfiguration, data: [DataSource], initialWeights: String? = nil
  ) {
    self.configuration = configuration
    self.data = data.map(\.standardized)
    self.initialWeights = initialWeights.map(standardizedWeights)
  }

  /// Reads a run's `config.json`.
  ///
  /// - Throws: ``TrainingError`` that names the file.
  init(path: String) throws {
    let content = try readWhole(path)
    do { self = try JSONDecoder().decode(Self.self, from: Data(content)) } catch {
      throw TrainingError.folder("\(path): \(Self.problem(error, in: Data(content)))")
    }
  }

  /// Why `content` cannot be read, in one sentence.
  private static func problem(_ error: any Error, in content: Data) -> String {
    if case DecodingError.keyNotFound(let key, _) = error, key.stringValue == "discriminatorWidth" {
      return "a run of daefuse 0.1, which that version goes on with; a new run can start from its "
        + "last.safetensors"
    }
    guard let json = try? JSONSerialization.jsonObject(with: content, options: .fragmentsAllowed)
    else { return "not JSON; the description of a run is wanted" }
    guard let object = json as? [String: Any] else {
      return "\(jsonText(json)) is not the description of a run; a JSON object is wanted"
    }
    let settings = object["configuration"] as? [String: Any]
    return settings.flatMap(TrainingConfiguration.complaint) ?? jsonProblem(error, in: object)
  }

  /// Tells the run from others: by its settings, the names of its pairs and the number of ranks.
  /// What it began with is in its checkpoints already.
  func fingerprint(_ data: TrainingData, ranks: Int) -> String {
    var checksum = Checksum()
    checksum.add(configuration.jsonOfOlderVersions)
    for pair in data.training { checksum.add(pair.stem) }
    checksum.add("\(ranks)")
    return String(checksum.value, radix: 16)
  }

  /// What weights say of where they come from; nothing of the machine.
  func notes(pairs: Int, nextStep: Int, of plan: RunPlan) -> [String: String] {
    [
      "daefuse.training": configuration.json,
      "daefuse.training.data": "\(pairs) pairs of \(data.map(\.name).joined(separator: ", "))",
      "daefuse.training.steps": "\(nextStep) of \(plan.steps)",
    ]
  }
}
