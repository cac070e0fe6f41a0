// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import Hummingbird

extension Problem {
  private struct Content: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let requestId: String
  }

  /// The answer, `application/problem+json`.
  func response(requestID: String) -> Response {
    let content = Content(
      title: status.reasonPhrase, status: status.code, detail: detail, requestId: requestID)
    var response = Response(json: content, status: status)
    response.headers[.contentType] = "application/problem+json"
    response.headers[.retryAfter] = retryAfter.map { "\($0)" }
    for field in fields { response.headers[field.name] = field.value }
    return response
  }
}

extension Response {
  /// An answer of JSON, its keys sorted.
  init(json content: some Encodable, status: HTTPResponse.Status = .ok) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    // All that is answered are numbers, texts and lists of them.
    let data = (try? encoder.encode(content)) ?? Data("{}".utf8)
    self.init(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
  }

  /// An answer of bytes, written piece by piece, so that a slow reader shows.
  init(bytes: [UInt8], type: String) {
    let body = ResponseBody(contentLength: bytes.count) { writer in
      for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
        let end = min(start + 1 << 16, bytes.count)
        try await writer.write(ByteBuffer(bytes: bytes[start..<end]))
      }
      try await writer.finish(nil)
    }
    self.init(status: .ok, headers: [.contentType: type], body: body)
  }
}
