// SPDX-License-Identifier: Apache-2.0

import ClassicalFusion
import Datasets
import Evaluation
import Foundation
import Fusion
import FusionMetrics
import Imaging
import Reporting
import TestSupport
import Testing

/// From files to rows.
@Suite(.tags(.unit)) struct ScoringTests {
  @Test func filesScoreAsTheMetricsSay() async throws {
    try await SceneFolders.with { folders in
      var sources = try folders.sources()
      for index in 1...3 { try folders.write(pattern(index), "out/\(index).png") }
      let candidate = try sources.saved(name: "out", path: folders["out"])
      let row = try await FusionScoring().score(sources.pairs, [candidate]).rows[0]
      #expect(row.images.map(\.name) == ["1", "2", "3"] && sources.warnings.isEmpty)
      let (visible, infrared) = (
        try Image(contentsOf: folders["visible/2.png"]),
        try Image(contentsOf: folders["infrared/2.png"])
      )
      let scene = try FusedTriple(
        name: "2", fused: pattern(2), first: infrared, second: visible)
      for metric in Metric.tableColumns {
        #expect(row.images[1][metric] == (try metric.value(of: scene, profile: .cddfuse)))
      }
    }
  }

  /// An image that is like neither source.
  private func pattern(_ index: Int) -> Image {
    let size = ImageSize(width: 64, height: 48)
    let samples = (0..<size.pixelCount).map { UInt8($0 * $0 * index / 97 % 251) }
    return Image(size: size, colorModel: .gray, samples: .uint8(samples))
  }

  @Test func warmIsWhatInfraredShowsAndBrightWhatIsVisible() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      var sources = try folders.sources()
      let copies = try ["infrared", "visible"].map {
        try sources.saved(name: $0, path: folders[$0])
      }
      var scoring = FusionScoring()
      scoring.metrics = [.warmContrast, .brightContrast]
      let rows = try await scoring.score(sources.pairs, copies).rows.map { $0.images[0] }
      #expect(rows[0][.warmContrast] == 1 && rows[1][.brightContrast] == 1)
      let crossed = try [#require(rows[0][.brightContrast]), #require(rows[1][.warmContrast])]
      #expect(crossed.allSatisfy { $0 < 0.9 }, "\(crossed)")
    }
  }

  @Test func formulasScoreAsTheirSavedFiles() async throws {
    try await SceneFolders.with { folders in
      var sources = try folders.sources()
      for pair in sources.pairs {
        let (first, second) = try SourceImages(pair).gray
        let fused = ClassicalMethod.laplacian.fuse(first.luminance(), second.luminance())
        try folders.write(Image(luminance: fused), "saved/\(pair.stem).png")
      }
      let formula = ClassicalMethod.laplacian
      let saved = try sources.saved(name: "saved", path: folders["saved"])
      let rows = try await FusionScoring().score(sources.pairs, [formula, saved]).rows
      #expect(rows.map(\.name) == ["laplacian", "saved"])
      #expect(rows[0].images == rows[1].images)
    }
  }

  /// The scores of a pair do not change with the units that its second image is stored in.
  @Test func sourcesAreScoredInTheRangeThatTheyUse() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      func scores(
        _ change: (inout FusionScoring) -> Void = { _ in }
      ) async throws -> [String: Double] {
        let sources = try folders.sources()
        var scoring = FusionScoring()
        change(&scoring)
        let outcome = try await scoring.score(sources.pairs, [ClassicalMethod.average])
        return outcome.rows[0].images[0].values
      }
      let eight = try await scores()
      let pair = try folders.sources().pairs[0]
      let warm = try Image(contentsOf: pair.second).luminance()
      let counts = warm.values.map { UInt16((7000 + 1000 * $0).rounded()) }
      try Image(size: warm.size, colorModel: .gray, samples: .uint16(counts)).write(to: pair.second)
      for (name, found) in try await scores() {
        let wanted = try #require(eight[name])
        #expect(abs(found - wanted) < 0.06 * max(1, abs(wanted)), "\(name)")
      }
      let whole = try await scores { $0.secondRange = .full }
      #expect(abs(try #require(whole["VIF"]) - #require(eight["VIF"])) > 0.2)
      let small = Plane(size: warm.size, values: warm.values).resized(
        to: ImageSize(width: warm.size.width / 2, height: warm.size.height / 2))
      try Image(luminance: small).write(to: pair.second)
      await #expect(throws: EvaluationError.self) { _ = try await scores() }
      let resized = try await scores { $0.resizesSecond = true }
      #expect(resized.count == eight.count)
    }
  }

  @Test func stretchingReachesBothEnds() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      let sources = try SourceImages(try folders.sources().pairs[0])
      var options = FusionOptions()
      options.isStretched = true
      let fused = try await ClassicalMethod.average.scoredImage(of: sources, options)
      let values = fused.luminance().values
      #expect(values.min() == 0 && values.max() == 1 && fused.colorModel == .gray)
    }
  }

  @Test(arguments: ["visible/2.tif", "infrared/2.tif", "out/2.tif"])
  func pixelsThatAreNoNumbersAreAnErrorThatCountsThem(_ bad: String) async throws {
    try await SceneFolders.with(pairs: 2) { folders in
      for index in 1...2 { try folders.write(pattern(index), "out/\(index).png") }
      try folders.remove((bad as NSString).deletingPathExtension + ".png")
      var values = [Float](repeating: 0.5, count: 3 * 64 * 48)
      // Two samples of the second pixel, one of the fifth.
      (values[3], values[4], values[12]) = (.nan, .infinity, -.infinity)
      try folders.write(
        Image(
          size: ImageSize(width: 64, height: 48), colorModel: .rgb, samples: .float(values)), bad)
      var sources = try folders.sources()
      let saved = try sources.saved(name: "out", path: folders["out"])
      let error = await #expect(throws: EvaluationError.self) {
        try await FusionScoring().score(sources.pairs, [saved])
      }
      #expect(error?.code == .notFinite && error?.path == folders[bad])
      #expect(error?.message.hasPrefix("2 pixels are not-a-number or infinite") == true)
    }
  }

  @Test func threadsDoNotChangeTheResult() async throws {
    try await SceneFolders.with(pairs: 7) { folders in
      let pairs = try folders.sources().pairs
      let candidates = ClassicalMethod.allCases
      var scoring = FusionScoring()
      let one = try await scoring.score(pairs, candidates).rows
      scoring.threads = 4
      #expect(try await scoring.score(pairs, candidates).rows == one)
      #expect(one[0].images.map(\.name) == (1...7).map { "\($0)" })
    }
  }

  @Test func aFusedImageOfTwoPairsIsRefused() throws {
    try SceneFolders.with(pairs: 2) { folders in
      let pairs = try folders.sources().pairs
      let twin = ImagePair(stem: "1", first: pairs[1].first, second: pairs[1].second)
      var sources = try EvaluationSources(PairList([pairs[0], twin]))
      let error = #expect(throws: EvaluationError.self) {
        try sources.saved(name: "saved", path: folders["visible"])
      }
      #expect(
        error?.code == .duplicateStem
          && error?.message.hasPrefix(
            "its image for 1 may be of \(pairs[0].first) or of \(pairs[1].first)") == true
      )
    }
  }

  @Test func twoFilesArePaired() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      var sources = try EvaluationSources(
        first: folders["visible/1.png"], second: folders["infrared/1.png"])
      let candidate = try sources.saved(name: "max", path: folders["visible/1.png"])
      let row = try await FusionScoring().score(sources.pairs, [candidate]).rows[0]
      #expect(row.images.map(\.name) == ["1"] && row.mean(of: .entropy) != nil)
    }
  }

  @Test func pairsOfAnySourceAreScoredAndWritten() async throws {
    try await SceneFolders.with(pairs: 2) { folders in
      var sources = try EvaluationSources(PairList(try folders.sources().pairs.reversed()))
      for name in ["1", "2", "3"] { try folders.write(flat(9), "out/\(name).png") }
      let saved = try sources.saved(name: "saved", path: folders["out"])
      #expect(sources.warnings == ["\(folders["out/3.png"]): belongs to no pair; left out"])
      let scoring = FusionScoring()
      let outcome = try await scoring.score(sources.pairs, [saved, ClassicalMethod.max])
      let table = scoring.table(of: outcome, notes: ["a note"])
      #expect(table.rows[0].images.map(\.name) == ["2", "1"])
      #expect(table.notes.first == "a note" && table.rows.map(\.name) == ["saved", "max"])
      for (name, start) in [("t.csv", "method,image,EN"), ("t.md", "| method |"), ("t", "method ")]
      {
        try table.write(to: folders[name])
        let text = try String(contentsOfFile: folders[name], encoding: .utf8)
        #expect(text.hasPrefix(start), "\(name)")
      }
    }
  }

  @Test func aSourceWithoutPairsIsRefused() {
    let error = #expect(throws: EvaluationError.self) { try EvaluationSources(PairList([])) }
    #expect(error?.code == .noPairs)
  }

  @Test func imagesWithoutPartnerAreWarnedOf() throws {
    try SceneFolders.with { folders in
      try folders.remove("infrared/2.png")
      for name in ["1", "2", "3"] { try folders.write(flat(9), "out/\(name).png") }
      var sources = try folders.sources()
      _ = try sources.saved(name: "out", path: folders["out"])
      #expect(sources.pairs.map(\.stem) == ["1", "3"])
      #expect(
        sources.warnings == [
          "\(folders["visible/2.png"]): has no partner in the other folder; left out",
          "\(folders["out/2.png"]): belongs to no pair; left out",
        ])
    }
  }

  @Test func constantImagesAreNoted() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      try folders.write(flat(7), "visible/1.png")
      let pairs = try folders.sources().pairs
      let rows = try await FusionScoring().score(
        pairs, [Rule(name: "flat") { pair, _ in flat(9).luminance() }]
      ).rows
      let table = ScoreTable(profile: .cddfuse, metrics: Metric.tableColumns, rows: rows)
      #expect(table.notes.contains { $0.hasPrefix("SCD of flat is undefined for 1 ") })
      #expect(rows[0].mean(of: .entropy) == 0)
    }
  }

  @Test func aGalleryHasEveryPicture() async throws {
    try await SceneFolders.with(pairs: 2) { folders in
      var scoring = FusionScoring()
      scoring.wantsGallery = true
      let gallery = try await scoring.score(
        folders.sources().pairs,
        [ClassicalMethod.average, .max]
      ).gallery
      #expect(gallery.pairs.map(\.name) == ["1", "2"])
      #expect(gallery.pairs.allSatisfy { $0.fused.count == 2 })
      #expect(gallery.pairs[0].first.url.hasPrefix("data:image/jpeg;base64,/9j/"))
      #expect(gallery.pairs[0].first.size == ImageSize(width: 64, height: 48))
    }
  }
}

