// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird

/// `POST /v1/fuse`: the fused image.
func fuse(_ call: ServiceCall, _ state: ServiceState) async throws -> Response {
  let form = try await received(
    call, files: ["first", "second"], options: FuseOptions.names, state)
  let wanted = try FuseOptions(form.options, state.settings)
  let received = try ReceivedPair(
    form, state.settings.limits, bytesPerPixel: wanted.bytesPerPixel)
  let work = FuseWork(received: received, wanted: wanted)
  let output = try await state.jobs.run(
    for: call.presence, holding: form.share, keeping: { $0.bytes.count }
  ) { times in
    try await work(times)
  }
  state.metrics.count(fused: output.times["fuse"])
  var response = Response(bytes: output.bytes, type: wanted.format.mediaType)
  call.presence.answer.keep(form.share)
  response.setNotes(output.notes)
  response.setTimes(output.times)
  return response
}

/// The files and options of a call, unless it would not get its turn.
///
/// - Throws: ``Problem``, and what reading the body throws.
func received(
  _ call: ServiceCall, files: [String], options: [String], _ state: ServiceState
) async throws -> RequestForm {
  guard !state.jobs.queue.isFull else { throw Problem.queueFull }
  return try await RequestForm(
    call, files: files, options: options, state.settings.limits, MemoryShare(of: state.memory))
}

extension Response {
  /// Most bytes of notes; more are left out.
  private static let mostNoteBytes = 6000

  /// `Daefuse-Notes`: a JSON array of lines, percent-encoded.
  mutating func setNotes(_ notes: [String]) {
    let safe = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    var kept = notes
    while let data = try? JSONEncoder().encode(kept),
      let text = String(decoding: data, as: UTF8.self).addingPercentEncoding(
        withAllowedCharacters: safe)
    {
      if text.utf8.count <= Self.mostNoteBytes || kept.isEmpty {
        HTTPField.Name("Daefuse-Notes").map { headers[$0] = text }
        return
      }
      kept.removeLast()
    }
  }

  /// `Server-Timing`: how long each stage took.
  mutating func setTimes(_ times: StageTimes) {
    HTTPField.Name("Server-Timing").map { headers[$0] = times.field }
  }
}
