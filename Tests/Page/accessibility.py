# SPDX-License-Identifier: Apache-2.0
"""Names of controls and contrast of text, computed."""

# Every element with text of its own that is seen, with the contrast to what is behind it (WCAG 2.1,
# 1.4.3); what is drawn on pictures has a background of its own.
CONTRASTS = """
(() => {
  const scratch = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const parse = (color) => {
    scratch.clearRect(0, 0, 1, 1);
    scratch.fillStyle = color;
    scratch.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = scratch.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = parse(getComputedStyle(e).backgroundColor);
      if (color[3] > 0.98) return color;
      if (color[3] > 0.02) throw new Error(`${e.tagName}#${e.id} is half transparent`);
    }
    return parse(getComputedStyle(document.documentElement).colorScheme.includes("dark")
      && matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#ffffff");
  };
  const light = ([r, g, b]) => {
    const linear = [r, g, b].map((v) => v / 255)
      .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    const text = [...element.childNodes].filter((n) => n.nodeType === 3)
      .map((n) => n.data.trim()).join(" ").trim()
      || (element.matches("select, input:not([type=range]):not([type=file])") ? element.value : "");
    if (!text || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest(".unseen, noscript, svg, option")) continue;
    const [one, other] = [light(parse(getComputedStyle(element).color)), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    found.push([text.slice(0, 40), Math.round(ratio * 100) / 100]);
  }
  return found;
})()
"""

ROLES = {"button", "checkbox", "combobox", "image", "img", "link", "listbox", "radio", "slider",
         "spinbutton", "textbox", "region", "dialog", "table", "form", "group"}


def low_contrasts(page, least=4.5):
    """Texts of less contrast, and how many were looked at."""
    found = page.run(CONTRASTS)
    return [(text, ratio) for text, ratio in found if ratio < least], len(found)


def nameless(page):
    """Controls, pictures and regions that a screen reader has no name for, and how many there are."""
    nodes = page.call("Accessibility.getFullAXTree")["nodes"]
    seen = [node for node in nodes
            if not node.get("ignored") and node.get("role", {}).get("value") in ROLES]
    unnamed = []
    for node in seen:
        if node["role"]["value"] == "group" or node.get("name", {}).get("value", "").strip():
            continue
        where = page.call("DOM.describeNode", backendNodeId=node["backendDOMNodeId"])["node"]
        unnamed.append(f"{node['role']['value']} {where['nodeName']} {where.get('attributes')}")
    return unnamed, len(seen)


def unlit_focus(page, presses=80):
    """Goes through the page by Tab; elements that get the focus and do not show it, and all ids."""
    page.run("document.activeElement?.blur()")
    dark, order = [], []
    for _ in range(presses):
        page.key("Tab")
        state = page.run("""(() => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const lit = [e, e.closest(".file, .choice")].some((x) => x
            && getComputedStyle(x).outlineStyle !== "none"
            && parseFloat(getComputedStyle(x).outlineWidth) >= 2);
          return [e.id || e.value || e.tagName, lit];
        })()""")
        if state is None:
            break
        order.append(state[0])
        if not state[1]:
            dark.append(state[0])
    return dark, order
