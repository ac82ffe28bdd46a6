// What the bot means to send later: what, when, to whom and why.

import { el, refill } from "./dom.js";
import { ahead, when } from "./moment.js";

export function waiting(root) {
  const body = root.querySelector(".body");

  function show(state) {
    const { zone, now } = state.clock;
    const rows = state.waiting.map((one) => ({
      what: one.what,
      why: one.why,
      when: when(one.due, zone, now),
      ahead: ahead(one.due, now),
      whom: state.chats.find((chat) => chat.id === one.chat)?.title ?? "",
    }));
    refill(body, rows, () => (rows.length > 0 ? el("ol", {}, rows.map(line)) : nothing()));
  }

  return { show };
}

function line({ what, why, when: moment, ahead: left, whom }) {
  const chip = whom ? el("span", { class: "chip" }, whom) : null;
  return el(
    "li",
    {},
    el("p", { class: "due" }, el("strong", {}, capital(moment)), chip, el("small", {}, left)),
    el("p", { class: "what", title: what }, what.split("\n", 1)),
    why ? el("p", { class: "why" }, why) : null,
  );
}

function nothing() {
  const words = "Nothing waits. Tell the bot about an interview and its reminders appear here.";
  return el("p", { class: "none" }, words);
}

function capital(words) {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
