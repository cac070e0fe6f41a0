// SPDX-License-Identifier: Apache-2.0

import Collectives
import Tensors

/// Runs `body`; failures of the launcher's variables and of the engine, whose types callers do not
/// know, come out of it as those of a training run.
///
/// - Throws: ``TrainingError`` with `environment` or `engine` for those; what else `body` throws.
func withTrainingErrors<Result>(
  isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> Result
) async throws -> Result {
  do { return try await body() } catch let error as RankVariableError {
    throw TrainingError.environment("\(error)")
  } catch let error as TensorError {
    throw TrainingError.engine("\(error)")
  }
}
