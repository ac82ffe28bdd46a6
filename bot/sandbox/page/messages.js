// The list of messages: stays at its end while the reader is there, and stays still while they read above.

import { arrange, button, el } from "./dom.js";
import { icon } from "./icons.js";
import { brief, bubble } from "./message.js";
import { date, day } from "./moment.js";

const NEAR = 48; // pixels from the end that still count as being there
const TOGETHER = 10 * 60_000; // messages of one author this close belong together

export function messages(label, act) {
  const list = el("ol", { class: "list", "aria-label": label });
  const scroller = el("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": label }, list);
  const fresh = el("span", { class: "badge" });
  const down = button(toEnd, { class: "down", "aria-label": "To the newest message" }, icon("down"), fresh);
  const heard = el("p", { class: "unseen", "aria-live": "polite" });
  const root = el("div", { class: "messages" }, scroller, down, heard);
  let drawn = new Map(); // key → {node, look}
  let whose = "";
  let newest = 0;
  let atEnd = true;
  let top = 0;
  let missed = 0;

  scroller.addEventListener("scroll", () => {
    if (scroller.clientHeight === 0) return;
    const near = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
    // Only a reader moves up: what grows or shrinks around the list leaves it where it is.
    if (near || scroller.scrollTop < top) atEnd = near;
    top = scroller.scrollTop;
    if (atEnd) missed = 0;
    offer();
  });
  const settle = new ResizeObserver(() => {
    if (atEnd) scroller.scrollTop = scroller.scrollHeight;
  });
  settle.observe(scroller);
  settle.observe(list);

  function show({ chat, actor, zone, now, pressed }) {
    const reader = `${chat.id}/${actor}`;
    const here = reader === whose;
    if (!here) drawn = new Map();
    whose = reader;
    const standing = chat.messages.filter((message) => !message.deleted);
    const group = chat.type !== "private";
    const next = new Map();
    standing.forEach((message, place) => {
      const before = standing[place - 1];
      const newDay = !before || date(before.date, zone) !== date(message.date, zone);
      if (newDay) keep(next, `day ${date(message.date, zone)}`, day(message.date, zone, now), separator);
      const first = newDay || !together(before, message);
      const own = message.from.id === actor;
      const answered = message.reply_to ? chat.messages.find((one) => one.id === message.reply_to) : null;
      const busy = pressed.filter((one) => one.message === message.id).map((one) => one.data);
      const view = { zone, own, first, named: group && !own, answered, busy };
      keep(next, `message ${message.id}`, [message, view], ([what, how]) => bubble(what, how, act));
    });
    put(next, here);
    hear(standing, here, actor);
  }

  /** Takes over what looks the same as before, and builds the rest. */
  function keep(next, key, values, build) {
    const look = JSON.stringify(values);
    const old = drawn.get(key);
    next.set(key, old?.look === look ? old : { node: build(values), look });
  }

  function put(next, here) {
    const focus = document.activeElement;
    const held = focus?.closest?.(".message");
    const focused = list.contains(held) ? { id: held.dataset.id, key: focus.dataset.key } : null;
    for (const [key, { node }] of next) if (here && !drawn.has(key)) node.classList.add("fresh");
    drawn = next;
    arrange(list, [...next.values()].map((one) => one.node));
    if (focused && !list.contains(document.activeElement)) refocus(focused);
  }

  /** The keyboard's place survives a message that was drawn anew. */
  function refocus({ id, key }) {
    const message = list.querySelector(`[data-id="${id}"]`);
    const same = [...(message?.querySelectorAll("[data-key]") ?? [])].find((one) => one.dataset.key === key);
    (same ?? message ?? scroller).focus({ preventScroll: true });
  }

  function hear(standing, here, actor) {
    const coming = here ? standing.filter((message) => message.id > newest) : [];
    const others = coming.filter((message) => message.from.id !== actor);
    newest = standing.at(-1)?.id ?? 0;
    if (!here || coming.some((message) => message.from.id === actor)) toEnd();
    if (!atEnd) missed += others.length;
    const lines = others.map((one) => `${one.from.first_name}: ${one.text || brief(one)}`);
    if (lines.length > 0) heard.textContent = lines.join("\n");
    offer();
  }

  function toEnd() {
    atEnd = true;
    missed = 0;
    scroller.scrollTop = scroller.scrollHeight;
    offer();
  }

  function offer() {
    down.hidden = atEnd;
    fresh.textContent = missed || "";
  }

  function jump(message) {
    const node = list.querySelector(`[data-id="${message.id}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.focus({ preventScroll: true });
  }

  return { root, show, jump };
}

function together(before, message) {
  const near = Date.parse(message.date) - Date.parse(before.date) < TOGETHER;
  return near && before.from.id === message.from.id && before.kind !== "service";
}

function separator(words) {
  return el("li", { class: "day" }, el("span", {}, words));
}
