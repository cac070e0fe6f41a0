// SPDX-License-Identifier: Apache-2.0

/// Moves the slider. The pictures are those of the sections below it.
let sliderScript = """
  const [scene, left, right, split] =
    ["scene", "left", "right", "split"].map(id => document.getElementById(id));
  const part = id => document.getElementById(id);
  function picture(select) {
    return document.querySelector(
      `#scene-${scene.value} figure[data-picture="${select.value}"] img`).src;
  }
  function name(select) { return select.options[select.selectedIndex].text; }
  function show() {
    part("compare-left").src = picture(left);
    part("compare-right").src = picture(right);
    part("compare-right").style.clipPath = `inset(0 0 0 ${split.value}%)`;
    part("line").style.left = `${split.value}%`;
    part("shown").textContent =
      `${name(scene)}: ${name(left)} | ${name(right)}, line at ${split.value} %`;
  }
  for (const control of [scene, left, right, split]) control.addEventListener("input", show);
  show();
  """

/// How the slider looks.
let sliderStyle = """
  #compare { position: relative; display: inline-block; line-height: 0 }
  #compare img { width: min(100%, 48rem); min-width: 24rem; height: auto }
  #compare-right { position: absolute; left: 0; top: 0 }
  #line { position: absolute; top: 0; bottom: 0; width: 2px; background: #f33 }
  """
