// A note that goes by itself: which saved file is in use now.

import { el } from "./dom.js";

const LONG_ENOUGH = 8000; // milliseconds

export function live(root) {
  let told = null;
  let timer = 0;

  function show(state) {
    const nr = state.live.nr;
    if (told !== null && nr > told) note(state.live.words);
    told = nr;
  }

  function note(words) {
    root.replaceChildren(el("p", {}, words));
    clearTimeout(timer);
    timer = setTimeout(() => root.replaceChildren(), LONG_ENOUGH);
  }

  return { show };
}
