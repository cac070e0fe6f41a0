// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// Reads DICOM files in a process of its own, `daefuse-dicom`, which GDCM is linked to: GDCM ends
/// its process at what it does not expect in a file, and files come from strangers. Memory and
/// time of that process are limited.
struct DICOMProcess {
  /// Where the program is: what `DAEFUSE_DICOM` names, else beside the one that runs.
  static var program: String {
    if let named = ProcessInfo.processInfo.environment["DAEFUSE_DICOM"] { return named }
    let running = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let path = running ?? CommandLine.arguments[0]
    return URL(filePath: path).deletingLastPathComponent().appending(path: "daefuse-dicom").path
  }

  /// Most files that may end the process; more are no folder of a scanner.
  static let mostEnds = 16

  let limits: VolumeLimits

  /// Whether the program is there and has GDCM.
  static func isAvailable() -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["probe"]
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// The headers of files, or why they are none, in their order. Where a file ends the process,
  /// another one reads those after it.
  ///
  /// - Throws: ``VolumesError`` with `unsupported` where the program is missing, `damaged` where
  ///   ``mostEnds`` files ended it.
  func headers(of paths: [String]) throws(VolumesError) -> [Result<DICOMHeader, VolumesError>] {
    var headers: [Result<DICOMHeader, VolumesError>] = []
    var ends = 0
    while headers.count < paths.count {
      do throws(VolumesError) {
        try answers("headers", Array(paths.dropFirst(headers.count))) {
          reply, _ throws(VolumesError) in headers.append(reply)
        }
      } catch {
        ends += 1
        guard error.code == .damaged, ends < Self.mostEnds else { throw error }
        headers.append(.failure(error))
      }
    }
    return headers
  }

  /// Tells of the values of files, one after the other, frame by frame and row by row.
  ///
  /// - Throws: ``VolumesError`` where one cannot be read, or is another than its header says.
  func forEachValues(
    of headers: [DICOMHeader], _ body: (_ file: Int, _ values: [Float]) -> Void
  ) throws(VolumesError) {
    var file = 0
    try answers("values", headers.map(\.path)) { reply, pipe throws(VolumesError) in
      let header: DICOMHeader
      do throws(VolumesError) { header = try reply.get() } catch {
        throw error.of(headers[file].path)
      }
      guard header == headers[file] else {
        throw VolumesError(.damaged, path: header.path, "it changed while it was read")
      }
      let count = header.columns * header.rows * header.frames.count
      let bytes = try pipe.bytes(4 * count)
      body(
        file,
        bytes.withUnsafeBytes { bytes in
          (0..<count).map { bytes.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        })
      file += 1
    }
  }

  private func answers(
    _ what: String, _ paths: [String],
    _ body: (Result<DICOMHeader, VolumesError>, inout ReplyPipe) throws(VolumesError) -> Void
  ) throws(VolumesError) {
    let child = try Child(
      [what]
        + [limits.fileBytes, limits.voxels, limits.memoryBytes, limits.secondsPerFile].map {
          "\($0)"
        })
    defer { child.end() }
    child.write(paths)
    var pipe = ReplyPipe(child.output)
    for path in paths {
      do throws(VolumesError) {
        try body(try pipe.reply(), &pipe)
      } catch { throw error.path == nil ? error.of(path) : error }
    }
  }
}

/// The process.
private final class Child {
  private let process = Process()
  private let input = Pipe()
  let output = Pipe()

  init(_ arguments: [String]) throws(VolumesError) {
    process.executableURL = URL(filePath: DICOMProcess.program)
    process.arguments = arguments
    (process.standardInput, process.standardOutput) = (input, output)
    process.standardError = FileHandle.nullDevice
    // Where it ends by a signal, Swift's printer of backtraces would hold its pipes for seconds.
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["SWIFT_BACKTRACE": "enable=no"]
    ) { $1 }
    do { try process.run() } catch {
      throw VolumesError(
        .unsupported,
        "DICOM is read by \(DICOMProcess.program), which cannot be started: install it beside the "
          + "program, or name it in DAEFUSE_DICOM")
    }
    Unfinished.add(program: process.processIdentifier)
  }

  /// Sends the paths from another thread: the answers may begin before all are taken.
  func write(_ paths: [String]) {
    let handle = input.fileHandleForWriting
    let text = Data(paths.flatMap { Array($0.utf8) + [0] })
    Thread.detachNewThread {
      // A process that has ended is met where its answer is missing.
      var broken = sigset_t()
      sigemptyset(&broken)
      sigaddset(&broken, SIGPIPE)
      pthread_sigmask(SIG_BLOCK, &broken, nil)
      try? handle.write(contentsOf: text)
      try? handle.close()
    }
  }

  func end() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    Unfinished.forget(program: process.processIdentifier)
  }
}

/// What comes from the process.
private struct ReplyPipe {
  private let handle: FileHandle

  init(_ pipe: Pipe) { handle = pipe.fileHandleForReading }

  /// The next answer.
  mutating func reply() throws(VolumesError) -> Result<DICOMHeader, VolumesError> {
    let head = try bytes(4)
    let count = head.enumerated().reduce(0) { $0 | Int($1.element) << (8 * $1.offset) }
    guard let reply = try? JSONDecoder().decode(DICOMReply.self, from: try bytes(count)) else {
      throw Self.ended
    }
    switch reply {
    case .header(let header): return .success(header)
    case .failure(let code, let message):
      return .failure(VolumesError(VolumesError.Code(description: code), message))
    }
  }

  /// The next bytes.
  mutating func bytes(_ count: Int) throws(VolumesError) -> Data {
    var bytes = Data()
    while bytes.count < count {
      guard let next = try? handle.read(upToCount: count - bytes.count), !next.isEmpty else {
        throw Self.ended
      }
      bytes.append(next)
    }
    return bytes
  }

  private static let ended = VolumesError(
    .damaged, "GDCM stopped while it read the file: damaged, or too much for its memory or time")
}
