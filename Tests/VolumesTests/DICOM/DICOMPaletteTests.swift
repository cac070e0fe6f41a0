// SPDX-License-Identifier: Apache-2.0

import Imaging
import TestBasics
import Testing

@Suite(
  "DICOM: palettes", .tags(.unit), .enabled(if: Python.hasDICOM, "pydicom is not installed"))
struct DICOMPaletteTests {
  @Test("hot and pet are the standard's Hot Iron and PET, as pydicom has them")
  func tables() throws {
    let tables = try Python.run(Self.script, "hotiron", "pet").split(separator: "\n")
    for (palette, table) in zip([Palette.hot, .pet], tables) {
      let levels = palette.colors.flatMap { [$0.red, $0.green, $0.blue] }.map {
        "\(Int(($0 * 255).rounded()))"
      }
      #expect(levels.joined(separator: " ") == table, "\(palette)")
    }
    #expect(tables.count == 2)
  }

  private static let script = """
    import sys, pathlib, pydicom
    for name in sys.argv[1:]:
        path = pathlib.Path(pydicom.__file__).parent / f"data/palettes/{name}.dcm"
        palette = pydicom.dcmread(path)
        channels = [palette[f"{c}PaletteColorLookupTableData"].value for c in ("Red", "Green", "Blue")]
        print(*(level for color in zip(*channels) for level in color))
    """
}
