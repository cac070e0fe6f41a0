// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation

/// A file of numbers and pictures for TensorBoard, `events.out.tfevents.<time>.<host>`.
///
/// The file is a TFRecord file: each event between its length and its checksum. An event that a
/// killed process wrote in part ends the file for a reader, who goes on with the next file; so
/// every process opens a file of its own. One that resumes a run first says from which step on what
/// was recorded before is void, as steps after the last checkpoint are taken twice.
struct EventFile {
  private let file: AppendedFile

  /// Opens a new file behind those that a folder holds already.
  ///
  /// - Parameters:
  ///   - folder: The run's folder.
  ///   - stepsTaken: Steps that the run's earlier files keep; nil where the run is new.
  /// - Throws: ``TrainingError`` with `folder`.
  init(folder: String, resumingAfter stepsTaken: Int? = nil) throws(TrainingError) {
    let name = try Self.name(in: folder)
    do { file = try AppendedFile(path: "\(folder)/\(name)") } catch { throw .file(error) }
    try add(.version, step: 0)
    if let stepsTaken { try add(.purge, step: stepsTaken + 1) }
  }

  /// Adds numbers under their tags; tags with one beginning up to a slash are shown together.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func add(_ scalars: [(tag: String, value: Double)], step: Int) throws(TrainingError) {
    try add(.scalars(scalars), step: step)
  }

  /// Adds a picture.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func add(_ tag: String, _ image: PNGFile, step: Int) throws(TrainingError) {
    try add(.image(tag: tag, image), step: step)
  }

  /// Waits until everything is on the disk.
  ///
  /// - Throws: ``TrainingError`` with `folder`.
  func synchronize() throws(TrainingError) {
    do { try file.synchronize() } catch { throw .file(error) }
  }

  private func add(_ content: Event.Content, step: Int) throws(TrainingError) {
    let event = Event(time: Date().timeIntervalSince1970, step: step, content: content)
    do { try file.append(Self.record(event.bytes)) } catch { throw .file(error) }
  }

  /// A TFRecord: length, its masked checksum, content, its masked checksum; little-endian.
  static func record(_ content: [UInt8]) -> [UInt8] {
    let length = withUnsafeBytes(of: UInt64(content.count).littleEndian, Array.init)
    func checksum(_ bytes: [UInt8]) -> [UInt8] {
      withUnsafeBytes(of: CRC32C.masked(bytes).littleEndian, Array.init)
    }
    return length + checksum(length) + content + checksum(content)
  }

  private static let prefix = "events.out.tfevents."

  /// TensorBoard reads files in the order of their names, so that the time in the name must be
  /// above those that are there, whatever the clock says.
  private static func name(in folder: String) throws(TrainingError) -> String {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw .folder("\(folder): cannot be listed")
    }
    let times = names.compactMap { name -> Int? in
      guard name.hasPrefix(prefix) else { return nil }
      return Int(name.dropFirst(prefix.count).prefix { $0 != "." })
    }
    let time = max(Int(Date().timeIntervalSince1970), (times.max() ?? 0) + 1)
    return "\(prefix)\(time).\(ProcessInfo.processInfo.hostName)"
  }
}
