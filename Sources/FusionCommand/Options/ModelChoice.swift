// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Fusion
import FusionModel
import ImportedModels

/// A network as `--model` names it: a preset or a file, by itself or as `NAME=FILE`.
struct ModelChoice {
  /// What it is to be called; nil: as its preset or file is.
  let name: String?
  /// A preset's name, or a path.
  let source: String

  /// Takes a text apart, unless a file is called just that.
  init(_ text: String) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let isNamed =
      parts.count == 2 && !parts[0].isEmpty && !parts[0].contains("/") && !parts[1].isEmpty
      && !FileManager.default.fileExists(atPath: text)
    name = isNamed ? String(parts[0]) : nil
    source = isNamed ? String(parts[1]) : text
  }

  /// The kind of file, where somebody else made the network; nil: it is one of this project's.
  var format: ImportedFormat? { ImportedFormat(path: source) }

  /// The files that the network is read from, and the conventions of somebody else's.
  func files(_ importing: ImportOptions) -> [String] {
    guard format != nil else {
      if case .file(let path) = ModelSource(source) { return [path] }
      return []
    }
    return [source, importing.file ?? NetworkConventions.path(besideNetwork: source)]
  }

  /// Refuses a word that is neither a preset's name nor looks like a file or is one.
  func check() throws {
    if format == nil { try checkModel(source, files: ".safetensors, .onnx, .pt") }
  }

  /// What it is called in tables.
  var tableName: String { name ?? ModelSource(source).name }

  /// What its results hang on beside its name: a hash of its file, and how it is run.
  ///
  /// - Throws: What reading the file throws, and the conventions of somebody else's network.
  func conditions(
    precision: ComputePrecision, _ importing: ImportOptions
  ) throws -> [String: String] {
    let weights = try SHA256.digest(ofFiles: [ModelSource(source).path()])
    guard format != nil else { return ["weights": weights, "precision": precision.rawValue] }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let conventions = try encoder.encode(importing.conventions(of: source))
    return ["weights": weights, "conventions": String(decoding: conventions, as: UTF8.self)]
  }

  /// Loads the network, for up to `count` pairs at once.
  func makeMethod(
    _ count: Int, device: ComputeDevice, precision: ComputePrecision, threads: Int?,
    _ importing: ImportOptions
  ) throws -> any FusionMethod {
    try format == nil
      ? FuserPool(
        count, ModelSource(source), name: name, device: device, precision: precision,
        threads: threads)
      : makeImported(count, device: device, threads: threads, importing)
  }

  /// Loads somebody else's network, for up to `count` pairs at once.
  func makeImported(
    _ count: Int, device: ComputeDevice, threads: Int?, _ importing: ImportOptions
  ) throws -> ImportedNetwork {
    do {
      return try ImportedNetwork(
        path: source, name: name, conventions: importing.conventions(of: source),
        trusted: importing.trust, count: count, device: device, threads: threads)
    } catch let error as ImportedModelError where error.code == .untrusted {
      throw AdvisedError(reason: error, advice: "--trust says that you do")
    }
  }
}
