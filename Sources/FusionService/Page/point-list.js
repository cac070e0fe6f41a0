// SPDX-License-Identifier: Apache-2.0
// The pairs of points in words, each with a button that removes it.
import { make, part } from "./elements.js";

/** Writes the list; `misses` are the pixels by which the warp misses each whole pair. */
export function showPointList(points, misses) {
  const place = (values) => values ? values.map((value) => Math.round(value)).join(",") : "?";
  let whole = 0;
  part("point-list").replaceChildren(...points.list.map(({ first, second }, index) => {
    const miss = first && second ? misses[whole++] : undefined;
    const words = `${place(first)} : ${place(second)}`
      + (miss === undefined ? "" : `, off by ${miss.toFixed(1)}`);
    const remove = make("button", { type: "button", textContent: "Remove" });
    remove.setAttribute("aria-label", `Remove pair ${index + 1}`);
    remove.addEventListener("click", () => points.remove(index));
    return make("li", {}, words, remove);
  }));
  part("point-clear").disabled = points.list.length === 0;
}
