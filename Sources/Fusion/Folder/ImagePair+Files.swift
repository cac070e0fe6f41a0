// SPDX-License-Identifier: Apache-2.0

import Datasets
import Files
import Imaging

extension ImagePair {
  /// Opens each file and reads nothing of it.
  ///
  /// - Throws: `ImagingError` for a file that cannot be opened, as reading it would.
  func requireFiles() throws(ImagingError) {
    for path in paths {
      do { _ = try OpenFile(path: path) } catch { throw ImagingError(error) }
    }
  }
}
