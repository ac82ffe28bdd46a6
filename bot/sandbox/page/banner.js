// The strip at the top: mistakes in the content, and a sandbox that does not answer.

import { el, refill } from "./dom.js";
import { count } from "./moment.js";

export function banner(root) {
  let problems = [];
  let gone = false;

  function draw() {
    root.hidden = !gone && problems.length === 0;
    refill(root, [gone, problems], () => [...(gone ? [away()] : []), ...list()]);
  }

  function list() {
    if (problems.length === 0) return [];
    const title = `${count(problems.length, "problem")} to put right`;
    const lines = el("ul", {}, problems.map((one) => el("li", {}, one)));
    return [el("details", { open: problems.length < 4 }, el("summary", {}, title), lines)];
  }

  return {
    show(state) {
      problems = state.problems ?? [];
      draw();
    },
    lost(is) {
      gone = is;
      draw();
    },
  };
}

function away() {
  return el("p", { role: "alert" }, "The sandbox does not answer. Trying again…");
}
