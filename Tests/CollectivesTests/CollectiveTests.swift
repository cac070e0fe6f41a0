// SPDX-License-Identifier: Apache-2.0

import Collectives
import Foundation
import Tensors
import TestSupport
import Testing

@Suite("collectives of processes", .serialized, .singleThreaded, .tags(.endToEnd))
struct CollectiveTests {
  @Test("three ranks add up, and agree")
  func sum() throws {
    for rank in try Ranks.run(3, "sum") {
      #expect(rank.status == 0, "\(rank.errors)")
      #expect(rank["tensor"] == [3, 3, 5])
      #expect(rank["numbers"] == [6, 1.5])
    }
  }

  @Test("all ranks know why one's GPU takes a detour")
  func detour() throws {
    for rank in try Ranks.run(2, "detour") {
      #expect(rank.status == 0, "\(rank.errors)")
      #expect(rank["numbers"] == [3, 1])
      #expect(rank.errors == "rank 0 is on no CUDA device\n")
    }
  }

  @Test(
    "ranks with a GPU each add up and send by NCCL, whatever the type",
    .enabled(if: CUDAStandIn.isWanted, CUDAStandIn.advice))
  func gpus() throws {
    for rank in try Ranks.run(3, "gpus", "cuda", onGPUs: true) {
      #expect(rank.status == 0 && rank.errors == "none\n", "\(rank.errors)")
      for type in ["float32", "float64", "bfloat16", "int64"] {
        #expect(rank[type] == [6, 6, 2, 2], "\(type)")
      }
    }
  }

  @Test("gradients in buckets come to their arithmetic mean, whatever their layout and type")
  func average() throws {
    let ranks = try Ranks.run(3, "average")
    #expect(ranks.allSatisfy { $0.status == 0 }, "\(ranks.map(\.errors))")
    for key in ["a", "b", "e"] {
      let own = ranks.map { $0["own.\(key)"] }
      let mean = own[0].indices.map { i in own.map { $0[i] }.reduce(0, +) / 3 }
      for rank in ranks { expectClose(rank["mean.\(key)"], mean, 1e-6, key) }
    }
    // On rank 0 alone, and nowhere.
    for rank in ranks {
      expectClose(rank["mean.c"], ranks[0]["own.c"].map { $0 / 3 }, 1e-6, "c")
      #expect(rank.report["mean.d"] == nil)
    }
  }

  @Test("a broadcast overwrites what any rank has by what one has")
  func broadcast() throws {
    for rank in try Ranks.run(2, "broadcast") {
      #expect(rank.status == 0, "\(rank.errors)")
      #expect(rank["float"] == [7, 7])
      #expect(rank["image"] == (0..<16).map(Double.init))
      #expect(rank["integer"] == [9] && rank["last"] == [1])
    }
  }

  @Test("the gradient of a sum over ranks is the sum of all ranks' gradients")
  func gradient() throws {
    let ranks = try Ranks.run(2, "gradient")
    #expect(ranks.allSatisfy { $0.status == 0 }, "\(ranks.map(\.errors))")
    let (x, weight) = (ranks.map { $0["x"] }, ranks.map { $0["weight"] })
    try #require(x.allSatisfy { $0.count == 4 } && x[0] != x[1])
    for (rank, x) in zip(ranks, x) {
      let squares = (0..<4).map { i in ranks.map { $0["x"][i] * $0["x"][i] }.reduce(0, +) }
      expectClose(rank["y"], squares, 1e-14, "y")
      let slopes = (0..<4).map { 2 * x[$0] * (weight[0][$0] + weight[1][$0]) }
      expectClose(rank["gradient"], slopes, 1e-14, "gradient")
    }
  }

  @Test(
    "batch normalization over two ranks is that of one rank with both batches",
    arguments: [("float32", 1e-5), ("float64", 1e-12)])
  func synchronizedBatchNorm(_ dtype: String, _ tolerance: Double) throws {
    let one = try Ranks.run(1, "network", dtype)[0]
    let two = try Ranks.run(2, "network", dtype)
    #expect(one.status == 0 && two.allSatisfy { $0.status == 0 }, "\(two.map(\.errors))")
    try #require(one.report.count == 15)
    for name in one.report.keys {
      let isShare = name == "output" || name == "x"
      let results = isShare ? [two[0][name] + two[1][name]] : two.map { $0[name] }
      for result in results { expectClose(result, one[name], tolerance, name) }
    }
  }

  @Test(
    "torchrun starts ranks that find each other",
    .enabled(if: Python.hasTorch, "no PyTorch here; `make test` gets it"))
  func torchrun() throws {
    let output = try Python.run(
      "import runpy; runpy.run_module('torch.distributed.run', run_name='__main__', alter_sys=True)",
      "--standalone", "--no-python", "--nproc-per-node", "2", Ranks.path, "sum", "30")
    let line = #"{"numbers":[3,1],"tensor":[2,1,1]}"#
    #expect(output.split(separator: "\n").filter { $0 == line }.count == 2, "\(output)")
  }

  @Test("one process agrees with itself")
  func singleProcess() throws {
    let collective = try RankEnvironment([:]).join()
    #expect(collective.rank == 0 && collective.size == 1)
    let parameter = Tensor.ones([2])
    parameter.requiresGradient = true
    parameter.gradient = Tensor([3, 4] as [Float], [2])
    try collective.averageGradients(of: [("a", parameter)])
    #expect(parameter.gradient?.values() == [3, 4] as [Float])
    #expect(try collective.sum([1, 2]) == [1, 2])
    try collective.barrier()
  }

  private func expectClose(
    _ found: [Double], _ wanted: [Double], _ tolerance: Double, _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    assertClose(
      Tensor(found, [found.count]), Tensor(wanted, [wanted.count]), relative: tolerance, what,
      sourceLocation: sourceLocation)
    #expect(!wanted.isEmpty, "\(what) is missing", sourceLocation: sourceLocation)
  }
}
