// Commands that fit what is being typed after a slash.

import { el } from "./dom.js";

let lists = 0;

/** `send(command)` is called with the one chosen. `key(event)` is true when a key was meant for the list. */
export function suggestions(field, send) {
  const id = `commands-${(lists += 1)}`;
  const list = el("div", { class: "suggestions", role: "listbox", id, "aria-label": "Commands" });
  let known = [];
  let fitting = [];
  let chosen = -1;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", id);
  field.addEventListener("input", open);
  field.addEventListener("blur", () => setTimeout(close, 150));
  close();

  function open() {
    const typed = /^\/(\w*)$/.exec(field.value)?.[1].toLowerCase();
    fitting = typed === undefined ? [] : known.filter((one) => one.command.startsWith(typed));
    choose(-1);
  }

  function close() {
    fitting = [];
    choose(-1);
  }

  function choose(place) {
    chosen = place;
    list.replaceChildren(...fitting.map(option));
    list.hidden = fitting.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.setAttribute("aria-activedescendant", chosen < 0 ? "" : `${id}-${chosen}`);
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
  }

  function option(one, place) {
    const settings = { role: "option", id: `${id}-${place}`, "aria-selected": String(place === chosen) };
    const take = (event) => {
      event.preventDefault(); // the field keeps the focus
      close();
      send(one.command);
    };
    const words = [el("strong", {}, `/${one.command}`), el("span", {}, one.description)];
    return el("div", { ...settings, onmousedown: take }, words);
  }

  function item({ command, description }) {
    return { text: `/${command}`, hint: description, act: () => send(command) };
  }

  function key(event) {
    if (fitting.length === 0) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose((Math.max(chosen, step < 0 ? 0 : -1) + step + fitting.length) % fitting.length);
    } else if (event.key === "Enter" && chosen >= 0) {
      const { command } = fitting[chosen];
      close();
      send(command);
    } else if (event.key === "Tab" && chosen >= 0) {
      field.value = `/${fitting[chosen].command} `;
      close();
    } else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  }

  return {
    list,
    key,
    close,
    know: (commands) => (known = commands),
    all: () => known.map(item),
  };
}
