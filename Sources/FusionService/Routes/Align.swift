// SPDX-License-Identifier: Apache-2.0

import Alignment
import Datasets
import Foundation
import Fusion
import Geometry
import HTTPTypes
import Hummingbird
import Imaging

/// `POST /v1/align`: how the second image lies in the first one.
func align(_ call: ServiceCall, _ state: ServiceState) async throws -> Response {
  let form = try await received(
    call, files: ["first", "second"], options: ["model", "points", "range", "percentile"], state)
  let wanted = try AlignWork.Wanted(OptionReader(form.options))
  let work = AlignWork(received: try ReceivedPair(form, state.settings.limits), wanted: wanted)
  let (answer, times) = try await state.jobs.run(for: call.presence, holding: form.share) { times in
    try work(times)
  }
  var response = Response(json: answer)
  response.setTimes(times)
  return response
}

/// Finds the geometry of a request's pair.
struct AlignWork: Sendable {
  /// What a request may say of it.
  struct Wanted: Sendable {
    let model: GeometryModel
    let points: [PointMatch]
    let range: RangeMapping

    init(_ reader: OptionReader) throws(Problem) {
      model = try reader.choice("model", GeometryModel.self) ?? .homography
      points = try reader.points()
      range = try reader.range()
    }
  }

  /// What is answered.
  struct Output: Encodable, Sendable {
    /// Whether it may be used unseen.
    let confident: Bool
    /// How sure it is, 0...1, and from where on that is enough.
    let score, bound: Double
    /// The share of the first image that the second one shows.
    let covered: Double
    /// From pixels of the second image to those of the first, rows first.
    let matrix: [[Double]]
    /// The rig file.
    let rig: RigContent
    let notes: [String]
  }

  let received: ReceivedPair
  let wanted: Wanted

  /// Decodes and finds.
  ///
  /// - Throws: ``Problem`` and the libraries' errors.
  func callAsFunction(_ times: StageTimes) throws -> (Output, StageTimes) {
    var times = times
    let pair = try received.read(isPlaced: false)
    times.end("decode")
    try Task.checkCancellation()
    let (rig, found) = try rig(of: pair)
    times.end("align")
    let rows = rig.geometry.elements
    let output = Output(
      confident: found?.isConfident ?? true, score: found?.confidence ?? 1,
      bound: FoundGeometry.leastConfidence, covered: rig.coveredShare,
      matrix: (0..<3).map { Array(rows[3 * $0..<3 * $0 + 3]) }, rig: RigContent(rig),
      notes: pair.notes + ["\(rig)"] + (found.map { [$0.summary] } ?? []))
    return (output, times)
  }

  private func rig(of pair: RegisteredPair) throws -> (Rig, FoundGeometry?) {
    guard wanted.points.isEmpty else {
      return (try Rig(wanted.points, of: pair, upTo: wanted.model), nil)
    }
    var search = RigSearch()
    search.aligner.model = wanted.model
    search.options.secondRange = wanted.range
    search.prior = received.statedRig.map { .rig($0) }
    return try search(pair)
  }
}
