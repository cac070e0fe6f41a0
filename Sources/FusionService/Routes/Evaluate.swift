// SPDX-License-Identifier: Apache-2.0

import Cameras
import FusionMetrics
import HTTPTypes
import Hummingbird
import Imaging

/// `POST /v1/evaluate`: how good a fused image is.
func evaluate(_ call: ServiceCall, _ state: ServiceState) async throws -> Response {
  let form = try await received(
    call, files: ["first", "second", "fused"], options: ["range", "percentile"], state)
  let range = try OptionReader(form.options).range()
  var cost = ImageCost(state.settings.limits)
  let files = try ["first", "second", "fused"].map { name in
    let bytes = try form.file(name)
    return NamedFile(name: name, bytes: bytes, policy: try cost.add(bytes, name: name))
  }
  try cost.reserve(in: form.share, beside: form.files.values.map(\.count).reduce(0, +))
  let scores = try await state.jobs.run(for: call.presence, holding: form.share) { _ in
    try Scores(files, range: range)
  }
  return Response(json: scores)
}

/// The metrics of published tables, of one fused image.
struct Scores: Encodable, Sendable {
  private struct Score: Encodable {
    let name: String
    let value: Double
    let better: String
    let summary: String
  }

  private let metrics: [Score]
  private let notes: [String]

  /// Decodes and scores: first, second, fused; stops before the next metric where it is cancelled.
  ///
  /// - Throws: `ImagingError`, `FusionMetricsError`, `CamerasError`; ``Problem`` for samples that
  ///   are no numbers.
  init(_ files: [NamedFile], range: RangeMapping) throws {
    let (first, second, fused) = (
      try files[0].image(.first), try files[1].image(.second), try files[2].image(.first)
    )
    for (file, image) in zip(files, [first, second, fused]) { try image.requireNumbers(file.name) }
    try Task.checkCancellation()
    // Infrared is what metrics call the first source.
    let triple = try FusedTriple(
      name: "fused", fused: fused.gray(in: nil), first: second.gray(in: second.range(of: range)),
      second: first.gray(in: first.foundRange()))
    let evaluator = FusionEvaluator(metrics: Metric.tableColumns)
    let values = try evaluator.cancellableScores(of: triple)
    metrics = evaluator.metrics.compactMap { metric in
      values[metric].map { value in
        Score(
          name: metric.name, value: value,
          better: metric.direction == .higherIsBetter ? "higher" : "lower",
          summary: "\(metric.title): \(metric.summary)")
      }
    }
    notes = zip(files, [first, second, fused]).flatMap { file, image in
      (image.notes.warnings + image.notes.remarks).map { "\(file.name): \($0)" }
    }
  }
}

extension Image {
  /// - Throws: ``Problem`` where a sample is not-a-number or infinite.
  fileprivate func requireNumbers(_ name: String) throws(Problem) {
    guard case .float(let values) = samples else { return }
    let count = values.count { !$0.isFinite }
    guard count == 0 else {
      throw Problem(
        .unprocessableContent, "not-finite",
        "\(name): samples that are not-a-number or infinite (\(count)); finite ones are wanted")
    }
  }

  /// Whole gray levels, as published evaluations compare with.
  fileprivate func gray(in range: BrightnessRange?) -> GrayImage {
    GrayImage(
      Image(
        size: size, colorModel: .gray,
        samples: .uint8(GrayImage(range.map(mapped) ?? self).levels)))
  }
}
