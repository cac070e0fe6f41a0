// SPDX-License-Identifier: Apache-2.0

/// Turns the slices and moves the knob; `slices` and `spacing` stand before it.
let volumePageScript = """
  const part = id => document.getElementById(id);
  const [slice, lean] = [part("slice"), part("lean")];
  function show() {
    const [base, overlay, fused] = slices[slice.value - 1];
    for (const id of ["base", "over-base"]) part(id).src = base;
    for (const id of ["overlay", "over-overlay"]) part(id).src = overlay;
    part("fused").src = fused;
    part("fused").alt = `fused, slice ${slice.value}`;
    part("where").textContent = `${slice.value} of ${slices.length}, `
      + `${((slice.value - 1) * spacing).toFixed(1)} mm from the first`;
    part("over-base").style.opacity = Math.max(0, -lean.value);
    part("over-overlay").style.opacity = Math.max(0, lean.value);
    part("leaning").textContent = lean.value == 0 ? "as fused" : Number(lean.value).toFixed(2);
  }
  function turn(steps) {
    slice.value = Number(slice.value) + steps;
    show();
  }
  let turned = 0;
  part("slices").addEventListener("wheel", event => {
    event.preventDefault();
    // Pads send many small turns.
    turned += event.deltaMode == 0 ? event.deltaY / 40 : event.deltaY;
    const steps = Math.trunc(turned);
    turned -= steps;
    if (steps != 0) turn(steps);
  }, { passive: false });
  document.addEventListener("keydown", event => {
    if (event.target.tagName == "INPUT") return;
    const steps = { ArrowUp: 1, PageUp: 10, ArrowDown: -1, PageDown: -10 }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    turn(steps);
  });
  for (const control of [slice, lean]) control.addEventListener("input", show);
  show();
  """

/// How it looks.
let volumePageStyle = """
  #slices { display: grid; gap: 1rem; margin-top: 1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr)) }
  #slices figure, #bars figure { margin: 0 }
  #bars { display: flex; gap: 2rem; margin-top: 1rem }
  .slice { position: relative; background: #000; overflow: hidden }
  .slice img { position: absolute; inset: 0; width: 100%; height: 100% }
  .slice b { position: absolute; color: #fff; text-shadow: 0 0 3px #000 }
  .slice .left { left: .4rem; top: 50% }
  .slice .right { right: .4rem; top: 50% }
  .slice .top { top: .2rem; left: 50% }
  .slice .bottom { bottom: .2rem; left: 50% }
  #slice, #lean { width: min(24rem, 60vw); vertical-align: middle }
  """
