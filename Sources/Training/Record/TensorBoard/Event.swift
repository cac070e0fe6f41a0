// SPDX-License-Identifier: Apache-2.0

import ProtocolBuffers

/// One entry of an event file (TensorFlow, `core/util/event.proto` and `summary.proto`).
struct Event {
  /// The format's version; 2 makes readers heed `purge`.
  static let version = "brain.Event:2"

  /// What an event tells.
  enum Content {
    /// The first of each file.
    case version
    /// What was recorded before of this step and later ones is void.
    case purge
    /// Numbers under their tags.
    case scalars([(tag: String, value: Double)])
    /// A picture under its tag.
    case image(tag: String, PNGFile)
  }

  /// Seconds since 1970.
  let time: Double
  /// Steps taken so far.
  let step: Int
  let content: Content

  /// The event in the wire format.
  var bytes: [UInt8] {
    var event = ProtocolMessage()
    event.add(1, double: time)
    if step != 0 { event.add(2, integer: step) }
    switch content {
    case .version: event.add(3, text: Self.version)
    case .purge: event.add(7) { $0.add(1, integer: 1) }
    case .scalars(let values): event.add(5) { summary in values.forEach { summary.add($0, $1) } }
    case .image(let tag, let image): event.add(5) { $0.add(tag, image) }
    }
    return event.bytes
  }
}

extension ProtocolMessage {
  /// A scalar of a summary.
  fileprivate mutating func add(_ tag: String, _ value: Double) {
    add(1) {
      $0.add(1, text: tag)
      $0.add(2, float: Float(value))
    }
  }

  /// A picture of a summary.
  fileprivate mutating func add(_ tag: String, _ image: PNGFile) {
    add(1) {
      $0.add(1, text: tag)
      $0.add(4) {
        $0.add(1, integer: image.height)
        $0.add(2, integer: image.width)
        $0.add(3, integer: image.channelCount)
        $0.add(4, bytes: image.bytes)
      }
    }
  }
}
