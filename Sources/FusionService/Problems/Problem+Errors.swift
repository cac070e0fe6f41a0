// SPDX-License-Identifier: Apache-2.0

import Alignment
import Cameras
import CodedErrors
import Fusion
import FusionMetrics
import Geometry
import HTTPTypes
import Imaging
import Multipart

extension Problem {
  /// The problem that an error is to whoever sent the request.
  init(_ error: any Error) {
    switch error {
    case let problem as Problem: self = problem
    case let error as MultipartError: self.init(error)
    case let error as ImagingError: self.init(error)
    case let error as FusionError where error.code == .unequalSizes:
      self.init(
        .unprocessableContent, "unfit",
        "\(error); or align=auto, a rig or points lay the second on the first, and resize-second=true "
          + "resizes it")
    case is FusionError, is RigError, is FusionMetricsError, is CamerasError:
      self.init(.unprocessableContent, "unfit", "\(error)")
    case let error as AlignmentError where error.code != .engine:
      self.init(.unprocessableContent, "unfit", "\(error)")
    case is CancellationError: self = .clientGone
    default:
      // What went wrong inside may name paths of this machine.
      self.init(
        .internalServerError, "internal", "the service failed; nothing of the request is kept")
    }
  }

  private init(_ error: MultipartError) {
    switch error.code {
    case .tooLarge: self.init(.contentTooLarge, "body-size", "\(error)")
    case .malformed, .truncated: self.init(.badRequest, "malformed", "\(error)")
    }
  }

  private init(_ error: ImagingError) {
    switch error.code {
    case .notAnImage, .unsupported: self.init(.unsupportedMediaType, "format", "\(error)")
    case .tooLarge: self.init(.unprocessableContent, "image-size", "\(error)")
    case .outOfMemory: self = .memoryFull
    default: self.init(.unprocessableContent, "unfit", "\(error)")
    }
  }
}
