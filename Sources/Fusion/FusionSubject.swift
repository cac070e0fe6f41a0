// SPDX-License-Identifier: Apache-2.0

/// What images show, as far as a method must be told.
public enum FusionSubject: String, CaseIterable, Sendable {
  /// Scenes, which fill the frame: visible and infrared.
  case photographic
  /// An object on black: MRI with CT, PET or SPECT.
  case medical
}
