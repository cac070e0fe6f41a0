// SPDX-License-Identifier: Apache-2.0

import Datasets
import Imaging

/// The example of the landing page of `Datasets`.
func datasetsExample() throws {
  let list = try DataFolder(path: "my-pairs").list()
  for path in list.unpaired { print("\(path) has no partner") }
  let split = PairSplit(list.pairs, validationShare: 0.1, seed: 1)
  for pair in split.validation {
    let images = try pair.read()
    print(pair.stem, images.first.size, images.second.size)
  }
}
