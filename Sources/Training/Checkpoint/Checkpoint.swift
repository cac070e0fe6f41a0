// SPDX-License-Identifier: Apache-2.0

import Foundation
import Layers
import Safetensors
import Tensors

/// All that a run needs to go on as if it had never stopped: a safetensors file of weights, running
/// statistics and moments, whose metadata say where the run was.
///
/// Nothing random is carried in it: first weights and crops are functions of the seed and the step.
struct Checkpoint {
  /// What the metadata say.
  private struct Header: Codable {
    let run: String
    let progress: TrainingProgress
  }

  private static let headerKey = "daefuse.checkpoint"
  private static let checksumKey = "daefuse.checksum"

  let progress: TrainingProgress
  private let file: SafetensorsFile

  /// Writes a checkpoint of `trainer`, which appears whole or not at all. `run` tells its run from
  /// others.
  static func write(
    _ trainer: Trainer, _ progress: TrainingProgress, run: String, to path: String
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let header = String(
      decoding: try encoder.encode(Header(run: run, progress: progress)), as: UTF8.self)
    let sources = trainer.state.map { SafetensorsWriter.Source($0.key, $0.tensor) }
    var checksum = Checksum()
    checksum.add(header)
    for source in sources.sorted(by: { $0.key < $1.key }) {
      checksum.add(source.key)
      source.withBytes { checksum.add($0) }
    }
    do {
      try SafetensorsWriter.write(
        to: path, sources, metadata: [headerKey: header, checksumKey: "\(checksum.value)"])
    } catch { throw TrainingError.folder("\(error)") }
  }

  /// Opens a checkpoint and reads it through.
  ///
  /// - Throws: ``TrainingError`` where it is damaged, or of another run than `run`.
  init(path: String, run: String) throws {
    do {
      file = try SafetensorsFile(path: path)
      let header = try Self.header(of: file)
      guard header.run == run else {
        throw TrainingError.checkpoint("\(path): of another run (other settings or other data)")
      }
      progress = header.progress
    } catch let error as SafetensorsError {
      throw TrainingError.checkpoint("\(error)")
    }
  }

  private static func header(of file: SafetensorsFile) throws -> Header {
    let damaged = TrainingError.checkpoint("\(file.path): damaged (its checksum differs)")
    guard let text = file.metadata[headerKey], let wanted = file.metadata[checksumKey] else {
      throw TrainingError.checkpoint("\(file.path): no checkpoint of daefuse")
    }
    var checksum = Checksum()
    checksum.add(text)
    for key in file.entries.keys.sorted() {
      checksum.add(key)
      try file.bytes(of: key).withUnsafeBytes { checksum.add($0) }
    }
    guard "\(checksum.value)" == wanted else { throw damaged }
    do { return try JSONDecoder().decode(Header.self, from: Data(text.utf8)) } catch {
      throw damaged
    }
  }

  /// Puts the state back into `trainer`, which is of the same configuration.
  func restore(_ trainer: Trainer) throws {
    trainer.enterPhase(of: progress.nextStep)
    try withoutGradients {
      for (key, tensor) in trainer.state {
        guard try file.entry(key).shape == tensor.shape else {
          throw TrainingError.checkpoint("\(file.path): \(key) is of another shape")
        }
        tensor.copy_(try file.tensor(key))
      }
    }
  }
}
