// SPDX-License-Identifier: Apache-2.0
// The controls, and what they ask the service for.
import { make, part } from "./elements.js";

/** The method that the service takes by itself. */
let usual = "";

/** Fills the choices with what the service has. */
export function fillChoices({ models, methods, palettes, formats, rigs }) {
  const option = (value, text = value) => make("option", { value, textContent: text });
  const group = (label, entries, kind) => {
    const found = make("optgroup", { label });
    for (const { name, summary } of entries) {
      found.append(Object.assign(option(`${kind}:${name}`, name), { title: summary }));
    }
    return found;
  };
  part("method").replaceChildren(
    group("Networks", models, "model"), group("Without training", methods, "method"));
  const chosen = models.find((model) => model.default) ?? models[0];
  if (chosen) part("method").value = `model:${chosen.name}`;
  usual = part("method").value;
  // white-hot and black-hot are gray: nothing can be marked with them.
  const colored = palettes.filter((name) => !name.endsWith("-hot"));
  part("palette").replaceChildren(...colored.map((name) => option(name)));
  if (palettes.includes("iron")) part("palette").value = "iron";
  part("format").replaceChildren(...formats.map((name) => option(name, name.toUpperCase())));
  part("align").append(...rigs.map((name) => option(`rig:${name}`, `As rig ${name} says`)));
  tellMethod();
}

/** What the controls ask for, apart from range and alignment; a default is left out. */
export function chosenOptions() {
  const method = part("method").value;
  const [kind, name] = method.split(/:(.*)/s);
  const lean = Number(part("lean").value);
  const bound = part("highlight-value").value;
  return {
    ...(method === usual ? {} : { [kind]: name }),
    ...(lean === 0 ? {} : { lean: String(lean) }),
    ...(part("highlight").checked && bound !== ""
      ? { highlight: bound + part("highlight-unit").value, palette: part("palette").value } : {}),
  };
}

/** How the result is saved. */
export function savingOptions() {
  const panel = part("panel").checked;
  return { format: part("format").value, ...(panel ? { panel: "true" } : {}) };
}

/** Calls `changed(moving)`: `moving` while a handle is still held. */
export function listenForOptions(changed) {
  part("controls").addEventListener("submit", (event) => event.preventDefault());
  part("lean").addEventListener("input", () => { tellLean(); changed(true); });
  for (const id of ["lean", "method", "highlight", "highlight-value", "highlight-unit", "palette"]) {
    part(id).addEventListener("change", () => { tell(); changed(false); });
  }
  part("lean").addEventListener("dblclick", () => setLean(0, changed));
  part("result").addEventListener("keydown", ({ key }) => {
    const step = { "[": -0.1, "]": 0.1 }[key];
    if (step) setLean(Number(part("lean").value) + step, changed);
  });
}

function setLean(value, changed) {
  part("lean").value = value;
  tellLean();
  changed(false);
}

function tellLean() {
  const lean = Number(part("lean").value);
  const text = lean === 0 ? "0" : `${lean > 0 ? "+" : "\u2212"}${Math.abs(lean).toFixed(2)}`;
  part("lean-value").textContent = text;
  part("lean").setAttribute("aria-valuetext", `${text}, ${lean === 0 ? "to neither"
    : lean < 0 ? "to the first" : "to the second"}`);
}

function tell() {
  tellMethod();
  part("marking").hidden = !part("highlight").checked;
}

function tellMethod() {
  part("method-summary").textContent = part("method").selectedOptions[0]?.title ?? "";
}
