// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Collectives
import Detection
import Evaluation
import Fusion
import ImportedModels
import Training

/// How every command ends.
enum ExitStatus: Int32 {
  /// All is done; help and versions too.
  case done = 0
  /// Something failed: a file, the machine, or one pair of many.
  case failed = 1
  /// The call is wrong, which shows from its arguments and variables alone.
  case mistake = 2
  /// Ctrl-C or SIGTERM.
  case interrupted = 130

  /// The line that the help of a command has of it.
  static let summary = """
    Exit codes: 0 done, 1 something failed, 2 a mistake in the call, 130 interrupted (Ctrl-C, \
    SIGTERM).
    """

  /// What a command throws that has told already why it ends so.
  var code: ExitCode { ExitCode(rawValue) }

  /// How a command ends that throws `error`.
  init(_ error: any Error) {
    switch error {
    case let error as AdvisedError: self.init(error.reason)
    case is UsageError, is RankVariableError: self = .mistake
    case let error as EvaluationError where error.isMistakeInCall: self = .mistake
    case let error as DetectionError where [.output, .duplicateMethod].contains(error.code):
      self = .mistake
    case let error as FusionError where error.isMistakeInCall: self = .mistake
    case let error as ImportedModelError where error.code == .untrusted: self = .mistake
    case let error as TrainingError where [.configuration, .environment].contains(error.code):
      self = .mistake
    default: self.init(Root.exitCode(for: error))
    }
  }

  /// What the argument parser makes of its errors and of ours.
  private init(_ code: ExitCode) {
    switch code {
    case .success: self = .done
    case .validationFailure: self = .mistake
    default: self = Self(rawValue: code.rawValue) ?? .failed
    }
  }
}

extension FusionError {
  fileprivate var isMistakeInCall: Bool {
    [.fileAndFolder, .missingSource, .outputIsSource, .unknownFormat].contains(code)
  }
}

extension EvaluationError {
  fileprivate var isMistakeInCall: Bool {
    [.fileAndFolder, .noMethod, .duplicateMethod, .tooFewFrames].contains(code)
  }
}
