// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Volumes

@Suite("SUV", .tags(.unit)) struct UptakeTests {
  /// 60 kg, 300 MBq of fluorine at 8 o'clock, scanned from 9 o'clock on.
  static func image(_ change: (inout PETAcquisition) -> Void = { _ in }) -> PETAcquisition {
    var image = PETAcquisition()
    (image.units, image.corrections) = ("BQML", ["NORM", "ATTN", "DECY"])
    (image.decayCorrection, image.patientWeight) = ("START", 60)
    (image.totalDose, image.halfLife) = (3e8, 6586.2)
    (image.seriesDate, image.seriesTime) = ("20201217", "090000.00")
    (image.acquisitionDate, image.acquisitionTime) = ("20201217", "090010")
    image.startTime = "080000"
    change(&image)
    return image
  }

  private func factor(_ image: PETAcquisition) throws -> Double {
    try #require(try StandardizedUptake([image]).factors.first)
  }

  @Test("becquerels over what is left of the dose by body weight")
  func activity() throws {
    // By hand: 3e8 Bq, 3600 s later, are 3e8 * 2^(-3600 / 6586.2) = 205.39 MBq.
    #expect(abs(try factor(Self.image()) - 60000 / 205.3899e6) < 1e-9)
    let atInjection = Self.image { $0.decayCorrection = "ADMIN" }
    #expect(try factor(atInjection) == 60000 / 3e8)
  }

  @Test("an injection before midnight is one of the day before; a date is believed")
  func midnight() throws {
    let late = Self.image {
      ($0.seriesTime, $0.acquisitionTime, $0.startTime) = ("003000", "003001", "233000")
    }
    #expect(abs(try factor(late) - factor(Self.image())) < 1e-15)
    let dated = Self.image { $0.startDateTime = "20201216090000.5-0500" }
    let day = 60000 / (3e8 * exp2(-(86400 - 0.5) / 6586.2))
    #expect(abs(try factor(dated) / day - 1) < 1e-12)
  }

  @Test("a series that was written after the scan says nothing of its start")
  func written() throws {
    let later = Self.image { $0.seriesTime = "110000" }
    #expect(throws: VolumesError.self) { try factor(later) }
    let general = Self.image {
      ($0.seriesTime, $0.scanDateTimeOfGE) = ("110000", "20201217090000")
    }
    #expect(abs(try factor(general) - factor(Self.image())) < 1e-15)
    // The frame's counts are of its middle, nearly: 60 s after the start, of 20 s.
    let others = Self.image {
      ($0.seriesTime, $0.acquisitionTime) = ("110000", "090100")
      ($0.frameReferenceTime, $0.frameDuration) = (70_000, 20_000)
    }
    #expect(abs(try factor(others) / factor(Self.image()) - 1) < 1e-5)
  }

  @Test("makers' counts and grams per milliliter have their own factors")
  func makers() throws {
    #expect(try factor(Self.image { $0.units = "GML" }) == 1)
    let counts = Self.image { ($0.units, $0.suvFactorOfPhilips) = ("CNTS", 0.0004) }
    #expect(try factor(counts) == 0.0004)
    let activity = Self.image { ($0.units, $0.activityFactorOfPhilips) = ("CNTS", 2) }
    #expect(try factor(activity) == 2 * factor(Self.image()))
  }

  @Test("what is incomplete has no SUV, and the error says why")
  func incomplete() {
    let cases: [(String, (inout PETAcquisition) -> Void)] = [
      ("ATTN and DECY are wanted", { $0.corrections = ["DECY", "NORM"] }),
      ("ATTN and DECY are wanted", { $0.corrections = ["ATTN"] }),
      ("no patient's weight", { $0.patientWeight = 0 }),
      ("no injected dose", { $0.totalDose = nil }),
      ("no half-life", { $0.halfLife = nil }),
      ("decay correction NONE", { $0.decayCorrection = "NONE" }),
      ("no time of injection", { $0.startTime = nil }),
      ("no time of the scan", { $0.seriesTime = "110000" }),
      ("units PROPCNTS", { $0.units = "PROPCNTS" }),
      ("counts without", { $0.units = "CNTS" }),
      ("by body weight", { ($0.units, $0.suvType) = ("GML", "LBM") }),
      ("hours from injection to scan", { $0.startDateTime = "20201217100000" }),
    ]
    for (words, change) in cases {
      let error = #expect(throws: VolumesError.self, "\(words)") {
        try factor(Self.image(change))
      }
      #expect(error?.code == .unit && error?.message.contains(words) == true, "\(words)")
    }
  }

  @Test(
    "times are read as they are written",
    arguments: [
      ("20201217", "104830.5", 38910.5), ("2020.12.17", "10:48:30", 38910),
      ("20201217", "1048", 38880),
      ("20201217", "10", 36000),
    ])
  func times(date: String, time: String, seconds: Double) throws {
    let midnight = try #require(DICOMTime(date: "20201217", time: "000000"))
    let found = try #require(DICOMTime(date: date, time: time))
    #expect(found.seconds - midnight.seconds == seconds)
  }

  @Test("days follow each other over months, years and leap days")
  func days() throws {
    let pairs = [("20200228", "20200229"), ("20200229", "20200301"), ("20191231", "20200101")]
    for (day, next) in pairs {
      let (first, second) = (DICOMTime(date: day, time: "00"), DICOMTime(date: next, time: "00"))
      #expect(try #require(second).seconds - #require(first).seconds == 86400, "\(day)")
    }
    #expect(DICOMTime(date: "20201317", time: "10") == nil)
    #expect(DICOMTime(date: "20201217", time: "1") == nil)
  }
}
