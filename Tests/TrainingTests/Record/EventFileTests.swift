// SPDX-License-Identifier: Apache-2.0

import Files
import Foundation
import Imaging
import TestSupport
import Testing

@testable import Training

@Suite("event files", .tags(.unit))
struct EventFileTests {
  @Test(
    "CRC-32C gives the values of RFC 3720, B.4, and the usual one of nine digits",
    arguments: [
      (Array("123456789".utf8), 0xE306_9283), ([], 0),
      ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
      ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
      ([UInt8](0..<32), 0x46DD_794E), ([UInt8](0..<32).reversed(), 0x113F_DB5C),
    ] as [([UInt8], UInt32)])
  func checksum(_ bytes: [UInt8], _ wanted: UInt32) {
    #expect(CRC32C.checksum(bytes) == wanted)
  }

  @Test("the first record is what TensorFlow's own files begin with")
  func firstRecord() throws {
    let event = Event(time: 1.5, step: 0, content: .version)
    // Field 1, a double: 1.5. Field 3, 13 bytes of text.
    let content: [UInt8] = [0x09, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, 0x1A, 13] + "brain.Event:2".utf8
    #expect(event.bytes == content)
    let record = EventFile.record(event.bytes)
    #expect(record.prefix(12) == [24, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22])
    #expect(Array(record[12..<36]) == content && record.count == 40)
  }

  @Test("scalars in the wire format, by hand")
  func scalars() {
    let event = Event(time: 0, step: 300, content: .scalars([("a/b", -2)]))
    let value: [UInt8] = [0x0A, 3] + Array("a/b".utf8) + [0x15, 0, 0, 0, 0xC0]
    let wanted: [UInt8] =
      [0x09, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0xAC, 0x02, 0x2A, 12, 0x0A, 10] + value
    #expect(event.bytes == wanted)
  }

  @Test("a later file of a folder has the greater name, whatever the clock says")
  func names() throws {
    try withTemporaryFolder { folder in
      let old = "events.out.tfevents.3000000000.elsewhere"
      try Data().write(to: URL(filePath: "\(folder)/\(old)"))
      _ = try EventFile(folder: folder)
      _ = try EventFile(folder: folder)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      let times = names.compactMap { $0.split(separator: ".").dropFirst(3).first }
      #expect(times == ["3000000000", "3000000001", "3000000002"])
    }
  }

  @Test("a folder or picture that cannot be used is named")
  func errors() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: TrainingError.self) {
        _ = try EventFile(folder: "\(folder)/none")
      }
      #expect(error?.description.contains("\(folder)/none") == true)
      try Data("no PNG, though long enough".utf8).write(to: URL(filePath: "\(folder)/a.png"))
      #expect(throws: TrainingError.self) { _ = try PNGFile(path: "\(folder)/a.png") }
      #expect(throws: TrainingError.self) { _ = try PNGFile(path: "\(folder)/b.png") }
    }
  }

  /// Prints what TensorBoard finds in a folder: scalars, then pictures.
  private static let reader = """
    import sys
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
    found = EventAccumulator(sys.argv[1], size_guidance={'scalars': 0, 'images': 0}).Reload()
    for tag in sorted(found.Tags()['scalars']):
        print(tag, *[f'{e.step}:{e.value:g}' for e in found.Scalars(tag)])
    for tag in sorted(found.Tags()['images']):
        for e in found.Images(tag):
            print(tag, e.step, e.width, e.height, e.encoded_image_string[:4])
    """

  @Test(
    "TensorBoard reads numbers and pictures, and a resumed run's steps once",
    .enabled(if: Python.hasTensorBoard, "no tensorboard here; Scripts/setup --tests gets it"))
  func readBack() throws {
    try withTemporaryFolder { folder in
      let picture = Image(
        size: ImageSize(width: 5, height: 3), colorModel: .rgb,
        samples: .uint8([UInt8](repeating: 9, count: 45)))
      try picture.write(to: "\(folder)/panel.png")
      let first = try EventFile(folder: folder)
      for step in 1...6 {
        try first.add([("loss/content", Double(step)), ("rate", 0.5)], step: step)
      }
      try first.add("panel", PNGFile(path: "\(folder)/panel.png"), step: 6)
      try first.add("panel", PNGFile(path: "\(folder)/panel.png"), step: 3)
      try cutShort(in: folder)
      // The checkpoint was at step 4: steps 5 and 6 are taken again.
      let second = try EventFile(folder: folder, resumingAfter: 4)
      for step in 5...7 { try second.add([("loss/content", Double(10 * step))], step: step) }
      try second.add([("rate", .nan)], step: 5)
      try second.synchronize()
      let found = try Python.run(Self.reader, folder).split(separator: "\n")
      #expect(
        found == [
          "loss/content 1:1 2:2 3:3 4:4 5:50 6:60 7:70", "rate 1:0.5 2:0.5 3:0.5 4:0.5 5:nan",
          "panel 3 5 3 b'\\x89PNG'",
        ])
    }
  }

  /// Leaves an event's first bytes at the end of the only file, as a killed process does.
  private func cutShort(in folder: String) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.hasPrefix("events") })
    let record = EventFile.record(Event(time: 1, step: 7, content: .scalars([("x", 1)])).bytes)
    try AppendedFile(path: "\(folder)/\(name)").append(record.dropLast(9))
  }
}
