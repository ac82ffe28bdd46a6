// A few words that show for a moment and go by themselves.

import { el } from "./dom.js";

const LONG_ENOUGH = 3500; // milliseconds, and more for longer texts

export function toaster() {
  const root = el("div", { class: "toasts", role: "status", "aria-live": "polite" });

  function show(text, look = "") {
    const toast = el("p", { class: `toast ${look}` }, text);
    root.replaceChildren(toast);
    setTimeout(() => toast.remove(), LONG_ENOUGH + 40 * text.length);
  }

  return { root, show };
}
