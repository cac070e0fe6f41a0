// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// The first handler of a connection: tells its watch of bytes that are asked for, that come, and
/// that wait for the client.
final class ByteWatch: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundIn = IOData
  typealias OutboundOut = IOData

  private let watch: ConnectionWatch

  init(_ watch: ConnectionWatch) { self.watch = watch }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    watch.received()
    context.fireChannelRead(data)
  }

  func read(context: ChannelHandlerContext) {
    watch.asks(true)
    context.read()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    // What follows asks again, unless it has enough.
    watch.asks(false)
    context.fireChannelReadComplete()
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let count = unwrapOutboundIn(data).readableBytes
    let promise = promise ?? context.eventLoop.makePromise()
    watch.writes(count)
    promise.futureResult.assumeIsolated().whenComplete { [watch] _ in watch.wrote(count) }
    context.write(data, promise: promise)
  }
}
