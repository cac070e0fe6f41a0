// SPDX-License-Identifier: Apache-2.0
// A picture that was given: its file and what the service says of it.

/** A file with its size, kind, range, histogram, and a preview that a browser can draw. */
export class Source {
  /** Has the service look at a file: 16 bits, TIFF and others are more than browsers show. */
  static async inspect(service, file, signal) {
    const form = new FormData();
    form.append("image", file, file.name || "picture");
    const facts = await service.json("/v1/inspect", { form, signal });
    return new Source(file, file.name || "pasted picture", facts, await bitmapOf(facts.preview));
  }

  constructor(file, name, facts, bitmap) {
    Object.assign(this, { file, name, facts, bitmap, width: facts.width, height: facts.height });
  }

  /** Whether this file is a pair by itself. */
  get isPair() { return this.facts.radiometric && this.facts.second !== null; }

  /** How a file stands for the second picture: by its thermal part, where it is a pair. */
  async asSecond() {
    if (!this.isPair) return this;
    const facts = this.facts.second;
    return new Source(this.file, this.name, facts, await bitmapOf(facts.preview));
  }

  /** Size, channels and depth, in words. */
  get summary() {
    const { channels, bits, unit } = this.facts;
    const color = channels >= 3 ? "color" : "gray";
    return `${this.width}\u00d7${this.height}, ${color}, ${bits}\u00a0bits${unitSuffix(unit, ", in ")}`;
  }
}

/** The sign of a unit after something; nothing for levels. */
export function unitSuffix(unit, before = " ") {
  const sign = { levels: "", one: "", C: "\u00b0C", F: "\u00b0F" }[unit] ?? unit ?? "";
  return sign === "" ? "" : before + sign;
}

function bitmapOf(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return createImageBitmap(new Blob([bytes], { type: "image/png" }));
}
