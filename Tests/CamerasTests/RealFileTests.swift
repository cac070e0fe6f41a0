// SPDX-License-Identifier: Apache-2.0

import Cameras
import Foundation
import Imaging
import TestBasics
import Testing

/// Files of real cameras. Temperatures are those of the formula that R's Thermimage publishes
/// (`raw2temp`), computed in Python, term by term, from the numbers in each file. The cameras' own
/// screens say: AX8 24.3 to 25.5 °C, E40 20.9 °C in the middle, B60 19.0 °F (-7.2 °C) there.
@Suite(
  .tags(.data), .enabled(if: folder != nil, "no cases here; DAEFUSE_DATA names the folder of data"))
struct RealFileTests {
  private func read(_ name: String) throws -> RadiometricImage {
    try RadiometricImage(contentsOf: "\(try #require(folder))/\(name)")
  }

  @Test(
    arguments: [
      ("FLIR_AX8", 80, [(0, 0, 24.7915), (79, 0, 25.0), (40, 30, 25.4157), (20, 45, 24.9865)]),
      (
        "FLIR_B60", 180,
        [(0, 0, -66.395), (179, 0, -17.5678), (90, 90, -7.336), (45, 135, -7.4782)]
      ),
      (
        "FLIR_E40", 160, [(0, 0, 22.9395), (159, 0, 19.9873), (80, 60, 20.9164), (40, 90, 21.0639)]
      ),
    ] as [(String, Int, [(Int, Int, Float)])])
  func temperatures(_ name: String, _ width: Int, _ wanted: [(Int, Int, Float)]) throws {
    let shot = try read("\(name).jpg")
    let celsius = try #require(shot.temperatures())
    #expect(celsius.size.width == width && shot.warnings.isEmpty)
    for (x, y, degrees) in wanted {
      #expect(abs(celsius.values[y * width + x] - degrees) < 0.001, "\(name) \(x), \(y)")
    }
  }

  @Test(
    arguments: [
      ("FLIR_AX8", 24.3597, 25.4692), ("FLIR_B60", -68.0794, -0.2281),
      ("FLIR_E40", 17.8759, 24.7004),
    ] as [(String, Float, Float)])
  func ends(_ name: String, _ low: Float, _ high: Float) throws {
    let celsius = try #require(try read("\(name).jpg").temperatures()).values
    #expect(abs((celsius.min() ?? 0) - low) < 0.001 && abs((celsius.max() ?? 0) - high) < 0.001)
  }

  @Test func theValuesAreThoseOfOtherTools() throws {
    let path = "\(try #require(folder))/FLIR_B60_swapped.png"
    #expect(try read("FLIR_B60.jpg").rawImage.samples == Image(contentsOf: path).samples)
  }

  @Test func whatTheFilesSayOfTheirPhotos() throws {
    let ax8 = try read("FLIR_AX8.jpg")
    #expect(ax8.photo?.size == ImageSize(width: 640, height: 480) && ax8.model == "FLIR AX8")
    #expect(abs(try #require(ax8.placement).widthRatio - 1.16241) < 1e-4)
    let b60 = try read("FLIR_B60.jpg")
    #expect(b60.placement?.offsetX == 2 && b60.placement?.offsetY == -10)
    #expect(try b60.alignedPair().photo.size == ImageSize(width: 279, height: 279))
    #expect(try read("FLIR_E40.jpg").photo == nil)
  }

  @Test(arguments: [("M2EA", 6_107_607_888, 18384), ("M3T", 6_370_636_992, 19420)])
  func rawValuesOfDJI(_ name: String, _ sum: Int, _ middle: UInt16) throws {
    let shot = try read("\(name)_DJI_0001_R.JPG")
    #expect(shot.size == ImageSize(width: 640, height: 512) && shot.maker == .dji)
    #expect(shot.values.reduce(0) { $0 + Int($1) } == sum)
    #expect(shot.values[256 * 640 + 320] == middle)
  }
}

private let folder: String? = {
  let path = DataFolderLocation.path.map { "\($0)/cases/radiometric" }
  return path.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
}()
