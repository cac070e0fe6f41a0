// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Foundation
import Fusion
import Imaging
import Synchronization
import TestSupport
import Testing

@testable import Detection

/// Folders of trainings that were begun with other labels, images or networks, or by an older
/// version.
@Suite(.tags(.unit)) struct TrainedConditionsTests {
  /// A set of two pairs, a folder of trainings, and fused images in "fused".
  private func inFolders(
    classNames: [String] = ["person", "lamp"], _ body: (String, TrainedScoring) async throws -> Void
  ) async throws {
    try await SquareSet.with(count: 2, classNames: classNames) { set in
      let root = (set.pairs[0].first as NSString).deletingLastPathComponent + "/.."
      try FileManager.default.copyItem(atPath: "\(root)/ir", toPath: "\(root)/fused")
      var scoring = TrainedScoring(folder: "\(root)/trainings")
      scoring.seedCount = 1
      try await body(root, scoring)
    }
  }

  /// Trains on the first pair and looks at the second one, all as it is in files now.
  /// - Returns: What the folder did not note.
  private func score(
    _ root: String, _ scoring: TrainedScoring, _ methods: [any FusionMethod] = []
  ) async throws -> [String] {
    let set = try LabeledSet(path: root)
    let split = try DetectionSplit(train: set.part([0]), test: set.part([1]), rule: "By hand.")
    let unnoted = Mutex<[String]>([])
    _ = try await scoring.score(split, methods, by: FindingDetector()) { event in
      if case .unnoted(let names) = event { unnoted.withLock { $0 = names } }
    }
    return unnoted.withLock { $0 }
  }

  private func refusal(
    _ root: String, _ scoring: TrainedScoring, _ methods: [any FusionMethod] = []
  ) async -> String {
    await #expect(throws: DetectionError.self) {
      _ = try await score(root, scoring, methods)
    }.map { "\($0)" } ?? ""
  }

  private func saved(_ folder: String, at root: String) -> SavedImages {
    SavedImages(
      name: "x", paths: ["1": "\(root)/\(folder)/1.png", "2": "\(root)/\(folder)/2.png"])
  }

  @Test func otherLabelsAndImagesAreRefused() async throws {
    try await inFolders { root, scoring in
      #expect(try await score(root, scoring).isEmpty)
      #expect(try await score(root, scoring).isEmpty)
      let label = URL(filePath: "\(root)/labels/1.txt")
      let text = try Data(contentsOf: label)
      try Data("0 0.5 0.5 0.25 0.25\n".utf8).write(to: label)
      #expect(await refusal(root, scoring).contains("data.json: was begun with labels "))
      try text.write(to: label)
      let image = try Data(contentsOf: URL(filePath: "\(root)/vi/1.png"))
      try image.write(to: URL(filePath: "\(root)/ir/2.png"))
      #expect(await refusal(root, scoring).contains("data.json: was begun with images "))
    }
  }

  @Test func otherMembersOfAGroupAreRefused() async throws {
    try await inFolders { root, scoring in
      var scoring = scoring
      scoring.groups = [ClassGroup(name: "thing", members: ["person"])]
      _ = try await score(root, scoring)
      scoring.groups = [ClassGroup(name: "thing", members: ["person", "lamp"])]
      #expect(
        await refusal(root, scoring).contains(
          "was begun with members thing=person, and thing=person+lamp is asked for"))
    }
  }

  @Test func otherFusedImagesOfANameAreRefused() async throws {
    try await inFolders { root, scoring in
      _ = try await score(root, scoring, [saved("fused", at: root)])
      // The same images elsewhere are the same.
      try FileManager.default.copyItem(atPath: "\(root)/fused", toPath: "\(root)/copy")
      #expect(try await score(root, scoring, [saved("copy", at: root)]).isEmpty)
      #expect(
        await refusal(root, scoring, [saved("vi", at: root)])
          .contains("x/row.json: was begun with images "))
    }
  }

  @Test func otherNetworksOfANameAreRefused() async throws {
    try await inFolders { root, scoring in
      var scoring = scoring
      scoring.networks = ["max": ["weights": "abc"]]
      _ = try await score(root, scoring, [ClassicalMethod.max])
      scoring.networks = ["max": ["weights": "def"]]
      #expect(
        await refusal(root, scoring, [ClassicalMethod.max]).contains(
          "max/row.json: was begun with weights abc, and def is asked for now"))
      scoring.networks = [:]
      #expect(
        await refusal(root, scoring, [ClassicalMethod.max]).contains(
          "max/row.json: was begun with maker a network, and a formula is asked for now"))
    }
  }

  /// What an older version left goes on, once told, and is held to from then on.
  @Test func aFolderOfAnOlderVersionGoesOn() async throws {
    try await inFolders { root, scoring in
      let methods: [any FusionMethod] = [saved("fused", at: root)]
      _ = try await score(root, scoring, methods)
      let path = "\(root)/trainings/data.json"
      let noted = try JSONDecoder().decode(
        [String: String].self, from: Data(contentsOf: URL(filePath: path)))
      let older = noted.filter { !["images", "labels", "members"].contains($0.key) }
      #expect(older.count == 5)
      try JSONEncoder().encode(older).write(to: URL(filePath: path))
      for row in ["visible", "infrared", "average", "x"] {
        try FileManager.default.removeItem(atPath: "\(root)/trainings/\(row)/row.json")
      }
      #expect(
        try await score(root, scoring, methods) == [
          "images of data.json", "labels of data.json", "members of data.json", "visible/row.json",
          "infrared/row.json", "average/row.json", "x/row.json",
        ])
      #expect(try await score(root, scoring, methods).isEmpty)
      #expect(
        await refusal(root, scoring, [saved("vi", at: root)]).contains("x/row.json: was begun"))
      try Data("{}".utf8).write(to: URL(filePath: path))
      #expect(await refusal(root, scoring, methods).contains("data.json: was begun with "))
    }
  }
}
