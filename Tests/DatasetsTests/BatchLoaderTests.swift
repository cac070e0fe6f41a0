// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Datasets

@Suite("batch loader", .timeLimit(.minutes(10)), .tags(.unit))
struct BatchLoaderTests {
  private static let sizes =
    (0..<11).map { ImageSize(width: 24 + 2 * $0, height: 45 - 2 * $0) }

  private func loader(
    _ pairs: [ImagePair], side: Int = 16, count: Int = 4, seed: UInt64 = 1,
    share: WorkShare = .whole, tasks: Int = 2, memoryLimit: Int = 1 << 20
  ) throws -> BatchLoader {
    try BatchLoader(
      pairs, settings: .init(side: side, count: count, seed: seed, share: share), tasks: tasks,
      memoryLimit: memoryLimit)
  }

  private func batches(_ loader: BatchLoader, _ numbers: Range<Int>) async throws -> [CropBatch] {
    var batches: [CropBatch] = []
    for number in numbers { batches.append(try await loader.batch(at: number)) }
    return batches
  }

  @Test("the number of tasks, and what is kept in memory, change no pixel", arguments: [1, 2, 4])
  func anyTasks(_ tasks: Int) async throws {
    try await withFolder { folder in
      let pairs = try ImagePairFiles.write(to: folder, sizes: Self.sizes)
      let settings = BatchSettings(side: 16, count: 4, seed: 1)
      let recipe = try BatchRecipe(pairs, settings: settings, memoryLimit: 0)
      var wanted: [[[Float]]] = []
      for number in 0..<9 { wanted.append(try await recipe.batch(at: number).values) }
      for limit in [0, 5000, 1 << 20] {
        let found = try await batches(loader(pairs, tasks: tasks, memoryLimit: limit), 0..<9)
        #expect(found.map(\.values) == wanted, "memory limit \(limit)")
      }
      let other = try await loader(pairs, seed: 2).batch(at: 0)
      #expect(other.values != wanted[0])
    }
  }

  @Test("tones vary by sample and source, in order, and places stay")
  func tones() async throws {
    try await withFolder { folder in
      let pairs = try ImagePairFiles.write(to: folder, sizes: Self.sizes)
      func batch(_ variation: Double) async throws -> CropBatch {
        let settings = BatchSettings(side: 16, count: 4, seed: 1, toneVariation: variation)
        return try await BatchRecipe(pairs, settings: settings, memoryLimit: 0).batch(at: 3)
      }
      let (plain, varied) = (try await batch(0).values, try await batch(0.5).values)
      #expect(try await batch(0.5).values == varied)
      var gammas: Set<Float> = []
      for (before, after) in zip(plain, varied) {
        for sample in 0..<4 {
          let pixels = sample * 256..<(sample + 1) * 256
          let pairs = zip(before[pixels], after[pixels]).sorted { $0 < $1 }
          #expect(
            zip(pairs, pairs.dropFirst()).allSatisfy { $0.0 == $1.0 ? $0.1 == $1.1 : $0.1 < $1.1 })
          // The logarithm of a curve is a line, whose slope is gamma.
          let inner = pairs.filter { $0.0 > 0 }
          let (low, high) = (try #require(inner.first), try #require(inner.last))
          let gamma = log(high.1 / low.1) / log(high.0 / low.0)
          let exposure = high.1 / pow(high.0, gamma)
          #expect(gamma > 0.6 && gamma < 1.65 && exposure > 0.77 && exposure < 1.001)
          for (level, value) in inner {
            #expect(abs(value - exposure * pow(level, gamma)) < 1e-4)
          }
          gammas.insert(gamma)
        }
      }
      #expect(gammas.count == 8)
    }
  }

  @Test("a fresh loader goes on anywhere, and back")
  func anywhere() async throws {
    try await withFolder { folder in
      let pairs = try ImagePairFiles.write(to: folder, sizes: Self.sizes)
      let wanted = try await batches(loader(pairs), 0..<12).map(\.values)
      let jumping = try loader(pairs)
      for number in [7, 8, 2, 11, 0] {
        #expect(try await jumping.batch(at: number).values == wanted[number], "batch \(number)")
      }
      let numbers = Set(wanted.map { $0[0] })
      #expect(numbers.count == 12)
    }
  }

