// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import Hummingbird
import Imaging

/// The pictures of live sources.
func liveRoutes(_ state: ServiceState) -> [Route] {
  [
    Route(method: .get, path: "/v1/live/*.mjpeg") { call in
      let feed = try state.feed(call.name)
      _ = try feed.newestPicture()
      return Response(pictures: feed.pictures())
    },
    Route(method: .get, path: "/v1/live/*/snapshot.png") { call in
      let picture = try state.feed(call.name).newestPicture()
      return Response(bytes: try picture.encoded(as: .png), type: "image/png")
    },
  ]
}

extension ServiceState {
  fileprivate func feed(_ name: String) throws(Problem) -> LiveFeed {
    guard let feed = feeds.first(where: { $0.name == name }) else {
      throw Problem(.notFound, "path", "there is no live source \(quoted(name))")
    }
    return feed
  }
}

extension LiveFeed {
  /// - Throws: ``Problem``, 503, where there is none or it is old.
  fileprivate func newestPicture() throws(Problem) -> LivePicture {
    let (picture, condition) = newest
    guard let picture else {
      // What is said of a source may name its address, which is for whoever runs the service.
      throw Problem(
        .serviceUnavailable, "live-\(condition)",
        condition == .opening ? "no picture has come yet" : "no picture has come for some seconds",
        retryAfter: 2)
    }
    return picture
  }
}

extension Response {
  private static let boundary = "picture"

  /// A stream of JPEG files, each in the place of the one before it, until the pictures end.
  fileprivate init(pictures: AsyncStream<LivePicture>) {
    let body = ResponseBody { writer in
      for await picture in pictures {
        let file = try picture.encoded(as: .jpeg)
        let head =
          "--\(Self.boundary)\r\nContent-Type: image/jpeg\r\nContent-Length: \(file.count)\r\n\r\n"
        try await writer.write(ByteBuffer(bytes: Array(head.utf8) + file + Array("\r\n".utf8)))
      }
      try await writer.write(ByteBuffer(string: "--\(Self.boundary)--\r\n"))
      try await writer.finish(nil)
    }
    self.init(
      status: .ok,
      headers: [.contentType: "multipart/x-mixed-replace; boundary=\(Self.boundary)"], body: body)
  }
}
