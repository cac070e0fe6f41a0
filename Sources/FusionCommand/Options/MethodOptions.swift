// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
public import ClassicalFusion
public import Fusion

/// A classical method instead of a network.
struct MethodOptions: ParsableArguments {
  @Option(help: "A classical (training-free) method instead of the network.")
  var method: ClassicalMethod?

  @Option(help: "What the images show, for centred-max and for --align auto of images.")
  var subject = FusionSubject.photographic
}

extension ClassicalMethod: ExpressibleByArgument {}
extension FusionSubject: ExpressibleByArgument {}
