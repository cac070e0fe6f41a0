// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Foundation
import Fusion
import Imaging
import TestBasics
import Testing

/// Files in, files out.
@Suite("fusing folders", .tags(.unit)) struct FolderFusionTests {
  @Test("pairs of two folders, each process its share of them")
  func plan() throws {
    try withTemporaryFolder { root in
      try write(
        ["a/1.png", "a/2.png", "a/10.png", "a/x.png", "b/1.png", "b/2.png", "b/10.png"], root)
      func plan(_ share: WorkShare) throws -> FusionPlan {
        try FusionPlan(first: "\(root)/a", second: "\(root)/b", output: "\(root)/out", share: share)
      }
      let whole = try plan(.whole)
      #expect(whole.jobs.map(\.name) == ["1", "2", "10"])
      #expect(whole.jobs[2].output == "\(root)/out/10.png" && whole.unpaired == ["\(root)/a/x.png"])
      let shares = try (0..<2).map { try plan(WorkShare(rank: $0, count: 2)).jobs.map(\.name) }
      #expect(shares == [["1", "10"], ["2"]])
    }
  }

  @Test("two pairs of one name have no file each")
  func duplicates() throws {
    try withTemporaryFolder { root in
      let pairs = ["a", "b"].map { ImagePair(stem: "1", first: "\($0)/1.png", second: "c/1.png") }
      let error = try #require(throws: FusionError.self) {
        try FusionPlan(PairList(pairs), output: "\(root)/out")
      }
      #expect(error.code == .duplicateOutput)
      #expect(!FileManager.default.fileExists(atPath: "\(root)/out"))
    }
  }

  @Test("an image is never an output, under whatever name", arguments: ["a", "a/../b", "link"])
  func outputIsSource(_ output: String) throws {
    try withTemporaryFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/link", withDestinationPath: "\(root)/b")
      for (first, second, output) in [
        ("a", "b", output), ("a/1.png", "b/1.png", output + "/1.png"),
      ] {
        let error = try #require(throws: FusionError.self) {
          try FusionPlan(
            first: "\(root)/\(first)", second: "\(root)/\(second)", output: "\(root)/\(output)")
        }
        #expect(error.code == .outputIsSource)
      }
    }
  }

  @Test("what is missing is called that, and why a folder cannot be made is said")
  func reasons() throws {
    try withTemporaryFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      func error(_ second: String, _ output: String) throws -> FusionError {
        try #require(throws: FusionError.self) {
          try FusionPlan(
            first: "\(root)/a", second: "\(root)/\(second)", output: "\(root)/\(output)")
        }
      }
      #expect(try error("none", "out").description.contains("none: does not exist"))
      let unmade = try error("b", "a/1.png/out").description
      #expect(unmade.hasSuffix("cannot be made: Not a directory"), "\(unmade)")
      let unlisted = #expect(throws: DatasetError.self) {
        try PairList(first: "\(root)/a", second: "\(root)/none")
      }
      #expect(unlisted?.message.hasSuffix("No such file or directory") == true)
    }
  }

  @Test("a folder and a file are no pair")
  func mixed() throws {
    try withTemporaryFolder { root in
      try write(["a/1.png"], root)
      let error = try #require(throws: FusionError.self) {
        try FusionPlan(first: "\(root)/a", second: "\(root)/a/1.png", output: "\(root)/out.png")
      }
      #expect(error.code == .fileAndFolder)
    }
  }

  @Test("a file is not its own partner; a copy of it may be")
  func twice() throws {
    try withTemporaryFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/link.png", withDestinationPath: "\(root)/a/1.png")
      for second in ["a/1.png", "b/../a/1.png", "link.png"] {
        let error = try #require(throws: FusionError.self) {
          try FusionPlan(
            first: "\(root)/a/1.png", second: "\(root)/\(second)", output: "\(root)/out.png")
        }
        #expect(error.code == .sameSource && error.path == "\(root)/\(second)")
        #expect(error.message == "is the first image, too; its partner is wanted")
      }
      let plan = try FusionPlan(
        first: "\(root)/a/1.png", second: "\(root)/b/1.png", output: "\(root)/out.png")
      #expect(plan.jobs.count == 1)
    }
  }

  @Test("events come in the jobs' order, and a failure stops no other job")
  func events() async throws {
    try await withFolder { root in
      try write((1...5).flatMap { ["a/\($0).png", "b/\($0).png"] }, root)
      try Data("none".utf8).write(to: URL(filePath: "\(root)/b/3.png"))
      let events = try await run(root)
      #expect(events.map(\.job.name) == ["1", "2", "3", "4", "5"])
      guard case .failed(let failure) = events[2] else {
        Issue.record("3 was fused")
        return
      }
      #expect(failure.paths == ["\(root)/b/3.png"])
      for (index, event) in events.enumerated() where index != 2 {
        guard case .fused(let job, let size, _, _) = event else {
          Issue.record("\(event)")
          continue
        }
        #expect(try Image(contentsOf: job.output).size == size)
      }
    }
  }

  @Test("a file that cannot be opened is named, and the others are fused")
  func unopened() async throws {
    try await withFolder { root in
      try write((1...3).flatMap { ["a/\($0).png", "b/\($0).png"] }, root)
      // Rights would not do: an administrator may read all.
      try FileManager.default.removeItem(atPath: "\(root)/b/2.png")
      try FileManager.default.createSymbolicLink(
        atPath: "\(root)/b/2.png", withDestinationPath: "\(root)/gone")
      let events = try await run(root)
      #expect(events.map(\.job.name) == ["1", "2", "3"])
      guard case .fused = events.first, case .fused = events.last,
        case .failed(let failure) = events[1]
      else {
        Issue.record("\(events)")
        return
      }
      #expect(failure.paths == ["\(root)/b/2.png"])
      #expect(failure.description.hasSuffix("b/2.png: no such file"), "\(failure)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/out").count == 2)
    }
  }

  /// The old rule looked for the names in the message: "a" is in almost any.
  @Test("a failure that names no file is told with both names, short ones too")
  func shortNames() async throws {
    try await withFolder { root in
      try write(["a", "b"], root, width: 8)
      let job = FusionJob(first: "\(root)/a", second: "\(root)/b", output: "\(root)/c.png")
      for try await event in FolderFusion().events(of: [job], by: ClassicalMethod.average) {
        guard case .failed(let failure) = event else {
          Issue.record("8x8 was fused")
          continue
        }
        #expect(
          failure.description.hasPrefix("\(job.first), \(job.second): the first image is 8x8"))
        #expect(failure.paths == [job.first, job.second])
      }
    }
  }

  @Test("pairs of any source are fused, two images in one file too")
  func otherSource() async throws {
    try await withFolder { root in
      try write(["1.png"], root)
      let withBlack = PairReading(name: "with black") { first, _, _ in
        let image = try Image(contentsOf: first)
        let black = [Float](repeating: 0, count: image.size.pixelCount)
        return (image, Image(luminance: Plane(size: image.size, values: black)))
      }
      let path = "\(root)/1.png"
      let pair = ImagePair(stem: "one", first: path, second: path, reading: withBlack)
      let plan = try FusionPlan(PairList([pair]), output: "\(root)/out")
      let method = ClassicalMethod.average
      let events = try await FolderFusion().events(of: plan.jobs, by: method)
        .reduce(into: []) { $0.append($1) }
      guard case .fused = events.first else {
        Issue.record("\(events)")
        return
      }
      let fused = try Image(contentsOf: "\(root)/out/one.png")
      let images = try pair.read()
      #expect(images.second.luminance().values.allSatisfy { $0 == 0 })
      #expect(
        fused.samples == (try await PairFusion()(images.first, images.second, by: method)).samples)
    }
  }

  @Test(
    "an output that is there is kept, replaced or passed over",
    arguments: [FolderFusion.ExistingOutput.refuse, .replace, .skip])
  func existing(_ existing: FolderFusion.ExistingOutput) async throws {
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      try FileManager.default.createDirectory(
        atPath: "\(root)/out", withIntermediateDirectories: false)
      try Data("precious".utf8).write(to: URL(filePath: "\(root)/out/1.png"))
      var fusion = FolderFusion()
      fusion.existingOutput = existing
      let event = try #require(try await run(root, fusion).first)
      let isKept = try Data(contentsOf: URL(filePath: "\(root)/out/1.png")) == Data("precious".utf8)
      switch event {
      case .failed(let failure):
        #expect(existing == .refuse && isKept)
        #expect((failure.reason as? FusionError)?.code == .outputExists)
      case .skipped: #expect(existing == .skip && isKept)
      case .fused: #expect(existing == .replace && !isKept)
      }
    }
  }

  @Test("a folder in an output's place is no finished output")
  func folderInPlace() async throws {
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      try FileManager.default.createDirectory(
        atPath: "\(root)/out/1.png", withIntermediateDirectories: true)
      var fusion = FolderFusion()
      fusion.existingOutput = .skip
      guard case .failed = try await run(root, fusion).first else {
        Issue.record("left out as if it were done")
        return
      }
    }
  }

  @Test("images of more pixels than the policy allows are refused")
  func policy() async throws {
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      for (limit, isFused) in [(1023, false), (1024, true)] {
        var fusion = FolderFusion()
        fusion.policy = ImageDecodingPolicy(maximumPixelCount: limit)
        switch try await run(root, fusion).first {
        case .fused: #expect(isFused)
        case .failed(let failure):
          #expect(!isFused && (failure.reason as? ImagingError)?.code == .tooLarge)
        case let event: Issue.record("\(String(describing: event))")
        }
      }
    }
  }

  @Test("a method's cancellation is no failure of a pair: it ends the work")
  func cancellation() async throws {
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      await #expect(throws: CancellationError.self) {
        try await run(root, by: Meanwhile { throw CancellationError() })
      }
    }
  }

  @Test("a failure of any library names what it is about")
  func otherLibrary() async throws {
    struct Trouble: CodedError {
      let code = 1
      let subject: String? = "table.csv"
      let message = "has no rows"
    }
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      let event = try await run(root, by: Meanwhile { throw Trouble() }).first
      guard case .failed(let failure)? = event else {
        Issue.record("\(String(describing: event))")
        return
      }
      #expect(failure.paths == ["table.csv"] && failure.description == "table.csv: has no rows")
    }
  }

  @Test("an output that appears while a pair is fused is not replaced")
  func race() async throws {
    try await withFolder { root in
      try write(["a/1.png", "b/1.png"], root)
      let method = Meanwhile {
        try Data("precious".utf8).write(to: URL(filePath: "\(root)/out/1.png"))
      }
      let event = try #require(try await run(root, by: method).first)
      guard case .failed(let failure) = event else {
        Issue.record("\(event)")
        return
      }
      #expect(failure.paths == ["\(root)/out/1.png"])
      #expect(try Data(contentsOf: URL(filePath: "\(root)/out/1.png")) == Data("precious".utf8))
    }
  }

  @Test("an image without a valid pixel gives way with a warning, two of them are an error")
  func unseen() async throws {
    try await withFolder { root in
      try write((1...4).flatMap { ["a/\($0).png", "b/\($0).png"] }, root)
      for name in ["a/2", "b/3", "a/4", "b/4"] { try blank("\(root)/\(name).png") }
      let events = try await run(root)
      let warnings = events.prefix(3).map { event -> [String]? in
        guard case .fused(_, _, _, let remarks) = event else { return nil }
        return remarks.warnings
      }
      let tail = "no pixel is valid; the other image is taken"
      #expect(warnings == [[], ["\(root)/a/2.png: \(tail)"], ["\(root)/b/3.png: \(tail)"]])
      guard case .failed(let failure) = events[3] else {
        Issue.record("\(events[3])")
        return
      }
      #expect((failure.reason as? FusionError)?.code == .noValidPixel)
      #expect(failure.description.hasPrefix("\(root)/a/4.png, \(root)/b/4.png: no pixel of either"))
    }
  }

  /// Replaces an image by a transparent one of its size.
  private func blank(_ path: String) throws {
    let image = try Image(contentsOf: path)
    let alpha = Plane(size: image.size, values: [Float](repeating: 0, count: image.size.pixelCount))
    try Image(
      size: image.size, colorModel: image.colorModel, samples: image.samples, alpha: alpha
    ).write(to: path, replacing: true)
  }

  private func run(
    _ root: String, _ fusion: FolderFusion = FolderFusion(),
    by method: any FusionMethod = ClassicalMethod.average
  ) async throws -> [FusionEvent] {
    let plan = try FusionPlan(first: "\(root)/a", second: "\(root)/b", output: "\(root)/out")
    return try await fusion.events(of: plan.jobs, by: method).reduce(into: []) { $0.append($1) }
  }
}

