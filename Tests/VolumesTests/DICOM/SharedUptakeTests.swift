// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestBasics
import Testing

@testable import Volumes

@Suite(
  "SUV: headers of scanners", .tags(.data),
  .enabled(if: DataFolderLocation.path != nil, DataFolderLocation.advice),
  .enabled(if: Python.isThere, "python3 is not installed"))
struct SharedUptakeTests {
  @Test("factors are those that a second implementation, in Python, finds")
  func factors() throws {
    let folder = "\(try #require(DataFolderLocation.path))/volumes/suv"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".json") }.sorted()
    #expect(names.count == 8)
    let printed = try Python.run(Self.second, folder, names.joined(separator: " "))
    let wanted = try JSONDecoder().decode([[Double]].self, from: Data(printed.utf8))
    for (name, wanted) in zip(names, wanted) {
      let data = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      let images = try JSONDecoder().decode([Header].self, from: data).map(\.acquisition)
      let found = try StandardizedUptake(images).factors
      #expect(found.count == wanted.count && found.count == 3)
      for (a, b) in zip(found, wanted) { #expect(abs(a / b - 1) < 1e-9, "\(name)") }
    }
  }

  /// A header as the shared files write it.
  private struct Header: Decodable {
    let SeriesDate, SeriesTime, AcquisitionDate, AcquisitionTime, DecayCorrection, Units: String
    let RadiopharmaceuticalStartTime: String
    let RadiopharmaceuticalStartDateTime: String?
    let PatientWeight, RadionuclideTotalDose, RadionuclideHalfLife: Double
    let FrameReferenceTime, ActualFrameDuration: Double
    let CorrectedImage: [String]
    let PhilipsPETPrivateGroup: [String: String]

    var acquisition: PETAcquisition {
      func factor(_ name: String) -> Double? {
        PhilipsPETPrivateGroup[name].flatMap { Double($0.trimmingCharacters(in: .whitespaces)) }
      }
      var image = PETAcquisition()
      (image.units, image.corrections) = (Units, CorrectedImage)
      (image.decayCorrection, image.patientWeight) = (DecayCorrection, PatientWeight)
      (image.totalDose, image.halfLife) = (RadionuclideTotalDose, RadionuclideHalfLife)
      image.startTime = RadiopharmaceuticalStartTime
      image.startDateTime = RadiopharmaceuticalStartDateTime?
        .trimmingCharacters(in: .whitespaces)
      (image.seriesDate, image.seriesTime) = (SeriesDate, SeriesTime)
      (image.acquisitionDate, image.acquisitionTime) = (AcquisitionDate, AcquisitionTime)
      (image.frameReferenceTime, image.frameDuration) = (FrameReferenceTime, ActualFrameDuration)
      image.suvFactorOfPhilips = factor("SUVScaleFactor")
      image.activityFactorOfPhilips = factor("ActivityConcentrationScaleFactor")
      return image
    }
  }

  /// Times by Python's own calendar.
  private static let second = """
    import sys, json, math
    from datetime import datetime, timedelta
    folder, names = sys.argv[1:]
    def moment(date, time):
        whole, _, fraction = time.strip().partition(".")
        return (datetime.strptime(date + whole, "%Y%m%d%H%M%S")
                + timedelta(seconds=float("0." + (fraction or "0"))))
    rows = []
    for name in names.split(" "):
        images = json.load(open(folder + "/" + name))
        first = min(moment(i["AcquisitionDate"], i["AcquisitionTime"]) for i in images)
        row = []
        for i in images:
            philips = {k: float(v) for k, v in i["PhilipsPETPrivateGroup"].items()}
            if i["Units"] == "GML": row.append(1.0); continue
            if i["Units"] == "CNTS" and "SUVScaleFactor" in philips:
                row.append(philips["SUVScaleFactor"]); continue
            begin = moment(i["SeriesDate"], i["SeriesTime"])
            life = i["RadionuclideHalfLife"]
            if begin > first:
                k = math.log(2) / life
                x = k * i["ActualFrameDuration"] / 1000
                begin = (moment(i["AcquisitionDate"], i["AcquisitionTime"])
                         - timedelta(seconds=i["FrameReferenceTime"] / 1000)
                         + timedelta(seconds=math.log(x / (1 - math.exp(-x))) / k))
            both = i.get("RadiopharmaceuticalStartDateTime")
            given = (moment(both[:8], both[8:]) if both else
                     moment(i["SeriesDate"], i["RadiopharmaceuticalStartTime"]))
            left = i["RadionuclideTotalDose"] * 2 ** (-(begin - given).total_seconds() / life)
            scale = philips.get("ActivityConcentrationScaleFactor", 1) if i["Units"] == "CNTS" else 1
            row.append(scale * i["PatientWeight"] * 1000 / left)
        rows.append(row)
    print(json.dumps(rows))
    """
}
