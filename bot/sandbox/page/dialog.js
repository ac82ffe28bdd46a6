// Boxes that want an answer: something to acknowledge, or one line to fill in.

import { el } from "./dom.js";

/** Shows a text until OK is pressed. */
export function tell(text) {
  return show([el("p", {}, text)], [el("button", { class: "main", value: "ok", autofocus: true }, "OK")]);
}

/** Asks for one line. Resolves with it, or with null when the person would rather not. */
export async function ask({ title, label, value = "", done = "OK", kind = "text" }) {
  const limits = { required: true, maxlength: "64" };
  const input = el("input", { type: kind, value, autofocus: true, autocomplete: "off", ...limits });
  const content = [el("h2", {}, title), el("label", {}, label, input)];
  const buttons = [
    el("button", { value: "cancel", formnovalidate: true }, "Cancel"),
    el("button", { class: "main", value: "ok" }, done),
  ];
  const answer = await show(content, buttons);
  return answer === "ok" ? input.value.trim() || null : null;
}

function show(content, buttons) {
  const form = el("form", { method: "dialog" }, content, el("div", { class: "row" }, buttons));
  const box = el("dialog", {}, form);
  // Enter presses the first button of a form: let that be the one that means yes.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    form.requestSubmit(buttons.at(-1));
  });
  document.body.append(box);
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue);
    });
  });
}
