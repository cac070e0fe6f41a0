// SPDX-License-Identifier: Apache-2.0

package import Tensors

/// A network that is not built yet: which one, and of which configuration.
package struct NetworkBlueprint: Sendable {
  /// The network's name in weight files.
  package let architecture: String
  /// Its configuration.
  package let configuration: any NetworkConfiguration
  private let build: @Sendable (RandomGenerator) -> any FusionNetwork

  package init<Network: FusionNetwork>(
    _ network: Network.Type, _ configuration: Network.Configuration
  ) {
    architecture = Network.architecture
    self.configuration = configuration
    build = { Network(configuration, using: $0) }
  }

  /// Of a network that was built.
  package init<Network: FusionNetwork>(of network: Network) {
    self.init(Network.self, network.configuration)
  }

  /// Builds it, with first weights drawn from `generator`.
  package func make(using generator: RandomGenerator = RandomGenerator(seed: 0))
    -> any FusionNetwork
  {
    build(generator)
  }

  /// Whether both are one network, down to its constants.
  package func isSame(as other: Self) -> Bool {
    architecture == other.architecture && configuration.json == other.configuration.json
  }

  /// Whether the weights of the other network fit into this one.
  package func takesWeights(of other: Self) -> Bool {
    architecture == other.architecture
      && configuration.takesWeights(ofAny: other.configuration)
  }
}

extension FusionNetwork {
  /// What the JSON of a weight file describes.
  static func blueprint(json: String) throws -> NetworkBlueprint {
    NetworkBlueprint(Self.self, try Configuration(json: json))
  }

  /// The preset of that name.
  static func blueprint(preset name: String) -> NetworkBlueprint? {
    Configuration.presets.first { $0.name == name }.map {
      NetworkBlueprint(Self.self, $0.configuration)
    }
  }
}

extension NetworkBlueprint {
  /// The preset of that name, of any network.
  static func preset(
    _ name: String, of networks: [any FusionNetwork.Type] = FusionNetworks.all
  ) -> Self? {
    networks.lazy.compactMap { $0.blueprint(preset: name) }.first
  }
}
