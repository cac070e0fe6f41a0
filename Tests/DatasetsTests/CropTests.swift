import Imaging
import Testing

@testable import Datasets

@Suite("crops")
struct CropTests {
  /// A pair whose pixels tell where they are: the first holds x, the second y, and 128 more.
  private func codedPair(width: Int, height: Int) -> LuminancePair {
    let size = ImageSize(width: width, height: height)
    func image(_ value: (_ x: Int, _ y: Int) -> Int) -> Image {
      let values = (0..<size.pixelCount).map { UInt8(value($0 % width, $0 / width)) }
      return Image(size: size, colorModel: .gray, samples: .uint8(values))
    }
    return LuminancePair(image { x, _ in x * 3 }, image { _, y in y * 3 + 128 })
  }

  /// Where the corner pixels of a crop come from.
  private struct Place: Hashable {
    let left: Int
    let right: Int
    let top: Int
    let bottom: Int
  }

  private func places(_ batch: CropBatch) -> [Place] {
    let area = batch.side * batch.side
    func pixel(_ value: Float) -> Int { Int((value * 255).rounded()) }
    return (0..<batch.count).map { index in
      let (first, second) = (
        batch.first[index * area..<(index + 1) * area],
        batch.second[index * area..<(index + 1) * area]
      )
      let (start, end) = (first.startIndex, first.startIndex + area - 1)
      return Place(
        left: pixel(first[start]) / 3, right: pixel(first[end]) / 3,
        top: (pixel(second[start]) - 128) / 3, bottom: (pixel(second[end]) - 128) / 3)
    }
  }

  @Test("both modalities come from the same square, whole, and mirrored as one")
  func samePlace() throws {
    var sampler = try CropSampler([codedPair(width: 40, height: 30)], side: 12, seed: 1)
    let batch = sampler.next(200)
    #expect(batch.count == 200 && batch.side == 12 && batch.first.count == 200 * 144)
    let places = places(batch)
    for place in places {
      #expect(abs(place.right - place.left) == 11 && abs(place.bottom - place.top) == 11)
      #expect((0..<40).contains(place.left) && (0..<40).contains(place.right))
      #expect((0..<30).contains(place.top) && (0..<30).contains(place.bottom))
    }
    // Every row runs as the first one, every column as the first: one square, not shuffled pixels.
    let area = 144
    for index in 0..<batch.count {
      let first = Array(batch.first[index * area..<(index + 1) * area])
      let second = Array(batch.second[index * area..<(index + 1) * area])
      #expect((0..<area).allSatisfy { first[$0] == first[$0 % 12] })
      #expect((0..<area).allSatisfy { second[$0] == second[$0 / 12 * 12] })
    }
  }

  @Test("the four mirrorings all occur, and so do both ends of the image")
  func spread() throws {
    var sampler = try CropSampler([codedPair(width: 20, height: 16)], side: 12, seed: 2)
    let places = places(sampler.next(300))
    let mirrorings = Set(places.map { [$0.left > $0.right, $0.top > $0.bottom] })
    #expect(mirrorings.count == 4)
    #expect(Set(places.map { min($0.left, $0.right) }) == Set(0...8))
    #expect(Set(places.map { min($0.top, $0.bottom) }) == Set(0...4))
  }

  @Test("the seed decides the crops, and they go on")
  func seeds() throws {
    let pairs = [codedPair(width: 30, height: 30), codedPair(width: 24, height: 40)]
    func batches(_ seed: UInt64) throws -> [[Float]] {
      var sampler = try CropSampler(pairs, side: 16, seed: seed)
      return (0..<2).map { _ in sampler.next(3).first }
    }
    #expect(try batches(1) == batches(1))
    #expect(try batches(1) != batches(2))
    #expect(try batches(1)[0] != batches(1)[1])
  }

  @Test("a crop as large as the image is the image")
  func whole() throws {
    var sampler = try CropSampler([codedPair(width: 16, height: 16)], side: 16, seed: 3)
    #expect(places(sampler.next(8)).allSatisfy { min($0.left, $0.right) == 0 })
  }

  @Test("pairs too small are left out; where none is left, that is an error")
  func tooSmall() throws {
    let (small, large) = (codedPair(width: 40, height: 15), codedPair(width: 16, height: 16))
    var sampler = try CropSampler([small, large], side: 16, seed: 4)
    #expect(places(sampler.next(20)).allSatisfy { max($0.left, $0.right) == 15 })
    let error = try #require(throws: DatasetError.self) {
      _ = try CropSampler([small, small], side: 16, seed: 4)
    }
    #expect(error.code == .noPairs && error.description.contains("16x16"))
    #expect(throws: DatasetError.self) { _ = try CropSampler([], side: 1, seed: 4) }
  }

  static let contrasts: [(values: [UInt8], isEnough: Bool)] = [
    ([0, 0, 0, 0], false), ([9, 9, 9, 9], false),
    // Of eleven sorted values the percentiles are the second and the tenth.
    ([0, 90, 95, 95, 95, 95, 95, 95, 95, 100, 255], true),
    ([0, 91, 95, 95, 95, 95, 95, 95, 95, 100, 255], false),
    (Array(repeating: 0, count: 10) + [255], false),
    (Array(repeating: 0, count: 9) + [200, 255], true),
    ([1], false),
  ]

  @Test("contrast: (P90 - P10) / P90 of at least 0.1", arguments: contrasts)
  func contrast(_ values: [UInt8], _ isEnough: Bool) {
    #expect(hasContrast(values) == isEnough)
    #expect(hasContrast(values.reversed()) == isEnough)
  }

  @Test("crops without contrast are passed over while others are to be had")
  func passedOver() throws {
    // The left half is flat in the first image; a crop within it shows nothing.
    let size = ImageSize(width: 64, height: 8)
    func image(flat: Bool) -> Image {
      let values = (0..<size.pixelCount).map { index in
        flat && index % 64 < 32 ? UInt8(100) : UInt8(index * 37 % 251)
      }
      return Image(size: size, colorModel: .gray, samples: .uint8(values))
    }
    let pair = LuminancePair(image(flat: true), image(flat: false))
    var sampler = try CropSampler([pair], side: 8, seed: 5)
    let batch = sampler.next(60)
    for index in 0..<batch.count {
      let crop = batch.first[index * 64..<(index + 1) * 64].map { UInt8(($0 * 255).rounded()) }
      #expect(hasContrast(crop))
    }
    let flat = LuminancePair(image(flat: true), image(flat: true))
    var hopeless = try CropSampler([flat], side: 8, seed: 5)
    #expect(hopeless.next(2).count == 2)
  }
}
