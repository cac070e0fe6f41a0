package import Tensors

/// temporary
package protocol Collective {
  var rank: Int { get }
  var size: Int { get }
  func averageGradients(of parameters: [(key: String, tensor: Tensor)]) throws
  func broadcast(_ tensors: [(key: String, tensor: Tensor)]) throws
}
package struct SingleProcess: Collective {
  package init() {}
  package var rank: Int { 0 }
  package var size: Int { 1 }
  package func averageGradients(of parameters: [(key: String, tensor: Tensor)]) throws {}
  package func broadcast(_ tensors: [(key: String, tensor: Tensor)]) throws {}
}
