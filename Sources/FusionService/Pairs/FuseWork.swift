// SPDX-License-Identifier: Apache-2.0

import Datasets
import Fusion
import Imaging

/// Makes the fused image of a request.
struct FuseWork: Sendable {
  let received: ReceivedPair
  let wanted: FuseOptions

  /// The file, and what is to be said of it.
  struct Output: Sendable {
    let bytes: [UInt8]
    let notes: [String]
    let times: StageTimes
  }

  /// Decodes, lays together, fuses and encodes; between any two it stops where it is cancelled.
  ///
  /// - Throws: ``Problem`` and the libraries' errors.
  func callAsFunction(_ times: StageTimes) async throws -> Output {
    var times = times
    let pair = try received.read(
      isPlaced: [.registered, .stated].contains(wanted.placement),
      isStated: wanted.placement == .stated)
    var notes = pair.notes
    times.end("decode")
    try Task.checkCancellation()
    var options = wanted.options
    options.depth = wanted.depth ?? (pair.first.samples.depth == .uint8 ? .uint8 : .uint16)
    try wanted.placement.place(pair, received, &options, &notes)
    times.end("align")
    try Task.checkCancellation()
    let prepared = try PreparedPair(pair.first, pair.second, options)
    notes += prepared.notes
    try Task.checkCancellation()
    let fused = prepared.fusedImage(
      from: try await wanted.method.fuse(prepared.luminances, prepared.context()))
    times.end("fuse")
    try Task.checkCancellation()
    let picture =
      wanted.showsPanel
      ? try Image.panel(
        first: pair.first, second: pair.second, fused: fused, options: options,
        palette: wanted.palette) : fused
    let bytes = try picture.encoded(as: wanted.format, quality: wanted.quality)
    times.end("encode")
    return Output(bytes: bytes, notes: notes, times: times)
  }
}

extension ImageFormat {
  /// The media type.
  var mediaType: String { "image/\(rawValue)" }
}
