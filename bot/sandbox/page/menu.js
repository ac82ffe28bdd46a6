// A button that opens a short list of things to do, for mouse, finger and keyboard.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";

/** `items()` is asked each time it opens: `{text, icon, act}`, or `{text, hint, act}` for commands. */
export function menu(label, sign, items, settings = {}) {
  const list = el("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  const toggle = () => (list.isConnected ? list.hidePopover() : open());
  const words = { "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false" };
  const opener = button(toggle, { class: "sign", ...words, ...settings }, icon(sign));
  list.addEventListener("toggle", (event) => {
    if (event.newState === "closed") {
      opener.setAttribute("aria-expanded", "false");
      list.remove();
    }
  });
  list.addEventListener("keydown", (event) => walk(event, [...list.children]));

  function open() {
    list.replaceChildren(...items().map((item) => choice(item, list)));
    document.body.append(list);
    list.showPopover();
    place(list, opener.getBoundingClientRect());
    opener.setAttribute("aria-expanded", "true");
    list.firstChild?.focus();
  }

  return opener;
}

function choice(item, list) {
  const act = () => {
    list.hidePopover();
    item.act();
  };
  return button(
    act,
    { role: "menuitem", tabindex: "-1" },
    item.icon ? icon(item.icon) : null,
    el("span", {}, item.text),
    item.hint ? el("small", {}, item.hint) : null,
  );
}

function place(list, near) {
  const { width, height } = list.getBoundingClientRect();
  const below = near.bottom + 4 + height < innerHeight;
  const top = below ? near.bottom + 4 : Math.max(8, near.top - height - 4);
  const left = Math.min(near.left, innerWidth - width - 8);
  list.style.top = `${top}px`;
  list.style.left = `${Math.max(8, left)}px`;
}

function walk(event, choices) {
  const now = choices.indexOf(document.activeElement);
  const next = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: -1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  choices.at(next % choices.length).focus();
}
