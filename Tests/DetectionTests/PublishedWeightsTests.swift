// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport
import Testing

@testable import Detection

/// Where the weights are taken from that are not shipped; a file stands for the published one.
@Suite("published weights", .tags(.unit)) struct PublishedWeightsTests {
  /// A folder for data, one for caches, and a published file.
  private struct Place {
    let root: String
    var data: String { "\(root)/data" }
    var cache: String { "\(root)/cache" }
    var weights: PublishedWeights {
      // The SHA-256 of "abc".
      PublishedWeights(
        name: "a.onnx",
        addresses: ["file://\(root)/nowhere", "file://\(root)/published"],
        checksum: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", byteCount: 3)
    }

    func write(_ text: String, _ path: String) throws {
      let url = URL(filePath: "\(root)/\(path)")
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }

    /// Where the file is found, and how often something was fetched.
    func find(_ environment: [String: String]? = nil) throws -> (path: String, fetched: Int) {
      var count = 0
      let path = try weights.path(
        in: [data], environment: environment ?? ["DAEFUSE_CACHE": cache],
        willFetch: { _ in count += 1 })
      return (path, count)
    }
  }

  private func inPlace(_ body: (Place) throws -> Void) throws {
    try withTemporaryFolder { try body(Place(root: $0)) }
  }

  @Test("the data folder comes before the cache, and nothing is fetched")
  func dataFolder() throws {
    try inPlace { place in
      try place.write("abc", "data/a.onnx")
      #expect(try place.find() == ("\(place.data)/a.onnx", 0))
      #expect(!FileManager.default.fileExists(atPath: place.cache))
    }
  }

  @Test("it is fetched once, from the first address that has it, and anew where it is damaged")
  func fetching() throws {
    try inPlace { place in
      try place.write("abc", "published")
      #expect(try place.find() == ("\(place.cache)/a.onnx", 2))
      #expect(try place.find() == ("\(place.cache)/a.onnx", 0))
      try place.write("ab", "cache/a.onnx")
      #expect(try place.find().fetched == 2)
      #expect(try FileManager.default.contentsOfDirectory(atPath: place.cache) == ["a.onnx"])
    }
  }

  @Test("another file of that name in the data folder is an error that names both hashes")
  func otherFile() throws {
    try inPlace { place in
      try place.write("xyz", "data/a.onnx")
      let error = try #require(throws: DetectionError.self) { try place.find() }
      #expect(error.subject == "\(place.data)/a.onnx" && error.code == .weights)
      #expect(error.message.contains("3608bca1e44ea6c4") && error.message.contains("ba7816bf8f01"))
    }
  }

  @Test(
    "where it cannot be had, one line says what to do, and nothing is left behind",
    arguments: [nil, "xyz", "abcdef"])
  func missing(_ published: String?) throws {
    try inPlace { place in
      if let published { try place.write(published, "published") }
      let error = try #require(throws: DetectionError.self) { try place.find() }
      #expect(error.code == .missingWeights)
      for part in [
        "a.onnx: is not in \(place.data), \(place.cache) and cannot be fetched",
        place.weights.checksum,
        place.weights.addresses[0], "is wanted in \(place.cache)",
      ] { #expect("\(error)".contains(part), "\(error)") }
      #expect(!"\(error)".contains("\n"))
      #expect(!FileManager.default.fileExists(atPath: "\(place.cache)/a.onnx"))
    }
  }

  @Test("without a folder for caches nothing is fetched")
  func noCache() throws {
    try inPlace { place in
      try place.write("abc", "published")
      let error = try #require(throws: DetectionError.self) { try place.find([:]) }
      #expect("\(error)".contains("HOME names no folder for caches"))
    }
  }

  @Test(
    "the published detector is the one of the data sets",
    .enabled(if: DetectorFiles.folder != nil, DataFolderLocation.advice))
  func shared() throws {
    let folder = try #require(DetectorFiles.folder)
    #expect(try PublishedWeights.yoloxNano.path(in: [folder]) == DetectorFiles.onnx)
  }
}
