// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestSupport
import Testing

@testable import Detection

/// The child process, with a program that stands in for Python.
@Suite(.tags(.unit)) struct UltralyticsTests {
  /// Runs `body` with a program of the shell's.
  private func withPython(
    _ text: String, _ body: (UltralyticsTraining, String) async throws -> Void
  ) async throws {
    try await withTemporaryFolder { folder in
      let path = "\(folder)/python"
      try Data("#!/bin/sh\n\(text)\n".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
      try await body(UltralyticsTraining(python: path, epochs: 3, side: 64), folder)
    }
  }

  /// It gets the data set, the folder, seed, epochs and side, and what it leaves is read.
  @Test func whatItFindsIsRead() async throws {
    // The arguments from the third on are those of the script; the check has none.
    let text = """
      [ $# -gt 2 ] || { echo Welcome; echo 8.4.1; exit 0; }
      shift 2
      echo "$3 $4 $5" > "$2/said"
      echo '0 .5 .5 .25 .25 .75' > "$2/found/1.txt"
      """
    try await withPython(text) { training, folder in
      #expect(
        try await training.conditions()
          == ["model": "yolov8n.yaml", "epochs": "3", "side": "64", "version": "8.4.1"])
      let set = YOLODataSet(path: folder, classNames: ["car"], stems: [.train: [], .test: ["1"]])
      try await training.train(on: set, seed: 2, in: "\(folder)/run")
      #expect(try String(contentsOfFile: "\(folder)/run/said", encoding: .utf8) == "2 3 64\n")
      let found = try FoundFile(
        path: "\(folder)/run/found/1.txt", size: ImageSize(width: 8, height: 8), classCount: 1)
      #expect(
        found.boxes == [
          DetectedBox(box: Box(x0: 3, y0: 3, x1: 5, y1: 5), classIndex: 0, score: 0.75)
        ])
    }
  }

  @Test(.enabled(if: (try? Python.run("")) != nil, "python3 is not installed"))
  func theScriptIsPython() throws {
    let printed = try Python.run(
      "import sys; compile(sys.argv[1], 'script', 'exec'); print(len(sys.argv[1]))",
      UltralyticsTraining.script)
    #expect(Int(printed.split(separator: "\n").first ?? "") == UltralyticsTraining.script.count)
  }

  /// Programs of the YOLO family know files by their names alone.
  @Test func imagesOfTreesHaveNamesWithoutFolders() {
    let set = YOLODataSet(path: "set", classNames: [], stems: [:])
    #expect(set.image("1%", of: .train) == "set/images/train/1%.png")
    #expect(set.image("night/1%", of: .test) == "set/images/test/night%2F1%25.png")
    #expect(set.labels("night/1", of: .train) == "set/labels/train/night%2F1.txt")
    #expect(YOLODataSet.found("night/1", in: "run") == "run/found/night%2F1.txt")
  }

  @Test func whatIsMissingIsSaidInOneLine() async throws {
    let failing = "echo one >&2; echo \"No module named 'ultralytics'\" >&2; exit 1"
    try await withPython(failing) { training, folder in
      let error = await #expect(throws: DetectionError.self) { try await training.conditions() }
      let text = error.map { "\($0)" } ?? ""
      #expect(
        text.contains("cannot import ultralytics") && text.contains("pip install ultralytics"))
      #expect(text.contains("(No module named 'ultralytics')") && !text.contains("\n"))
      let set = YOLODataSet(path: folder, classNames: ["car"], stems: [:])
      let failed = await #expect(throws: DetectionError.self) {
        try await training.train(on: set, seed: 1, in: folder)
      }
      #expect(failed?.message == "No module named 'ultralytics'")
    }
  }
}
