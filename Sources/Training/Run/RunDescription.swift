// SPDX-License-Identifier: Apache-2.0

import Datasets
private import Foundation

/// What a run is: its settings and its data. Kept in the run's folder as `config.json`.
struct RunDescription: Codable, Equatable {
  let configuration: TrainingConfiguration
  let data: [DataSource]

  /// The text of `config.json`.
  var json: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("settings encode") }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  init(configuration: TrainingConfiguration, data: [DataSource]) {
    self.configuration = configuration
    self.data = data
  }

  /// Reads a run's `config.json`.
  ///
  /// - Throws: ``TrainingError`` that names the file.
  init(path: String) throws {
    let content = try readWhole(path)
    do { self = try JSONDecoder().decode(Self.self, from: Data(content)) } catch {
      throw TrainingError.folder("\(path): not the description of a run")
    }
  }

  /// Tells the run from others, by everything that decides its weights.
  func identity(_ data: TrainingData, ranks: Int) -> String {
    var checksum = Checksum()
    checksum.add(configuration.json)
    for pair in data.training { checksum.add(pair.stem) }
    checksum.add("\(ranks)")
    return String(checksum.value, radix: 16)
  }
}
