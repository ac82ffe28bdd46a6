// Whom one plays: a row of names, the present one marked, and a way to add somebody.

import { button, el, refill } from "./dom.js";
import { ask, tell } from "./dialog.js";
import { icon } from "./icons.js";

/** `act`: choose(id), add(name). */
export function people(label, question, act) {
  const names = el("div", { class: "names", role: "group", "aria-label": label });
  const title = el("span", { class: "label", "aria-hidden": "true" }, label);
  const root = el("div", { class: "people" }, title, names);

  /** `news` holds the ids of those with messages that nobody has seen. */
  function show(all, chosen, news) {
    refill(names, [all, chosen, news], () => [...all.map((person) => name(person, chosen, news)), add()]);
  }

  function name(person, chosen, news) {
    const pressed = { "aria-pressed": String(person.id === chosen) };
    const mark = news.includes(person.id) ? dot() : null;
    return button(() => act.choose(person.id), pressed, person.first_name, mark);
  }

  function add() {
    const fill = async () => {
      const given = await ask({ title: question, label: "First name", done: "Add" });
      if (!given) return;
      try {
        await act.add(given);
      } catch (error) {
        tell(error.message);
      }
    };
    return button(fill, { class: "add", "aria-label": question, title: question }, icon("attach"));
  }

  return { root, show };
}

function dot() {
  return el("span", { class: "dot" }, el("span", { class: "unseen" }, "new messages"));
}

/** An id that nobody has yet. */
export function freeId(state) {
  return Math.max(1000, ...state.people.map((person) => person.id)) + 1;
}