/// What cannot be scored.
@Suite(.tags(.unit)) struct ScoringErrorTests {
  @Test func aMissingFusedImageIsAnError() throws {
    try SceneFolders.with(pairs: 6) { folders in
      try folders.write(flat(1), "out/2.png")
      var sources = try folders.sources()
      let error = try #require(throws: EvaluationError.self) {
        try sources.saved(name: "out", path: folders["out"])
      }
      #expect(error.code == .missingFused)
      #expect(
        error.description == "\(folders["out"]): has no image for 1, 3, 4 and 2 more; "
          + "one for each of the 6 pairs is wanted")
    }
  }

  @Test func sizesMustAgree() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      var sources = try folders.sources()
      try folders.write(flat(1, width: 32), "out/1.png")
      let candidate = try sources.saved(name: "out", path: folders["out"])
      await expect(.unequalSizes, "out/1.png: is 32x48, its sources are 64x48") {
        try await FusionScoring().score(sources.pairs, [candidate])
      }
      try folders.write(flat(1, width: 32), "infrared/1.png")
      await expect(.unequalSizes, "infrared/1.png: is 32x48, and ") {
        try await FusionScoring().score(sources.pairs, [candidate])
      }
    }
  }

  @Test func filesAndFoldersDoNotMix() throws {
    try SceneFolders.with(pairs: 1) { folders in
      #expect(throws: EvaluationError.self) {
        try EvaluationSources(first: folders["visible"], second: folders["infrared/1.png"])
      }
      var sources = try folders.sources()
      let error = try #require(throws: EvaluationError.self) {
        try sources.saved(name: "x", path: folders["visible/1.png"])
      }
      #expect(error.code == .fileAndFolder)
    }
  }

  @Test func methodsNeedNamesOfTheirOwn() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      let pairs = try folders.sources().pairs
      let candidate = ClassicalMethod.max
      await expect(.duplicateMethod, "two methods are called max") {
        try await FusionScoring().score(pairs, [candidate, candidate])
      }
      await expect(.noMethod, "one is wanted") { try await FusionScoring().score(pairs, []) }
    }
  }

  @Test func smallImagesNameTheMetric() async throws {
    try await SceneFolders.with(pairs: 1) { folders in
      for folder in ["visible", "infrared"] {
        try folders.write(flat(1, width: 20, height: 20), "\(folder)/1.png")
      }
      let pairs = try folders.sources().pairs
      let error = await #expect(throws: FusionMetricsError.self) {
        try await FusionScoring().score(pairs, [ClassicalMethod.max])
      }
      #expect(error?.description.contains("1: 20x20 is too small for VIF") == true)
    }
  }

  private func expect(
    _ code: EvaluationError.Code, _ text: String, _ body: () async throws -> FusionScoring.Outcome
  ) async {
    let error = await #expect(throws: EvaluationError.self) { () async throws in
      _ = try await body()
    }
    #expect(error?.code == code)
    #expect(error?.description.contains(text) == true, "\(error?.description ?? "")")
  }
}
