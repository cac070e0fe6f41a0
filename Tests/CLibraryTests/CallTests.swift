// SPDX-License-Identifier: Apache-2.0

import CDaefuse
import CLibrary
import Fusion
import FusionModel
import Imaging
import Scenes
import TestSupport
import Testing

/// The functions of `daefuse.h`, called through the header.
@Suite(.singleThreaded, .tags(.unit)) struct CallTests {
  private static let size = ImageSize(width: 33, height: 20)
  private static let scene = RenderedScene(seed: 4, size: size, condition: .night)

  @Test(arguments: [1, 3]) func fusesAsTheLibraryDoes(_ channels: Int) async throws {
    var options = FusionOptions()
    options.color = channels == 1 ? .gray : .keep
    let fuser = try Fuser(.preset("fast"), device: .cpu, precision: .float32, threads: 1)
    let wanted = try await PairFusion(options)(Self.scene.visible, Self.scene.infrared, by: fuser)

    let handle = try #require(daefuse_open(nil, "cpu", "float32", 1))
    defer { daefuse_close(handle) }
    // Rows that are further apart than they are long.
    var fused = Picture(wanted, gap: 7)
    fused.clear()
    let outcome = try await Outcome.of(
      handle, Picture(Self.scene.visible, gap: 5), Picture(Self.scene.infrared), fused)
    #expect(outcome.isDone && outcome.said.isEmpty, "\(outcome.said)")
    #expect(outcome.fused == Picture(wanted, gap: 7), "and what lies between rows stays")
  }

  @Test func resultMayBeASource() async throws {
    let handle = try #require(daefuse_open("fast", "cpu", "float32", 1))
    defer { daefuse_close(handle) }
    let (first, second) = (Picture(Self.scene.visible), Picture(Self.scene.infrared))
    let apart = try await Outcome.of(handle, first, second, first)
    let inPlace = try await Outcome.of(handle, first, second, nil)
    #expect(inPlace.isDone && inPlace.fused != first && inPlace.fused == apart.fused)
  }

  @Test("more calls at once than there are threads, from Swift's own pool, on one fuser")
  func callsFromTasks() async throws {
    let handle = try #require(daefuse_open("fast", "cpu", "float32", 1))
    defer { daefuse_close(handle) }
    let number = UInt(bitPattern: handle)
    let pictures = [Self.scene.visible, Self.scene.infrared].map { Picture($0) }
    let alone = try await Outcome.of(handle, pictures[0], pictures[1], pictures[0])
    let outcomes = await withTaskGroup(of: Outcome.self) { group in
      for _ in 0..<16 {
        group.addTask {
          Outcome(of: OpaquePointer(bitPattern: number), pictures[0], pictures[1], pictures[0])
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count == 16)
    for outcome in outcomes { #expect(outcome.isDone && outcome.fused == alone.fused) }
  }

  /// A call with one thing wrong, and what is said of it.
  struct Wrong: Sendable, CustomTestStringConvertible {
    let said: String
    var change: @Sendable (inout Picture, inout Picture, inout Picture) -> Void

    init(
      _ said: String,
      _ change: @escaping @Sendable (inout Picture, inout Picture, inout Picture) -> Void
    ) {
      (self.said, self.change) = (said, change)
    }

    var testDescription: String { said }
  }

  @Test(arguments: [
    Wrong("first: pixels is NULL; their address is wanted") { first, _, _ in first.isNull = true },
    Wrong("second: pixels is NULL; their address is wanted") { _, second, _ in
      second.isNull = true
    },
    Wrong("first: 2 channels; 1 (gray) or 3 (RGB) are wanted") { first, _, _ in
      first.channels = 2
    },
    Wrong("first: 15x20 pixels; sides of 16 to 65535 are wanted") { first, _, _ in
      first.width = 15
    },
    Wrong("second: 33x-1 pixels; sides of 16 to 65535 are wanted") { _, second, _ in
      second.height = -1
    },
    Wrong("fused: 2147483647x20 pixels; sides of 16 to 65535 are wanted") { _, _, fused in
      fused.width = .max
    },
    Wrong("first: a stride of 98 bytes; 0, or 99 to 2147483647 is wanted") { first, _, _ in
      first.stride = 98
    },
    Wrong("fused: a stride of \(UInt.max) bytes; 0, or 99 to 2147483647 is wanted") { _, _, fused in
      fused.stride = .max
    },
    Wrong("fused: 33x19 pixels; 33x20, as first has, is wanted") { _, _, fused in
      fused.height = 19
    },
    Wrong(
      "the images differ in size, 33x20 and 32x20; registered images of one size are wanted"
    ) { _, second, _ in second.width = 32 },
  ])
  func badImagesAreRefused(_ wrong: Wrong) async throws {
    let handle = try #require(daefuse_open("fast", "cpu", "float32", 1))
    defer { daefuse_close(handle) }
    var first = Picture(Self.scene.visible)
    var second = Picture(Self.scene.infrared)
    var fused = first
    wrong.change(&first, &second, &fused)
    let outcome = try await Outcome.of(handle, first, second, fused)
    #expect(!outcome.isDone && outcome.said == wrong.said)
    #expect(outcome.fused == fused)
  }

  @Test func missingImagesAndClosedFusersAreRefused() async throws {
    let handle = try #require(daefuse_open("fast", "cpu", "float32", 1))
    let picture = Picture(Self.scene.visible)
    #expect(!daefuse_fuse(handle, nil, nil, nil))
    #expect(String(cString: daefuse_error()) == "first is NULL; an image is wanted")
    daefuse_close(handle)
    daefuse_close(handle)
    daefuse_close(nil)
    for (handle, said) in [
      (handle, "the fuser is closed, or none; an open one is wanted"),
      (nil, "the fuser is NULL; an open one is wanted"),
    ] {
      let outcome = try await Outcome.of(handle, picture, picture, picture)
      #expect(!outcome.isDone && outcome.said == said)
    }
  }

  @Test func badChoicesAreRefused() {
    for (model, device, precision, threads, said) in [
      ("nowhere.safetensors", "cpu", "float32", 1, "nowhere.safetensors: no such file"),
      ("", "cpu", "float32", 1, ": no such file"),
      ("fast", "abacus", "float32", 1, "device is \"abacus\"; auto, cpu, cuda"),
      ("fast", "cpu", "int8", 1, "precision is \"int8\"; one of auto, float32, bfloat16 is"),
      ("fast", "cpu", "float32", -1, "-1 threads; 1 to 1024 are wanted"),
    ] {
      #expect(daefuse_open(model, device, precision, Int32(threads)) == nil)
      #expect(String(cString: daefuse_error()).contains(said), "\(model) \(said)")
    }
  }
}
