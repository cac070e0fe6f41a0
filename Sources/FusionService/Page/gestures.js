// SPDX-License-Identifier: Apache-2.0
// Moves a view by wheel, pointers and keys.

const step = 1.25;

/** Listens on a picture. `take(event)` may keep a pointer for itself by returning true. */
export function listenForGestures(picture, take = () => false) {
  const { canvas } = picture;
  canvas.addEventListener("wheel", (event) => {
    if (picture.view.isFit && event.deltaY > 0 && !event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 33 : 1;
    picture.view.zoom(2 ** (-event.deltaY * lines / 240), placeOf(picture, event));
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !press(picture, event.key)) return;
    event.preventDefault();
  });
  listenForPointers(picture, take);
}

/** The place in the picture under a pointer, from 0 to 1. */
function placeOf(picture, { offsetX, offsetY }) {
  const [x, y] = picture.toPicture([offsetX, offsetY]);
  return { x: (x + 0.5) / picture.size.width, y: (y + 0.5) / picture.size.height };
}

/** One pointer moves the view, two zoom it as well. */
function listenForPointers(picture, take) {
  const { canvas } = picture;
  const pointers = new Map();
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || (pointers.size === 0 && take(event))) return;
    pointers.set(event.pointerId, event);
    if (!picture.view.isFit || pointers.size > 1) canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!pointers.has(event.pointerId)) return;
    const before = spread([...pointers.values()]);
    pointers.set(event.pointerId, event);
    const after = spread([...pointers.values()]);
    const { scale } = picture.place;
    picture.view.move((before.offsetX - after.offsetX) / (scale * picture.size.width),
      (before.offsetY - after.offsetY) / (scale * picture.size.height));
    if (pointers.size > 1) {
      picture.view.zoom(after.distance / before.distance, placeOf(picture, after));
    }
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    canvas.addEventListener(name, (event) => pointers.delete(event.pointerId));
  }
}

/** The middle of pointers and how far the first two are apart. */
function spread(pointers) {
  const mean = (name) => pointers.reduce((sum, event) => sum + event[name], 0) / pointers.length;
  const [one, other = one] = pointers;
  const distance = Math.hypot(one.offsetX - other.offsetX, one.offsetY - other.offsetY);
  return { offsetX: mean("offsetX"), offsetY: mean("offsetY"), distance: Math.max(distance, 1) };
}

/** Does what a key stands for; false where it stands for nothing. */
function press({ view }, key) {
  const part = 0.1 / view.magnification;
  const acts = {
    "+": () => view.zoom(step), "=": () => view.zoom(step), "-": () => view.zoom(1 / step),
    0: () => view.fit(),
    ArrowLeft: () => view.move(-part, 0), ArrowRight: () => view.move(part, 0),
    ArrowUp: () => view.move(0, -part), ArrowDown: () => view.move(0, part),
  };
  if (!Object.hasOwn(acts, key) || (key.startsWith("Arrow") && view.isFit)) return false;
  acts[key]();
  return true;
}
