// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import TestBasics
import Testing

@testable import Video

@Suite(.tags(.unit)) struct RangeFollowerTests {
  private let size = ImageSize(width: 64, height: 64)

  /// Hills of gray, so that pixels differ; the camera makes `gain` x + `offset` of them.
  private func scene(gain: Double = 1, offset: Double = 0, phase: Double = 0) -> Image {
    let levels = (0..<size.pixelCount).map { index -> UInt16 in
      let (x, y) = (Double(index % 64), Double(index / 64))
      let hills = 4000 + 800 * sin(x / 7 + phase) + 500 * cos(y / 5 + 2 * phase)
      return UInt16(hills * gain + offset)
    }
    return Image(size: size, colorModel: .gray, samples: .uint16(levels))
  }

  private func shown(_ image: Image, _ follower: inout RangeFollower, _ time: Duration) throws
    -> Plane
  {
    let mapping = try follower.mapping(of: VideoFrame(image: image, time: time))
    return try image.luminance(mapping: mapping)
  }

  private func mean(_ plane: Plane) -> Float {
    plane.values.reduce(0, +) / Float(plane.values.count)
  }

  /// A step of the gain: the picture stays, where each frame for itself, with the range of the
  /// first one, would jump by tens of levels.
  @Test func aStepOfTheCameraIsNotSeen() throws {
    var follower = RangeFollower(.automatic, timeConstant: .seconds(1))
    let before = try shown(scene(), &follower, .zero)
    let after = try shown(scene(gain: 1.2, offset: 300), &follower, .milliseconds(33))
    #expect(abs(mean(after) - mean(before)) * 255 < 1)
    let largest = zip(before.values, after.values).map { abs($0 - $1) }.max() ?? 1
    #expect(largest * 255 < 4)
  }

  /// A hot body that comes in stretches a frame's own range at once; the film's follows in a
  /// second.
  @Test func theRangeFollowsSlowly() throws {
    var follower = RangeFollower(.automatic, timeConstant: .seconds(1))
    let quiet = try shown(scene(), &follower, .zero)
    var hot = scene()
    if case .uint16(var levels) = hot.samples {
      for index in 0..<400 { levels[index * 3] = UInt16(9000 + index * 10) }
      hot = Image(size: size, colorModel: .gray, samples: .uint16(levels))
    }
    let sudden = try hot.luminance(mapping: .automatic)
    let first = try shown(hot, &follower, .milliseconds(40))
    #expect(abs(first.values[1] - quiet.values[1]) < 0.2 * abs(sudden.values[1] - quiet.values[1]))
    var last = first
    for frame in 2..<200 { last = try shown(hot, &follower, .milliseconds(40 * frame)) }
    #expect(abs(last.values[1] - sudden.values[1]) * 255 < 1)
    #expect(follower.cutCount == 0)
  }

  @Test func aCutBeginsAnew() throws {
    var follower = RangeFollower(.automatic, timeConstant: .seconds(1))
    _ = try shown(scene(), &follower, .zero)
    let other = Image(
      size: size, colorModel: .gray,
      samples: .uint16((0..<size.pixelCount).map { UInt16(($0 * 7919) % 9001 + 20000) }))
    let mapping = try follower.mapping(of: VideoFrame(image: other, time: .milliseconds(40)))
    #expect(mapping == .automatic)
    #expect(follower.cutCount == 1)
  }

  /// Of a film of 8 bits whose levels do not change, each frame is shown as it would be alone.
  @Test func aQuietFilmStaysAsItIs() throws {
    var follower = RangeFollower(.automatic, timeConstant: .seconds(1))
    for time in 0..<5 {
      let noisy = frame(size, at: .milliseconds(40 * time)) { index in
        UInt8(100 + index % 64 + (index * 31 + time * 17) % 3)
      }
      #expect(try follower.mapping(of: noisy) == .automatic)
    }
  }

  @Test func aMovingSceneIsNoStep() {
    let change = LevelChange.find(
      from: GrayLevels(scene()), to: GrayLevels(scene(phase: 1.2)))
    #expect(change != .same(LevelChange(gain: 1, offset: 0)))
  }
}
