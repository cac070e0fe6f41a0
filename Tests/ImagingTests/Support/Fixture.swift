// SPDX-License-Identifier: Apache-2.0

import Foundation
import Imaging
import Testing

/// A file that `Scripts/make-image-fixtures.py` made, and what independent decoders see in it.
struct Fixture: Sendable, CustomTestStringConvertible {
  let name: String
  /// Colors and alpha apart, as `Imaging` has them.
  let image: Image

  var testDescription: String { name }

  /// Every fixture that can be read; none where the file of expectations cannot.
  static let all: [Fixture] = {
    let url = folder.appending(path: "expected.json")
    let expected = try? JSONDecoder().decode(
      [String: ExpectedImage].self, from: Data(contentsOf: url))
    return (expected ?? [:]).sorted { $0.key < $1.key }.map { name, expected in
      Fixture(name: name, image: expected.image)
    }
  }()

  /// The path of a fixture.
  static func path(_ name: String) -> String {
    folder.appending(path: name).path(percentEncoded: false)
  }

  private static let folder = Bundle.module.bundleURL.appending(path: "Fixtures")
}
