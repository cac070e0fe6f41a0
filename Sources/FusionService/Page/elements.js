// SPDX-License-Identifier: Apache-2.0
// Short words for the document's elements.

/** The element of an id. */
export const part = (id) => document.getElementById(id);

/** A new element: `make("li", { className: "x" }, "text", child)`. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** The same of SVG, with attributes. */
export function draw(tag, attributes) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
