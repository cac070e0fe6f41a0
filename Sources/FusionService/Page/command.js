// SPDX-License-Identifier: Apache-2.0
// The shell command that does the same.
import { part } from "./elements.js";
import { say } from "./messages.js";

const endings = { png: "png", jpeg: "jpg", tiff: "tif", webp: "webp" };

/** The file that a format is saved to. */
export const savedName = (format) => `fused.${endings[format] ?? format}`;

/** The command in lines, from the options that the service is asked with. */
export function commandLines(pair, options, alignment, { format, panel }) {
  const files = fileNames(pair);
  const settings = ["model", "method", "lean", "highlight", "palette", "range"]
    .filter((name) => options[name] !== undefined)
    .flatMap((name) => option(name, options[name]));
  const rest = [...settings, ...alignment.option, ...panel ? ["--panel"] : []];
  const before = alignment.before
    ? [["daefuse", "align", ...files, ...alignment.before, "-o", "rig.json"]] : [];
  return [...before, ["daefuse", "fuse", ...files, "-o", savedName(format), ...rest]]
    .map((words) => words.map(quoted).join(" "));
}

/** Shows the command; nothing for no lines. */
export function showCommand(lines) {
  part("command").textContent = lines.join("\n");
  part("command-part").hidden = lines.length === 0;
}

/** A word as a shell takes it. */
function quoted(word) {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** An option with a value; one that begins with a minus sign must not look like an option. */
const option = (name, value) =>
  value.startsWith("-") ? [`--${name}=${value}`] : [`--${name}`, value];

/** The files' names: none looks like an option, and two of one name lie in two folders. */
function fileNames({ first, second, isOneFile }) {
  const names = (isOneFile ? [first] : [first, second]).map(({ name }) => name);
  if (names[0] === names[1]) return [`first/${names[0]}`, `second/${names[1]}`];
  return names.map((name) => name.startsWith("-") ? `./${name}` : name);
}

part("copy").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(part("command").textContent);
    part("copied").textContent = "Copied.";
  } catch {
    getSelection().selectAllChildren(part("command"));
    part("copied").textContent = "Marked: copy it with Ctrl+C.";
  }
  say(part("copied").textContent);
  setTimeout(() => { part("copied").textContent = ""; }, 4000);
});
