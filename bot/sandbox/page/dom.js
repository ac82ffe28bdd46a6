// Elements made of plain values: whatever is handed in as text stays text.

const REACHED = "button, a, summary";

export function el(name, settings = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) set(node, key, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A button that does `act` and sends no form. */
export function button(act, settings = {}, ...children) {
  return el("button", { type: "button", onclick: act, ...settings }, ...children);
}

/** Makes the children of `parent` exactly `nodes`, and leaves those alone that are there already. */
export function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, place) => {
    if (parent.childNodes[place] !== node) parent.insertBefore(node, parent.childNodes[place] ?? null);
  });
}

/**
 * Calls `build` and puts what it returns into `parent`, unless `values` are what they were last time.
 * The keyboard keeps its place among the buttons.
 */
export function refill(parent, values, build) {
  const drawn = JSON.stringify(values);
  if (parent.drawn === drawn) return;
  parent.drawn = drawn;
  const held = [...parent.querySelectorAll(REACHED)].indexOf(document.activeElement);
  parent.replaceChildren(...[build()].flat());
  if (held >= 0) parent.querySelectorAll(REACHED)[held]?.focus();
}

/** Puts the keyboard to work here, unless that would raise one on a touch screen. */
export function ready(field) {
  if (matchMedia("(hover: hover)").matches) field.focus();
}

function set(node, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
  else node.setAttribute(key, value === true ? "" : value);
}
