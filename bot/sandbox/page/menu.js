// A button that opens a short list of things to do, for mouse, finger and keyboard.

import { el } from "./dom.js";
import { icon } from "./icons.js";

/** `items()` is asked each time it opens: `{text, icon, act}`, or `{text, hint, act}` for commands. */
export function menu(label, sign, items, settings = {}) {
  const list = el("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  const button = el(
    "button",
    { type: "button", class: "sign", "aria-label": label, title: label, "aria-haspopup": "menu", ...settings },
    icon(sign),
  );
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => (list.isConnected ? list.hidePopover() : open()));
  list.addEventListener("toggle", (event) => {
    if (event.newState === "closed") {
      button.setAttribute("aria-expanded", "false");
      list.remove();
    }
  });
  list.addEventListener("keydown", (event) => walk(event, [...list.children]));

  function open() {
    list.replaceChildren(...items().map((item) => choice(item, list)));
    document.body.append(list);
    list.showPopover();
    place(list, button.getBoundingClientRect());
    button.setAttribute("aria-expanded", "true");
    list.firstChild?.focus();
  }

  return button;
}

function choice(item, list) {
  const act = () => {
    list.hidePopover();
    item.act();
  };
  return el(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", onclick: act },
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
