// SPDX-License-Identifier: Apache-2.0

import TestBasics
import Testing

@testable import Reporting

@Suite("curves and axes", .tags(.unit))
struct CurveTests {
  @Test("few numbers are drawn as they are; what is no number is left out")
  func few() throws {
    let values = [(1, 4.0), (2, .nan), (5, 6.0), (9, .infinity)].map { (step: $0.0, value: $0.1) }
    let curve = try #require(Curve(name: "a", [values]))
    #expect(curve.points.map(\.step) == [1, 5] && curve.points.map(\.mean) == [4, 6])
    #expect(curve.points.allSatisfy { $0.low == $0.mean && $0.high == $0.mean })
    #expect(curve.last == 6)
    #expect(Curve(name: "a", [[(step: 1, value: .nan)]]) == nil)
    #expect(Curve(name: "a", []) == nil)
  }

  @Test("many numbers become means of neighbors and their spread")
  func many() throws {
    let values = (1...1800).map { (step: $0, value: Double($0 % 10)) }
    let curve = try #require(Curve(name: "a", [values]))
    #expect(curve.points.count == 180)
    #expect(curve.points.allSatisfy { $0.mean == 4.5 && $0.low == 0 && $0.high == 9 })
    #expect(curve.points.first?.step == 5.5 && curve.points.last?.step == 1795.5)
  }

  @Test("marks are round numbers within the axis")
  func ticks() {
    func labels(_ scale: Axis.Scale, _ low: Double, _ high: Double) -> [String] {
      let ticks = Axis(scale, from: low, to: high).ticks(5)
      #expect(ticks.allSatisfy { (-1e-9...1 + 1e-9).contains($0.position) })
      return ticks.map(\.label)
    }
    #expect(labels(.linear, 0, 1) == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(labels(.linear, -3, 7) == ["-2", "0", "2", "4", "6"])
    #expect(labels(.linear, 1, 5000) == ["1000", "2000", "3000", "4000", "5000"])
    #expect(labels(.linear, 5, 5) == ["3", "4", "5", "6", "7"])
    #expect(labels(.linear, 0, 0) == ["-1", "-0.5", "0", "0.5", "1"])
    #expect(labels(.logarithmic, 0.001, 10) == ["0.001", "0.01", "0.1", "1", "10"])
    #expect(labels(.logarithmic, 0.03, 2) == ["0.05", "0.1", "0.2", "0.5", "1", "2"])
    #expect(labels(.logarithmic, 1e-9, 1) == ["1e-09", "1e-07", "1e-05", "0.001", "0.1"])
  }

  @Test("the axis is logarithmic where positive numbers differ much, and shows them all")
  func fitting() throws {
    func axis(_ values: [Double], mustBeLinear: Bool = false) throws -> Axis {
      let curve = try #require(
        Curve(name: "a", [values.enumerated().map { (step: $0.offset, value: $0.element) }]))
      return Axis(fitting: [curve], mustBeLinear: mustBeLinear)
    }
    #expect(try axis([0.01, 1]) == Axis(.logarithmic, from: 0.01, to: 1))
    #expect(try axis([0.1, 1]) == Axis(.linear, from: 0.1, to: 1))
    #expect(try axis([0, 1]) == Axis(.linear, from: 0, to: 1))
    #expect(try axis([0.01, 1], mustBeLinear: true) == Axis(.linear, from: 0, to: 1))
    #expect(try axis([-2, -1], mustBeLinear: true) == Axis(.linear, from: -2, to: 0))
    #expect(abs(try axis([0.01, 1]).position(of: 0.1) - 0.5) < 1e-12)
  }
}
