// SPDX-License-Identifier: Apache-2.0

import Datasets
import Foundation
import Imaging
import TestSupport
import Testing

@testable import Detection

/// Sets that are divided, and M3FD as it comes.
@Suite(.tags(.unit)) struct SplitTests {
  private func error(_ set: LabeledSet, _ rule: String) -> String {
    do throws(DetectionError) { _ = try DetectionSplit(set, by: rule) } catch { return "\(error)" }
    return ""
  }

  @Test func sharesAreDrawnApart() async throws {
    try await SquareSet.with(count: 20) { set in
      let split = try DetectionSplit(set, by: "8:1:1")
      let (train, test) = (split.train.pairs.map(\.stem), split.test.pairs.map(\.stem))
      #expect(train.count == 16 && test.count == 2 && Set(train).isDisjoint(with: test))
      #expect(try DetectionSplit(set, by: "8:1:1").test.pairs == split.test.pairs)
      #expect(split.rule.contains("neighbors of scored images"))
    }
    try await SquareSet.with(count: 2) { set in
      #expect(error(set, "8:1:1").contains("2 of 2 pairs are to be trained on, 0 scored"))
    }
  }

  @Test func aFileNamesTheTestPart() async throws {
    try await SquareSet.with(count: 4) { set in
      try withTemporaryFolder { folder in
        let path = "\(folder)/test.txt"
        try Data("images/2.png\n 4 \n\n".utf8).write(to: URL(filePath: path))
        let split = try DetectionSplit(set, by: path)
        #expect(split.test.pairs.map(\.stem) == ["2", "4"])
        #expect(split.train.pairs.map(\.stem) == ["1", "3"])
        #expect(split.rule == "Test part: that of test.txt.")
        try Data("7\n".utf8).write(to: URL(filePath: path))
        #expect(error(set, path).hasSuffix("test.txt: 7 is no image of the set"))
        #expect(error(set, "\(folder)/none.txt").contains("none.txt: no such file"))
      }
    }
  }

  @Test func aNameMayHaveADot() throws {
    try withM3FD(["night.1", "night.2", "night.3"]) { root in
      let path = "\(root)/test.txt"
      try Data("night.1\nVis/night.3.png\n".utf8).write(to: URL(filePath: path))
      let split = try DetectionSplit(LabeledSet(path: root), by: path)
      #expect(split.test.pairs.map(\.stem) == ["night.1", "night.3"])
    }
  }

  @Test func scenesAreThoseOfThePublishedList() {
    #expect(M3FD.testScenes.map(\.count).reduce(0, +) == 831)
    #expect(
      zip(M3FD.testScenes, M3FD.testScenes.dropFirst()).allSatisfy {
        $0.upperBound + 1 < $1.lowerBound
      })
  }

  /// `Vis`, `Ir` and `Annotation`, with pairs of two scenes.
  private func withM3FD(
    _ names: [String] = ["00110", "00111"], object: String = "Lamp", x: (Int, Int) = (6, 9),
    _ body: (String) throws -> Void
  ) throws {
    try withTemporaryFolder { root in
      for folder in ["Vis", "Ir", "Annotation"] {
        try FileManager.default.createDirectory(
          atPath: "\(root)/\(folder)", withIntermediateDirectories: false)
      }
      let size = ImageSize(width: 8, height: 4)
      let image = Image(
        size: size, colorModel: .gray, samples: .uint8([UInt8](repeating: 9, count: 32)))
      let xml = """
        <annotation><size><width>8</width><height>4</height></size>
        <object><name>People</name><bndbox><xmin>0</xmin><ymin>1</ymin><xmax>4</xmax>
        <ymax>4</ymax></bndbox></object>
        <object><name>\(object)</name><bndbox><xmin>\(x.0)</xmin><ymin>0</ymin><xmax>\(x.1)</xmax>
        <ymax>2</ymax></bndbox></object></annotation>
        """
      for name in names {
        try image.write(to: "\(root)/Vis/\(name).png")
        try image.write(to: "\(root)/Ir/\(name).png")
        try Data(xml.utf8).write(to: URL(filePath: "\(root)/Annotation/\(name).xml"))
      }
      try body(root)
    }
  }

  @Test func m3fdIsReadAsItComes() throws {
    try withM3FD { root in
      let set = try LabeledSet(path: root)
      #expect(set.classNames == ["People", "Car", "Bus", "Motorcycle", "Lamp", "Truck"])
      let boxes = set.boxes(of: 0, in: ImageSize(width: 8, height: 4))
      #expect(
        boxes == [
          LabeledBox(box: Box(x0: 0, y0: 1, x1: 4, y1: 4), classIndex: 0),
          LabeledBox(box: Box(x0: 6, y0: 0, x1: 8, y1: 2), classIndex: 4),
        ])
      let split = try DetectionSplit(set, by: "scenes")
      #expect(
        split.train.pairs.map(\.stem) == ["00110"] && split.test.pairs.map(\.stem) == ["00111"])
    }
    try withM3FD(["00110", "4200"]) { root in
      let set = try LabeledSet(path: root)
      #expect(error(set, "scenes").contains("4200: is no image of M3FD"))
    }
  }

  @Test func whatLiesBesideTheImageIsLeftOut() throws {
    try withM3FD(x: (8, 9)) { root in
      let set = try LabeledSet(path: root)
      let boxes = set.boxes(of: 0, in: ImageSize(width: 8, height: 4))
      #expect(boxes.map(\.classIndex) == [0])
      #expect(
        set.warnings
          == ["00110", "00111"].map {
            "\(root)/Annotation/\($0).xml: object 2, Lamp, lies beside the image; left out"
          })
    }
  }

  @Test func whatIsWrongInAnAnnotationIsNamed() throws {
    try withM3FD(object: "Yak") { root in
      let error = #expect(throws: DetectionError.self) { try LabeledSet(path: root) }
      #expect("\(error.map { "\($0)" } ?? "")".contains("00110.xml: object 2: \"Yak\""))
    }
    try withM3FD { root in
      let path = "\(root)/Annotation/00110.xml"
      for (text, wanted) in [
        ("", "has no size"),
        (
          "<size><width>8</width><height>4</height></size><object><name>Car</name></object>",
          "object 1: has no box"
        ),
      ] {
        try Data(text.utf8).write(to: URL(filePath: path))
        let error = #expect(throws: DetectionError.self) { try LabeledSet(path: root) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(wanted))
      }
    }
  }
}
