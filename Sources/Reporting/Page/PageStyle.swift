// SPDX-License-Identifier: Apache-2.0

/// How the page looks, light or dark as the reader has it; charts are ``ChartStyle``'s.
let pageStyle = """
  :root { color-scheme: light dark; --ink: #1c2430; --muted: #667080; --rule: #e6e9ee;
    --paper: #ffffff }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6e9ee; --muted: #98a2b2; --rule: #2c3440; --paper: #14181f }
  }
  body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; max-width: 1280px;
    margin: 2rem auto; padding: 0 1.25rem; color: var(--ink); background: var(--paper) }
  h1 { font-size: 1.6rem; margin: 0 }
  h2 { font-size: 1.15rem; margin: 2.5rem 0 0.75rem }
  h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem }
  .lead { margin: 0.25rem 0 }
  .lead, figcaption, thead th { color: var(--muted) }
  .note { max-width: 50rem; border-left: 3px solid #c60; padding-left: 0.7rem }
  table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums }
  caption { text-align: left; font-weight: 600; padding: 0.3rem 0 }
  th, td { padding: 0.25rem 1.2rem 0.25rem 0; border-bottom: 1px solid var(--rule) }
  td, thead th { text-align: right }
  th:first-child, .words th, .words td { text-align: left }
  th { font-weight: 500 }
  thead th { border-bottom: 2px solid var(--muted); font-size: 0.87rem }
  .charts { display: grid; gap: 1.5rem;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--least)), 1fr)) }
  .charts svg { width: 100%; height: auto }
  figure { margin: 0 0 1.5rem }
  figcaption { font-size: 0.87rem }
  img { max-width: 100% }
  .pictures figure { display: inline-block; vertical-align: top; width: 15rem; margin: 0.3rem }
  .pictures img { width: 100%; height: auto }
  pre { font-size: 0.82rem; padding: 1rem; overflow-x: auto; border: 1px solid var(--rule);
    border-radius: 6px }
  label { margin-right: 1rem }
  """
