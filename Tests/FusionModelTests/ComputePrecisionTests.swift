// SPDX-License-Identifier: Apache-2.0

import Tensors
import TestSupport
import Testing

@testable import FusionModel

/// What `auto` stands for.
@Suite("choice of the precision", .tags(.unit))
struct ComputePrecisionTests {
  private static let cases: [(times: KernelTimes, choice: ComputePrecision, reason: String)] = [
    (
      KernelTimes(float32: 0.0029, bfloat16: 0.0018), .bfloat16,
      "measured: 1.8 ms against 2.9 ms in float32"
    ),
    (
      KernelTimes(float32: 0.0052, bfloat16: 0.0070), .float32,
      "measured: 5.2 ms against 7.0 ms in bfloat16"
    ),
    // Too little to round for.
    (
      KernelTimes(float32: 0.0100, bfloat16: 0.0098), .float32,
      "measured: 10.0 ms against 9.8 ms in bfloat16"
    ),
  ]

  @Test("follows the measurement, and says so", arguments: cases.indices)
  func measured(_ index: Int) {
    let (times, precision, reason) = Self.cases[index]
    let choice = ComputePrecision.auto.choice(on: .cpu, multipliesBFloat16: true) { times }
    #expect(choice.precision == precision && choice.reason == reason)
    #expect(choice.description == "\(precision.rawValue) (\(reason))")
  }

  @Test("measures nothing where there is no choice")
  func unmeasured() {
    func choice(
      _ precision: ComputePrecision, _ device: Device, _ multiplies: Bool
    ) -> ComputePrecision {
      precision.choice(on: device, multipliesBFloat16: multiplies) {
        Issue.record("measured")
        return nil
      }.precision
    }
    #expect(choice(.auto, .cpu, false) == .float32)
    #expect(choice(.auto, .cuda(0), true) == .bfloat16)
    #expect(choice(.auto, .mps, true) == .float32)
    for precision in [ComputePrecision.float32, .bfloat16] {
      #expect(choice(precision, .cpu, true) == precision)
    }
  }

  @Test("is float32 where measuring fails")
  func failure() {
    let choice = ComputePrecision.auto.choice(on: .cpu, multipliesBFloat16: true) { nil }
    #expect(choice.precision == .float32 && choice.reason == "measuring failed")
  }

  @Test(
    "a measurement takes times",
    .enabled(if: Engine.hasBFloat16Kernels, "this processor does not multiply bfloat16"))
  func times() throws {
    let times = try #require(KernelTimes.measured(threads: 1))
    #expect(times.isPlausible && max(times.float32, times.bfloat16) < 1)
  }

  @Test("a number of threads that cannot be used is an error")
  func threads() throws {
    let error = try #require(throws: FusionModelError.self) {
      try ComputePrecision.auto.choice(on: .cpu, threads: 0)
    }
    #expect(error.code == .threads)
  }
}
