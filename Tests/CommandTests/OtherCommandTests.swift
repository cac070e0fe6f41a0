import Foundation
import FusionModel
import Imaging
import Layers
import TestSupport
import Testing

/// `info`, `version`, `scene` and the help texts.
@Suite struct OtherCommandTests {
  @Test func infoDescribesAWeightFile() throws {
    try Workspace.with { workspace in
      let outcome = try Command.run("info", workspace.weights, "--json", "--size", "320x240")
      #expect(outcome.status == 0, "\(outcome.errors)")
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect(report["preset"] as? String == "tiny")
      let golden = try Golden(named: "dae_fuse.parameters")
      let statistics = ["running_mean", "running_var", "num_batches_tracked"]
      let trained = golden.file.entries.filter { entry in
        !statistics.contains { entry.key.hasSuffix($0) }
      }
      let count = trained.values.reduce(0) { $0 + $1.shape.reduce(1, *) }
      #expect(report["parameters"] as? Int == count)
      let multiplyAdds = try #require(report["multiplyAdds"] as? Int)
      #expect(multiplyAdds > 200_000_000)
    }
  }

  @Test func infoOfAPresetNeedsNoWeights() throws {
    let outcome = try Command.run("info", "tiny")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("weights             none shipped"))
  }

  @Test func versionNamesTheEngine() throws {
    let outcome = try Command.run("version")
    #expect(outcome.output == "daefuse \(Release.version) (LibTorch \(Release.engineVersion))\n")
  }

  @Test func sceneWritesPairs() throws {
    try withTemporaryFolder { (folder: String) throws in
      #expect(try Command.run("scene", folder, "--count", "1").status == 0)
      let size = ImageSize(width: 640, height: 480)
      #expect(try Image(contentsOf: "\(folder)/visible/01.png").size == size)
      #expect(try Image(contentsOf: "\(folder)/infrared/01.png").size == size)
    }
  }

  /// Help is what a user sees first: it changes on purpose only. To renew a snapshot, run the
  /// command that its name says and read the difference.
  @Test(arguments: ["", "bench", "benchmark", "evaluate", "fuse", "info", "train", "version"])
  func helpIsAsCommitted(_ command: String) throws {
    let name = command.isEmpty ? "daefuse" : command
    let outcome = try Command.run((command.isEmpty ? [] : [command]) + ["--help"])
    let path = Repository.path("Tests/CommandTests/Snapshots/\(name).txt")
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    #expect(outcome.output == expected)
  }
}
