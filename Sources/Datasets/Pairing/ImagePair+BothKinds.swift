// SPDX-License-Identifier: Apache-2.0

import Cameras
package import Imaging

extension ImagePair {
  /// Looks whether a radiometric file that is to be both images is one, without reading what is
  /// there.
  ///
  /// - Throws: What ``read(policy:)`` would.
  package func requireBothKinds(policy: ImageDecodingPolicy) throws {
    try requireMeasured(policy)
    guard isRadiometricFile, RadiometricKind(ofFileAt: first) != .pair else { return }
    _ = try read(policy: policy)
  }

  /// - Throws: ``DatasetError`` with `onePicture`.
  func requireMeasured(_ policy: ImageDecodingPolicy) throws(DatasetError) {
    guard isRadiometricFile, policy.takesScreenPicture else { return }
    throw DatasetError(
      .onePicture, path: first,
      "the picture of its screen is one image; a second file is wanted to make a pair with it")
  }

  private var isRadiometricFile: Bool {
    [.radiometricFile, .photoAndThermal, .statedPlacement].contains(reading)
  }
}
