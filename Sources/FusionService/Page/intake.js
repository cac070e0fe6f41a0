// SPDX-License-Identifier: Apache-2.0
// Ways in for pictures: dropped, pasted, chosen.
import { part } from "./elements.js";

const places = ["first", "second"];

/** Calls `take(files, place)`: `place` is "first", "second", or null for the page as a whole. */
export function openIntake(take) {
  listenForChoice(take);
  listenForDrops(take);
  document.addEventListener("paste", (event) => {
    const files = [...event.clipboardData?.files ?? []];
    if (files.length === 0) return;
    event.preventDefault();
    take(files, files.length > 1 ? null : placeOf(document.activeElement));
  });
}

function listenForChoice(take) {
  for (const place of [null, ...places]) {
    const input = part(place ? `choose-${place}` : "choose");
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      if (files.length > 0) take(files, place);
    });
  }
}

function listenForDrops(take) {
  let depth = 0;
  const show = (target) => {
    part("drop").hidden = depth === 0;
    for (const place of places) part(place).classList.toggle("target", place === target);
  };
  const guard = (name, act) => document.addEventListener(name, (event) => {
    if (![...event.dataTransfer?.types ?? []].includes("Files")) return;
    event.preventDefault();
    act(event);
  });
  guard("dragenter", () => { depth += 1; show(null); });
  guard("dragleave", () => { depth = Math.max(depth - 1, 0); show(null); });
  guard("dragover", (event) => show(placeOf(event.target)));
  guard("drop", (event) => {
    depth = 0;
    show(null);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) take(files, files.length > 1 ? null : placeOf(event.target));
  });
}

/** Which picture an element belongs to. */
function placeOf(element) {
  return element?.closest?.("figure#first, figure#second")?.id ?? null;
}