  @Test("the ranks' samples, taken in turn, are one process's larger batch", arguments: [2, 3])
  func ranks(_ ranks: Int) async throws {
    try await withFolder { folder in
      let pairs = try ImagePairFiles.write(to: folder, sizes: Self.sizes)
      let whole = try loader(pairs, count: 4 * ranks)
      let parts = try (0..<ranks).map {
        try loader(pairs, share: WorkShare(rank: $0, count: ranks))
      }
      let area = 16 * 16
      for number in 0..<4 {
        let one = try await whole.batch(at: number)
        for (rank, part) in parts.enumerated() {
          let share = try await part.batch(at: number)
          for place in 0..<4 {
            let global = place * ranks + rank
            let (own, wanted) = (
              share.values.map { Array($0[place * area..<(place + 1) * area]) },
              one.values.map { Array($0[global * area..<(global + 1) * area]) }
            )
            #expect(own == wanted, "batch \(number), rank \(rank), sample \(place)")
          }
        }
      }
    }
  }

  @Test("an epoch goes through every pair once, in an order of its own")
  func epochs() async throws {
    try await withFolder { folder in
      let sizes = Array(repeating: ImageSize(width: 20, height: 20), count: 10)
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      let batches = try await batches(loader(pairs, count: 4), 0..<10)
      let order = batches.flatMap { CodedPlace.all(in: $0).map(\.pair) }
      let epochs = stride(from: 0, to: 40, by: 10).map { Array(order[$0..<$0 + 10]) }
      #expect(epochs.allSatisfy { Set($0) == Set(0..<10) })
      #expect(Set(epochs).count == 4)
    }
  }

  @Test("crops are whole squares within the image, of both images alike, mirrored in four ways")
  func places() async throws {
    try await withFolder { folder in
      let size = ImageSize(width: 30, height: 22)
      let pairs = try ImagePairFiles.write(to: folder, sizes: [size])
      let places = CodedPlace.all(in: try await loader(pairs, count: 400).batch(at: 0))
      for place in places {
        #expect(abs(place.x[1] - place.x[0]) == 15 && abs(place.y[1] - place.y[0]) == 15)
      }
      // Of 420 places, 400 independent draws find some 258.
      #expect(Set(places).count > 220)
      // Every position that there is occurs, none that is outside.
      #expect(Set(places.compactMap { $0.x.min() }) == Set(0...14))
      #expect(Set(places.compactMap { $0.y.min() }) == Set(0...6))
      #expect(Set(places.map { [$0.x[0] > $0.x[1], $0.y[0] > $0.y[1]] }).count == 4)
    }
  }

  @Test("crops without contrast in either image are drawn again, at last in other pairs")
  func contrast() async throws {
    try await withFolder { folder in
      let sizes = Array(repeating: ImageSize(width: 48, height: 20), count: 3)
      // Pair 0 is flat in the second image, pair 1 in the left half of the first one.
      let pairs = try ImagePairFiles.write(
        to: folder, sizes: sizes,
        first: { pair, x, _ in pair == 1 && x < 24 ? 100 : x * 5 },
        second: { pair, _, y in pair == 0 ? 90 : y * 5 })
      let batch = try await loader(pairs, count: 90).batch(at: 0)
      let area = 16 * 16
      for index in 0..<batch.count {
        for values in batch.values {
          let bytes = values[index * area..<(index + 1) * area].map { UInt8(($0 * 255).rounded()) }
          #expect(hasContrast(bytes), "sample \(index)")
        }
      }
      let hopeless = try await loader([pairs[0]], count: 2).batch(at: 0)
      #expect(hopeless.first.count == 2 * area)
    }
  }

