// SPDX-License-Identifier: Apache-2.0

/// The main header of a NUT stream: its clocks, and what the first bytes of frames stand for.
struct NUTMainHeader {
  /// A tick in seconds, as a fraction.
  struct TimeBase {
    let numerator: Int
    let denominator: Int

    /// A count of ticks as time.
    func time(_ ticks: Int64) -> Duration {
      let (seconds, rest) = Int(ticks).multipliedReportingOverflow(by: numerator).partialValue
        .quotientAndRemainder(dividingBy: denominator)
      return .seconds(seconds) + .seconds(rest) / denominator
    }
  }

  let streamCount: Int
  let timeBases: [TimeBase]
  let frameCodes: [NUTFrameCode]
  /// Bytes that frames begin with and that are left out of them.
  let elidedHeaders: [[UInt8]]

  /// Reads it.
  ///
  /// - Throws: ``VideoError`` for damage, and for versions other than 3 and 4.
  init(_ packet: inout NUTPacket) throws(VideoError) {
    let version = try packet.number(in: 3...4, "the version")
    if version > 3 { _ = try packet.number() }
    streamCount = try packet.number(in: 1...64, "the number of streams")
    _ = try packet.number()  // the greatest distance of syncpoints
    let clocks = try packet.number(in: 1...64, "the number of time bases")
    var timeBases: [TimeBase] = []
    for _ in 0..<clocks {
      let numerator = try packet.number(in: 1...Int(Int32.max), "a time base")
      timeBases.append(
        TimeBase(
          numerator: numerator,
          denominator: try packet.number(in: 1...Int(Int32.max), "a time base")))
    }
    self.timeBases = timeBases
    frameCodes = try Self.frameCodes(&packet, streamCount: streamCount)
    var headers: [[UInt8]] = [[]]
    for _ in 0..<(try packet.number(in: 0...127, "the number of left out headers")) {
      headers.append(try packet.bytes())
    }
    elidedHeaders = headers
  }

  private static func frameCodes(
    _ packet: inout NUTPacket, streamCount: Int
  ) throws(VideoError) -> [NUTFrameCode] {
    var codes: [NUTFrameCode] = []
    var code = NUTFrameCode()
    while codes.count < 256 {
      code.flags = NUT.Flags(rawValue: try packet.number())
      let fields = try packet.number(in: 0...64, "the number of fields of a frame code")
      if fields > 0 { code.timeStep = try packet.signed() }
      if fields > 1 { code.sizeFactor = UInt64(try packet.number(in: 0...16384, "a factor")) }
      if fields > 2 { code.stream = try packet.number(in: 0...streamCount - 1, "a stream") }
      code.size = fields > 3 ? UInt64(try packet.number(in: 0...16384, "a size")) : 0
      code.reservedCount = fields > 4 ? try packet.number(in: 0...64, "a reserved count") : 0
      let count =
        fields > 5
        ? try packet.number(in: 1...256, "the count of frame codes")
        : Int(code.sizeFactor) - Int(code.size)
      if fields > 6 { _ = try packet.signed() }
      if fields > 7 { code.header = try packet.number(in: 0...127, "a left out header") }
      for _ in 8..<max(fields, 8) { _ = try packet.number() }
      append(code, count, to: &codes)
    }
    return codes
  }

  /// Appends a code with rising sizes, and an invalid one in the place of the letter N, with which
  /// packets begin.
  private static func append(_ code: NUTFrameCode, _ count: Int, to codes: inout [NUTFrameCode]) {
    var code = code
    for _ in 0..<max(count, 1) {
      if codes.count == UInt8(ascii: "N") { codes.append(NUTFrameCode()) }
      guard codes.count < 256 else { return }
      codes.append(code)
      code.size += 1
    }
    if codes.count == UInt8(ascii: "N") { codes.append(NUTFrameCode()) }
  }
}
