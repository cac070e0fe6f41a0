// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Holds a connection to its times: headers, body and the reading of answers. Notices where the
/// client goes, and ends the connection after an answer that says so.
///
/// The server limits idle time and the size of headers by itself.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let watch: ConnectionWatch
  private var ticks: RepeatedTask?

  init(_ limits: ServiceLimits, dropped: @escaping @Sendable (_ reason: String) -> Void) {
    watch = ConnectionWatch(limits, dropped: dropped)
  }

  /// Whether the client is still there.
  var presence: ClientPresence { watch.presence }

  func handlerAdded(context: ChannelHandlerContext) {
    try? context.pipeline.syncOperations.addHandler(ByteWatch(watch), position: .first)
    let loopBound = NIOLoopBound((watch, context), eventLoop: context.eventLoop)
    ticks = context.eventLoop.scheduleRepeatedTask(
      initialDelay: .seconds(1), delay: .milliseconds(500)
    ) { _ in
      let (watch, context) = loopBound.value
      if watch.isOverdue() { context.close(promise: nil) }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { ticks?.cancel() }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if watch.isLingering { return }
    switch unwrapInboundIn(data) {
    case .head: watch.received(headers: true, bodyBytes: 0, isEnd: false)
    case .body(let bytes):
      watch.received(headers: false, bodyBytes: bytes.readableBytes, isEnd: false)
    case .end: watch.received(headers: false, bodyBytes: 0, isEnd: true)
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .head(let head) where head.status.kind != .informational:
      watch.answers(closes: head.headerFields[.connection]?.lowercased() == "close")
      context.write(data, promise: promise)
    case .end:
      let promise = promise ?? context.eventLoop.makePromise()
      let kept = watch.presence.answer.take()
      promise.futureResult.whenComplete { _ in withExtendedLifetime(kept) {} }
      if watch.answered() {
        context.writeAndFlush(data, promise: promise)
        context.close(mode: .output, promise: nil)
      } else {
        context.write(data, promise: promise)
      }
    default:
      context.write(data, promise: promise)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    watch.presence.leave()
    watch.presence.answer.close()
    ticks?.cancel()
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    // A client that closes its side alone looks the same as one that is gone.
    if case .inputClosed? = event as? ChannelEvent { watch.presence.leave() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    watch.presence.leave()
    context.fireErrorCaught(error)
  }
}
