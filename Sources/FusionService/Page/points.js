// SPDX-License-Identifier: Apache-2.0
// Pairs of points: one thing of the scene in both pictures.

const other = { first: "second", second: "first" };

/** The pairs, `{ first: [x, y], second: [x, y] }`; one place of the last may be null yet. */
export class Points extends EventTarget {
  list = [];

  /** The pairs that have both places. */
  get whole() { return this.list.filter(({ first, second }) => first && second); }

  /** As the service and the command line write them. */
  get text() { return textOf(this.whole); }

  /** A place in one picture: it completes a pair that waits for it, or begins one. */
  add(side, place) {
    const waiting = this.list.find((pair) => !pair[side]);
    if (waiting) waiting[side] = place;
    else this.list.push({ [side]: place, [other[side]]: null });
    this.#tell(true);
  }

  /** A whole pair. */
  addPair(pair) { this.list.push(pair); this.#tell(true); }

  /** Moves a place; `done` is false while it is still held. */
  move(index, side, place, done) { this.list[index][side] = place; this.#tell(done); }

  remove(index) { this.list.splice(index, 1); this.#tell(true); }

  clear() { this.list = []; this.#tell(true); }

  #tell(done) { this.dispatchEvent(new CustomEvent("change", { detail: { done } })); }
}

/** `x,y:x,y x,y:x,y`, the first picture's place before the colon. */
export function textOf(matches) {
  const place = (values) => values.map((value) => String(Number(value.toFixed(3)))).join(",");
  return matches.map(({ first, second }) => `${place(first)}:${place(second)}`).join(" ");
}
