// SPDX-License-Identifier: Apache-2.0

import Multipart
import TestBasics
import Testing

@Suite(.tags(.unit)) struct MultipartReaderTests {
  private let body = """
    --x\r
    Content-Disposition: form-data; name="first"; filename="../a.png"\r
    Content-Type: image/png\r
    \r
    \u{1}\r\n--\r\n--y\r
    --x \t\r
    content-disposition: form-data; name="lean"\r
    \r
    -0.5\r
    --x\r
    Content-Disposition: form-data; filename=b; name=empty\r
    \r
    \r
    --x--\r
    what comes behind it is not looked at
    """

  private func read(
    _ text: some StringProtocol, step: Int = .max, limits: MultipartLimits = MultipartLimits()
  ) throws -> [MultipartPart] {
    var reader = MultipartReader(try #require(Boundary("x")), limits: limits)
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      try reader.append(rest.prefix(step))
      rest = rest.dropFirst(step)
    }
    return try reader.finish()
  }

  private func failure(_ text: String, limits: MultipartLimits = MultipartLimits())
    -> MultipartError?
  {
    do { _ = try read(text, limits: limits) } catch { return error as? MultipartError }
    return nil
  }

  @Test("However the bytes come, the parts are the same", arguments: [1, 2, 3, 7, 64, .max])
  func parts(step: Int) throws {
    let parts = try read(body, step: step)
    #expect(parts.map(\.name) == ["first", "lean", "empty"])
    #expect(parts.map(\.isFile) == [true, false, true])
    #expect(parts.map(\.bytes) == [Array("\u{1}\r\n--\r\n--y".utf8), Array("-0.5".utf8), []])
  }

  @Test func boundaries() {
    let type = "multipart/form-data; charset=utf-8; boundary="
    #expect(Boundary(contentType: type + "a-b") == Boundary("a-b"))
    #expect(Boundary(contentType: "Multipart/Form-Data;BOUNDARY=\"a b\"") == Boundary("a b"))
    #expect(Boundary(String(repeating: "a", count: 70)) != nil)
    for bad in ["", String(repeating: "a", count: 71), "a\r\nb", "a ", "ä"] {
      #expect(Boundary(bad) == nil)
    }
    #expect(Boundary(contentType: "multipart/mixed; boundary=a") == nil)
    #expect(Boundary(contentType: "multipart/form-data") == nil)
  }

  @Test func limits() {
    var limits = MultipartLimits()
    limits.partBytes = 9
    #expect(failure(body, limits: limits)?.code == .tooLarge)
    limits.partBytes = 10
    #expect(failure(body, limits: limits) == nil)
    limits.parts = 2
    #expect(failure(body, limits: limits)?.code == .tooLarge)
    limits.parts = 3
    limits.headerBytes = 60
    #expect(failure(body, limits: limits)?.code == .tooLarge)
    limits.headerBytes = 16 << 10
    limits.bodyBytes = body.utf8.count - 1
    #expect(failure(body, limits: limits)?.code == .tooLarge)
  }

  @Test("A part that grows is refused before it is whole")
  func early() throws {
    var limits = MultipartLimits()
    limits.partBytes = 1000
    var reader = MultipartReader(try #require(Boundary("x")), limits: limits)
    try reader.append(Array("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8))
    try reader.append([UInt8](repeating: 0, count: 1000))
    #expect(throws: MultipartError.self) { try reader.append([UInt8](repeating: 0, count: 10)) }
    #expect(throws: MultipartError.self) { try reader.append([0]) }
  }

  @Test func malformed() {
    let head = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n"
    for (text, code) in [
      ("", MultipartError.Code.truncated), ("--x", .truncated), (head + "\r\nabc", .truncated),
      ("--x\r\n\r\nabc\r\n--x--", .malformed), ("--xa\r\n", .malformed),
      ("--x\r\nContent-Disposition: attachment; name=a\r\n\r\n", .malformed),
      ("--x\r\nContent-Disposition: form-data\r\n\r\n", .malformed),
      (head + "Content-Transfer-Encoding: base64\r\n\r\n", .malformed),
      (head + "Content-Disposition: form-data; name=b\r\n\r\n", .malformed),
      (head + "no colon\r\n\r\n", .malformed),
      (
        "--x\r\nContent-Disposition: form-data; name=\(String(repeating: "a", count: 65))\r\n\r\n",
        .malformed
      ),
    ] {
      #expect(failure(text)?.code == code, "\(text)")
    }
  }

  @Test func escapedNames() throws {
    let parts = try read(
      "--x\r\nContent-Disposition: form-data; name=\"a\\\";b\"; filename=\"\"\r\n\r\n1\r\n--x--")
    #expect(parts.map(\.name) == ["a\";b"])
    #expect(parts[0].isFile)
  }
}