  @Test("pairs too small are left out; where none is left, that is an error")
  func tooSmall() async throws {
    try await withFolder { folder in
      let sizes = [(40, 15), (16, 16), (15, 40)].map { ImageSize(width: $0, height: $1) }
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      let batch = try await loader(pairs, count: 12).batch(at: 0)
      #expect(CodedPlace.all(in: batch).allSatisfy { $0.pair == 1 })
      let error = try await #require(throws: DatasetError.self) {
        _ = try await loader([pairs[0], pairs[2]]).batch(at: 0)
      }
      #expect(error.code == .noPairs && error.description.hasPrefix("none of 2 pairs"))
      #expect(error.description.contains("16x16"))
      #expect(throws: DatasetError.self) { _ = try loader([]) }
    }
  }

  @Test("alone in its batch, a crop is as large as its pair allows, up to the side asked for")
  func lone() async throws {
    try await withFolder { folder in
      let sizes = [(40, 50), (34, 50), (50, 33), (31, 50)]
        .map { ImageSize(width: $0, height: $1) }
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      let crops = try await batches(loader(pairs, side: 36, count: 1), 0..<12)
      let sides = [0: 36, 1: 34, 2: 33]
      for crop in crops {
        let place = CodedPlace.all(in: crop)[0]
        #expect(sides[place.pair] == crop.side && crop.first.count == crop.side * crop.side)
        #expect(abs(place.x[1] - place.x[0]) == crop.side - 1)
      }
      #expect(Set(crops.map(\.side)) == Set(sides.values))
      let error = try await #require(throws: DatasetError.self) {
        _ = try await loader([pairs[3]], side: 36, count: 1).batch(at: 0)
      }
      #expect(error.description.contains("32x32"))
    }
  }

  @Test("memory holds the pairs that fit and no more", arguments: [0, 799, 800, 2000, 99999])
  func memory(_ limit: Int) async throws {
    try await withFolder { folder in
      let sizes = Array(repeating: ImageSize(width: 20, height: 20), count: 5)
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      let loader = try loader(pairs, memoryLimit: limit)
      _ = try await batches(loader, 0..<5)
      #expect(await loader.cachedByteCount == min(limit / 800, 5) * 800)
    }
  }

  /// As many decode as Swift's pool has threads, and one more, until a task of that pool lets them.
  @Test("while pairs are decoded, other tasks go on")
  func decodingBlocksNoTask() async throws {
    let count = ProcessInfo.processInfo.activeProcessorCount + 1
    let gate = DispatchSemaphore(value: 0)
    let pairs = (0..<count).map { ImagePair(stem: "\($0)", first: "\($0)", second: "\($0)") }
    let cache = PairCache(pairs, leastSide: 1, memoryLimit: 0) { _ in
      try #require(gate.wait(timeout: .now() + 500) == .success, "nobody let it go on")
      throw CancellationError()
    }
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<count {
        group.addTask {
          await #expect(throws: CancellationError.self) { _ = try await cache.pair(at: index) }
        }
      }
      group.addTask { for _ in 0..<count { gate.signal() } }
    }
  }

  @Test("a file that cannot be read is named, every time")
  func brokenFile() async throws {
    try await withFolder { folder in
      let sizes = Array(repeating: ImageSize(width: 20, height: 20), count: 3)
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      try Data("no image".utf8).write(to: URL(filePath: pairs[1].second))
      let loader = try loader(pairs, count: 3)
      for _ in 0..<2 {
        let error = try await #require(throws: ImagingError.self) {
          _ = try await loader.batch(at: 0)
        }
        #expect(error.description.contains(pairs[1].second))
      }
    }
  }

  @Test("as many batches as there are tasks are prepared unasked, no more", arguments: [1, 3])
  func ahead(_ tasks: Int) async throws {
    try await withFolder { folder in
      let sizes = Array(repeating: ImageSize(width: 20, height: 20), count: 10)
      let pairs = try ImagePairFiles.write(to: folder, sizes: sizes)
      let loader = try loader(pairs, count: 1, tasks: tasks)
      for number in 0..<3 {
        _ = try await loader.batch(at: number)
        let wanted = (number + 1 + tasks) * 800
        // Every batch decodes one pair; what is decoded tells what is prepared.
        for _ in 0..<1000 where await loader.cachedByteCount < wanted {
          try await Task.sleep(for: .milliseconds(10))
        }
        try await Task.sleep(for: .milliseconds(20))
        #expect(await loader.cachedByteCount == wanted)
      }
      #expect(await loader.waited > .zero)
    }
  }

  @Test("a cancelled wait ends at once, and the loader can be asked again, also after a stop")
  func cancelling() async throws {
    try await withFolder { folder in
      let pairs = try ImagePairFiles.write(to: folder, sizes: Self.sizes)
      let loader = try loader(pairs, count: 3000)
      let wait = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await loader.batch(at: 0)
      }
      await #expect(throws: CancellationError.self) { _ = try await wait.value }
      let batch = try await loader.batch(at: 0)
      #expect(batch.count == 3000)
      await loader.stop()
      #expect(try await loader.batch(at: 0).values == batch.values)
      await loader.stop()
    }
  }
}
