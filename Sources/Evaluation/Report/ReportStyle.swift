// SPDX-License-Identifier: Apache-2.0

/// How the page looks.
let reportStyle = """
  body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; padding: 0 1rem;
    color: #1b1b1b; background: #fff; }
  table { border-collapse: collapse; margin: 1rem 0; }
  caption { text-align: left; font-weight: 600; padding: .3rem 0; }
  th, td { padding: .25rem .7rem; text-align: right; border-bottom: 1px solid #ddd; }
  th:first-child, td:first-child { text-align: left; }
  #extremes td, #extremes th { text-align: left; }
  thead th { border-bottom: 2px solid #333; }
  .note { max-width: 50rem; border-left: 3px solid #c60; padding-left: .7rem; }
  .charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1rem; }
  .chart { margin: 0; }
  .chart text { font: 12px system-ui, sans-serif; }
  rect.measured { fill: #2166ac; }
  rect.published { fill: #b0b0b0; }
  section figure { display: inline-block; vertical-align: top; width: 15rem; margin: .3rem; }
  section img { width: 100%; height: auto; }
  #compare { position: relative; display: inline-block; line-height: 0; }
  #compare img { width: min(100%, 48rem); min-width: 24rem; height: auto; }
  #compare-right { position: absolute; left: 0; top: 0; }
  #line { position: absolute; top: 0; bottom: 0; width: 2px; background: #f33; }
  label { margin-right: 1rem; }
  """
