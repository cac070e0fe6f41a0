// SPDX-License-Identifier: Apache-2.0

/// What a request may cost, and how many there may be.
public struct ServiceLimits: Sendable {
  /// Most bytes of a request's body.
  public var requestBytes = 64 << 20
  /// Most bytes of one of its files.
  public var partBytes = 32 << 20
  /// Most pixels of an image, as its header says.
  public var pixels = 50_000_000
  /// Most bytes of memory that decoding the images of one request takes, as their headers say.
  public var decodingBytes = 512 << 20
  /// Most bytes of memory that all requests take together: bodies, images and what is computed.
  public var memoryBytes = ServiceLimits.halfOfMemory
  /// How many jobs run at a time, 1 or more.
  public var atOnce = 2
  /// How many wait for their turn.
  public var queue = 16
  /// Most connections; others wait to be accepted.
  public var connections = 256
  /// How long the headers of a request may take, from their first byte.
  public var headerTime = Duration.seconds(10)
  /// How long a body may take, or the client may leave an answer unread, whatever its pace.
  public var transferTime = Duration.seconds(30)
  /// From then on the bytes a second that it has to make on average.
  public var transferRate = 50_000
  /// How long a job may take, its turn in the queue among it.
  public var jobTime = Duration.seconds(60)
  /// How long a connection may be idle.
  public var idleTime = Duration.seconds(30)
  /// How long what runs may take after the program was told to end.
  public var drainTime = Duration.seconds(30)

  /// As the guide's table says.
  public init() {}
}
