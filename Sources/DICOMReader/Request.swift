// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Volumes

/// What ``DICOMProcess`` asks for: the headers or the values of files.
struct Request {
  let wantsValues: Bool
  let limits: VolumeLimits
  let paths: [String]

  /// - Parameters:
  ///   - words: "headers" or "values", most bytes of a file, most voxels, most bytes of memory,
  ///     most seconds for a file.
  ///   - input: The files' paths, a zero byte after each.
  init?(_ words: [String], input: Data) {
    let numbers = words.dropFirst().compactMap(Int.init)
    guard words.count == 5, numbers.count == 4, ["headers", "values"].contains(words[0]) else {
      return nil
    }
    wantsValues = words[0] == "values"
    var limits = VolumeLimits()
    (limits.fileBytes, limits.voxels, limits.memoryBytes) = (numbers[0], numbers[1], numbers[2])
    limits.secondsPerFile = numbers[3]
    self.limits = limits
    paths = input.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Answers for each file: the length of a JSON text in four bytes, the text, and, where values
  /// are wanted and the file is read, those as floats.
  func answer(_ write: (Data) throws -> Void) throws {
    for path in paths {
      var values: [Float] = []
      let reply: DICOMReply
      // Ends the process, unless it is set anew in time: of the processor, not of the clock.
      limitTime(to: limits.secondsPerFile)
      do throws(VolumesError) {
        let file = try open(path)
        let header = try DICOMHeader(file, path: path, limits: limits)
        if wantsValues { values = try file.values(of: header) }
        reply = .header(header)
      } catch { reply = .failure(code: error.code.description, message: error.message) }
      limitTime(to: 0)
      let text = try JSONEncoder().encode(reply)
      try write(withUnsafeBytes(of: UInt32(text.count).littleEndian) { Data($0) } + text)
      try values.withUnsafeBytes { try write(Data($0)) }
    }
  }

  private func open(_ path: String) throws(VolumesError) -> DICOMFile {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try readFile(path, atMost: limits.fileBytes) } catch {
      throw VolumesError(.unreadable, error.message)
    }
    return try DICOMFile(bytes)
  }
}

/// Has the system end this process after so many seconds of processor time; 0: never.
private func limitTime(to seconds: Int) {
  var timer = itimerval(
    it_interval: timeval(), it_value: timeval(tv_sec: seconds, tv_usec: 0))
  #if canImport(Glibc)
    setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
  #else
    setitimer(ITIMER_PROF, &timer, nil)
  #endif
}
