// SPDX-License-Identifier: Apache-2.0
// What the page says: faults, notes, and what a screen reader reads out.
import { make, part } from "./elements.js";
import { isCancelled } from "./fault.js";

let timer = 0;

/** Reads a sentence out, once things are calm. */
export function say(text) {
  clearTimeout(timer);
  timer = setTimeout(() => { part("said").textContent = text; }, 600);
}

/** Shows why something was refused. */
export function showFault(error) {
  if (isCancelled(error)) return;
  const title = error.title ?? "This page failed";
  part("fault-title").textContent = `${title}.`;
  part("fault-detail").textContent = error.title === undefined ? String(error) : error.detail;
  part("fault-request").textContent = error.requestId ? `Request ${error.requestId}` : "";
  part("fault").hidden = false;
  if (error.title === undefined) console.error(error);
}

/** Takes the fault away. */
export function hideFault() { part("fault").hidden = true; }

/** Shows what was guessed or warned of. */
export function showNotes(notes) {
  const list = part("notes");
  list.hidden = notes.length === 0;
  list.replaceChildren(...notes.map((note) => make("li", {}, note)));
}

part("fault-close").addEventListener("click", hideFault);
