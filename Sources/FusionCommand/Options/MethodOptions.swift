// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import ClassicalFusion
public import Fusion

/// A formula instead of a network.
struct MethodOptions: ParsableArguments {
  @Option(help: "A formula instead of the network, which then is not loaded.")
  var method: ClassicalMethod?

  @Option(help: "What the images show, for centred-max.")
  var subject = FusionSubject.photographic
}

extension ClassicalMethod: ExpressibleByArgument {}
extension FusionSubject: ExpressibleByArgument {}
