// On a narrow screen one panel shows at a time; these buttons say which.

import { button, el, refill } from "./dom.js";
import { unseen } from "./unseen.js";

const PANELS = [["phone", "Phone"], ["desk", "Desk"], ["waiting", "Waiting"]];

/** `turned()` is called when another panel shows. */
export function tabs(root, turned) {
  let marks = {};

  function show(state) {
    const news = (chats) => chats.reduce((sum, chat) => sum + unseen(chat), 0);
    const isPrivate = (chat) => chat.type === "private";
    marks = {
      phone: news(state.chats.filter(isPrivate)),
      desk: news(state.chats.filter((chat) => !isPrivate(chat))),
      waiting: state.rejections.length,
    };
    draw();
  }

  function draw() {
    const shown = document.body.dataset.shown;
    refill(root, [marks, shown], () => PANELS.map(([panel, words]) => tab(panel, words, shown)));
  }

  function tab(panel, words, shown) {
    const look = `badge ${panel === "waiting" ? "wrong" : ""}`.trim();
    const badge = marks[panel] ? el("span", { class: look }, String(marks[panel])) : null;
    const settings = { "data-tab": panel, "aria-current": panel === shown ? "page" : null };
    return button(() => turn(panel), settings, words, badge);
  }

  function turn(panel) {
    document.body.dataset.shown = panel;
    draw();
    turned();
  }

  return { show };
}
