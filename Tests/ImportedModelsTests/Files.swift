// SPDX-License-Identifier: Apache-2.0

import Foundation
import Fusion
import FusionModel
import Imaging
import ImportedModels
import TestSupport
import Testing

/// The path of a network that `Scripts/make-model-fixtures.py` wrote.
func fixture(_ name: String) -> String {
  Repository.path("Tests/ImportedModelsTests/Fixtures/\(name)")
}

/// Two planes of noise without any repetition.
func pair(_ width: Int, _ height: Int) -> LuminancePair {
  let size = ImageSize(width: width, height: height)
  func plane(_ step: Int) -> Plane {
    Plane(size: size, values: (0..<size.pixelCount).map { Float($0 * step % 251) / 250 })
  }
  return LuminancePair(first: plane(37), second: plane(91))
}

/// What a network of the fixtures makes of a pair.
func fused(
  _ name: String, _ pair: LuminancePair, _ conventions: NetworkConventions = NetworkConventions(),
  runtime: String? = nil
) async throws -> Plane {
  let network = try ImportedNetwork(
    path: fixture(name), conventions: conventions, trusted: true, runtime: runtime, device: .cpu,
    threads: 1)
  return try await network.fuse(pair, FusionContext())
}

/// The two planes, value by value.
func expected(_ pair: LuminancePair, _ formula: (Float, Float) -> Float) -> Plane {
  Plane(size: pair.size, values: zip(pair.first.values, pair.second.values).map(formula))
}

/// The largest difference of two planes of one size.
func distance(_ a: Plane, _ b: Plane) -> Float {
  guard a.size == b.size else { return .infinity }
  return zip(a.values, b.values).map { abs($0 - $1) }.max() ?? 0
}

/// The library of ONNX Runtime that tests run: that of the Python package, or the one of
/// `ONNXRUNTIME`.
enum OnnxRuntime {
  static let path: String? = {
    if let named = ProcessInfo.processInfo.environment["ONNXRUNTIME"] { return named }
    let folder = Repository.path(".cache/python/onnxruntime/capi")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.first { $0.hasPrefix("libonnxruntime.so") }.map { "\(folder)/\($0)" }
  }()

  static let advice: Comment = "no ONNX Runtime here; Scripts/setup --tests gets it"
}