/// Fused images that lie there, and pairs that come one after the other.
@Suite("saved images and sequences of pairs", .tags(.unit)) struct SequenceTests {
  @Test("a saved image is found by the pair's name, and must have its size")
  func saved() async throws {
    try await withFolder { root in
      try write(["1.png"], root)
      try write(["2.png"], root, width: 20)
      let saved = SavedImages(
        name: "other", paths: ["1": "\(root)/1.png", "2": "\(root)/2.png"])
      let image = gray(32, 32) { _, _ in 0 }
      let fused = try await PairFusion()(image, image, by: saved, named: "1")
      #expect(fused == (try Image(contentsOf: "\(root)/1.png")))
      for (name, code) in [("2", FusionError.Code.unequalSizes), ("3", .missingImage)] {
        let error = await #expect(throws: FusionError.self) {
          try await PairFusion()(image, image, by: saved, named: name)
        }
        #expect(error?.code == code)
      }
    }
  }

  @Test("a saved image of more pixels than the policy allows is refused")
  func savedPolicy() async throws {
    try await withFolder { root in
      try write(["1.png"], root)
      let saved = SavedImages(
        name: "other", paths: ["1": "\(root)/1.png"],
        policy: ImageDecodingPolicy(maximumPixelCount: 1023))
      let error = await #expect(throws: ImagingError.self) { try await saved.image(for: "1") }
      #expect(error?.code == .tooLarge)
    }
  }

  @Test("a sequence of pairs becomes one of fused images, in its order")
  func sequence() async throws {
    let (pairs, feed) = AsyncStream.makeStream(of: RegisteredPair.self)
    for level in 1...5 as ClosedRange<UInt8> {
      let image = gray(16, 16) { _, _ in 10 * level }
      feed.yield(RegisteredPair(name: "\(level)", first: image, second: image))
    }
    feed.finish()
    var names: [String?] = []
    for try await result in pairs.fused(by: ClassicalMethod.average, atOnce: 3) {
      #expect(result.fused == result.pair.first)
      names.append(result.pair.name)
    }
    #expect(names == ["1", "2", "3", "4", "5"])
  }
}

/// Does something while a pair is fused.
private struct Meanwhile: FusionMethod {
  let name = "meanwhile"
  let action: @Sendable () throws -> Void

  init(_ action: @escaping @Sendable () throws -> Void) { self.action = action }

  func fuse(_ pair: LuminancePair, _ context: FusionContext) throws -> Plane {
    try action()
    return pair.first
  }
}

/// Writes gray images of a gradient, and folders for them.
private func write(_ names: [String], _ root: String, width: Int = 32) throws {
  for name in names {
    let path = "\(root)/\(name)"
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let bytes = try gray(width, width) { x, y in UInt8(3 * x + 2 * y) }.encoded(as: .png)
    try Data(bytes).write(to: URL(filePath: path))
  }
}

/// A temporary folder for a body that waits.
private func withFolder(_ body: (String) async throws -> Void) async throws {
  let root = FileManager.default.temporaryDirectory.appending(path: "daefuse-\(UUID())").path
  try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
  defer { try? FileManager.default.removeItem(atPath: root) }
  try await body(root)
}
