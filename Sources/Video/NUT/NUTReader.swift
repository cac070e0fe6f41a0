// SPDX-License-Identifier: Apache-2.0

/// Frames of a NUT stream of raw video, with their exact times.
///
/// It is read from beginning to end, once; checksums are not looked at, as pipes do not lie.
final class NUTReader: FrameReader {
  let rate: FrameRate? = nil
  let interruption: @Sendable () -> Void
  private let name: String
  private let stream: ByteStream
  private var main: NUTMainHeader?
  private var header: NUTStreamHeader?
  private var lastTicks: Int64 = 0
  private var hasBegun = false

  /// Reads nothing yet: ``next()`` waits for the first bytes, and can be interrupted.
  init(_ stream: ByteStream, name: String, interruption: @escaping @Sendable () -> Void) {
    (self.stream, self.name, self.interruption) = (stream, name, interruption)
  }

  func next() throws -> VideoFrame? {
    if !hasBegun {
      guard try stream.bytes(NUT.identifier.count) == NUT.identifier else {
        throw VideoError(.malformed, name, "is no NUT stream")
      }
      hasBegun = true
    }
    while let first = try stream.byte() {
      if first == UInt8(ascii: "N") {
        try readPacket()
      } else {
        return try frame(first)
      }
    }
    return nil
  }

  private func readPacket() throws(VideoError) {
    guard let rest = try stream.bytes(7) else { throw damage("it ends within a packet") }
    let code = rest.reduce(UInt64(UInt8(ascii: "N"))) { $0 << 8 | UInt64($1) }
    let count = try number()
    if count > NUT.longPacket { try stream.skip(4) }
    guard count >= 4, count <= 1 << 20 else { throw damage("a packet of \(count) bytes") }
    guard let bytes = try stream.bytes(Int(count)) else { throw damage("it ends within a packet") }
    var packet = NUTPacket(Array(bytes.dropLast(4)), of: name)
    switch NUT.StartCode(rawValue: code) {
    case .main: main = try NUTMainHeader(&packet)
    case .stream:
      guard let main else { throw damage("a stream before the main header") }
      header = try NUTStreamHeader(&packet, main, of: name)
    case .syncpoint: try synchronize(&packet)
    case .index, .info, nil: break
    }
  }

  /// A syncpoint tells the time anew, in the ticks of any clock.
  private func synchronize(_ packet: inout NUTPacket) throws(VideoError) {
    guard let main, let header else { throw damage("a syncpoint before the headers") }
    let value = try packet.number()
    let count = UInt64(main.timeBases.count)
    let (clock, own) = (main.timeBases[Int(value % count)], header.timeBase)
    let seconds = Double(value / count) * Double(clock.numerator) / Double(clock.denominator)
    let ticks = (seconds * Double(own.denominator) / Double(own.numerator)).rounded()
    guard let ticks = Int64(exactly: ticks) else { throw damage("a time of \(seconds) s") }
    lastTicks = ticks
  }

  private func frame(_ first: UInt8) throws -> VideoFrame {
    guard let main, let header else { throw damage("a frame before the headers") }
    var code = main.frameCodes[Int(first)]
    if code.flags.contains(.coded) {
      code.flags = NUT.Flags(rawValue: code.flags.rawValue ^ (try number()))
    }
    guard code.flags.isDisjoint(with: [.invalid, .sideData]) else {
      throw damage("a frame with code \(first)")
    }
    if code.flags.contains(.streamNumber) { code.stream = Int(clamping: try number()) }
    let ticks =
      code.flags.contains(.codedTime)
      ? ticks(coded: try number(), bits: header.timeBits) : lastTicks &+ code.timeStep
    if code.flags.contains(.largeSize) {
      let (product, overflow) = try number().multipliedReportingOverflow(by: code.sizeFactor)
      guard !overflow, product < 1 << 40 else { throw damage("a frame of \(product) bytes") }
      code.size += product
    }
    if code.flags.contains(.matchTime) { _ = try number() }
    if code.flags.contains(.elided) { code.header = Int(clamping: try number()) }
    if code.flags.contains(.reserved) { code.reservedCount = Int(clamping: try number()) }
    guard code.reservedCount <= 64 else { throw damage("\(code.reservedCount) reserved fields") }
    for _ in 0..<code.reservedCount { _ = try number() }
    if code.flags.contains(.checksum) { try stream.skip(4) }
    lastTicks = ticks
    return try VideoFrame(
      image: header.format.image(pixels(code, main, header), header.size),
      time: header.timeBase.time(ticks))
  }

  private func pixels(
    _ code: NUTFrameCode, _ main: NUTMainHeader, _ header: NUTStreamHeader
  ) throws(VideoError) -> [UInt8] {
    let wanted = header.format.byteCount(header.size)
    guard code.stream == header.number, main.elidedHeaders.indices.contains(code.header),
      code.size == wanted, main.elidedHeaders[code.header].count < wanted
    else { throw damage("a frame of \(code.size) bytes, \(wanted) are wanted") }
    let elided = main.elidedHeaders[code.header]
    guard let bytes = try stream.bytes(wanted - elided.count) else {
      throw damage("it ends within a frame")
    }
    return elided.isEmpty ? bytes : elided + bytes
  }

  /// A time of which only the low bits may be written: the nearest one to the last frame's.
  private func ticks(coded: UInt64, bits: UInt64) -> Int64 {
    let span = Int64(1) << Int64(bits)
    guard coded < UInt64(span) else { return Int64(clamping: coded) - span }
    let start = lastTicks &- span / 2
    return ((Int64(coded) &- start) & (span - 1)) &+ start
  }

  private func number() throws(VideoError) -> UInt64 {
    var value: UInt64 = 0
    while let byte = try stream.byte(), value < 1 << 56 {
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { return value }
    }
    throw damage("it ends within a number")
  }

  private func damage(_ what: String) -> VideoError {
    VideoError(.malformed, name, "is a damaged NUT stream: \(what)")
  }
}
