// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

/// Whether small errors of an alignment are mended pair by pair.
struct RefinementOption: ParsableArguments {
  @Flag(
    help: """
      Mend small errors, of registered pairs or after --align: move parts of the second image by up \
      to 2 % of the width to where the first one's edges are, each pair by itself, where that makes \
      the gradients of both agree better.
      """)
  var refine = false
}
