// Where a person writes: the text field, the commands, what can be attached, and the keyboard the bot offers.

import { button, el, ready, refill } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { brief } from "./message.js";
import { suggestions } from "./suggestions.js";

const SENDABLE = [
  ["photo", "Photo"], ["document", "Document"], ["sticker", "Sticker"], ["voice", "Voice message"],
  ["location", "Location"],
];

/** `act`: say(text, replyTo), change(message, text), send(kind), contact(). */
export function composer(label, act) {
  const field = el("textarea", { rows: "1", "aria-label": label, maxlength: "4096", enterkeyhint: "send" });
  const suggested = suggestions(field, (command) => say(`/${command}`));
  const commands = menu("Commands", "commands", () => suggested.all());
  const attach = menu("Attach", "attach", attachable);
  const send = el("button", { class: "send", "aria-label": "Send", title: "Send" }, icon("send"));
  const toggle = button(fold, { class: "sign", "aria-label": "Suggested answers" }, icon("keyboard"));
  const about = el("div", { class: "about", hidden: true });
  const keys = el("div", { class: "replies", role: "group", "aria-label": "Suggested answers" });
  const row = el("div", { class: "row" }, commands, attach, field, toggle, send);
  const root = el("form", { class: "composer", autocomplete: "off" }, suggested.list, about, row, keys);
  let chat = null;
  let subject = null; // {message, change}: what is answered or changed
  let putAway = ""; // the keyboard that was used or folded
  const drafts = new Map();

  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || suggested.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      root.requestSubmit();
    } else if (event.key === "Escape" && subject) take(null);
    else if (event.key === "ArrowUp" && !field.value) act.editLast();
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) say(text);
    field.focus();
  });

  async function say(text) {
    const { message, change } = subject ?? {};
    write("");
    subject = null;
    take(null);
    const done = change ? await act.change(message, text) : await act.say(text, message?.id ?? null);
    if (!done && !field.value) write(text);
  }

  /** From now on what is written answers a message, or changes it. */
  function take(next) {
    if (subject?.change && !next) write("");
    subject = next;
    about.hidden = !subject;
    if (!subject) return;
    const doing = subject.change ? "Editing" : `Answering ${subject.message.from.first_name}`;
    const stop = button(() => take(null), { class: "sign", "aria-label": "Stop that" }, icon("close"));
    const words = el("span", {}, el("strong", {}, doing), el("span", {}, brief(subject.message)));
    about.replaceChildren(icon(subject.change ? "edit" : "reply"), words, stop);
    if (subject.change) write(subject.message.text);
    field.focus();
  }

  function write(text) {
    field.value = text;
    grow();
    suggested.close();
  }

  function grow() {
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight}px`;
    root.classList.toggle("empty", !field.value.trim());
  }

  function attachable() {
    const things = SENDABLE.map(([kind, text]) => ({ text, icon: kind, act: () => act.send(kind) }));
    return [...things, { text: "Contact", icon: "contact", act: () => act.contact(false) }];
  }

  function fold() {
    putAway = putAway ? "" : JSON.stringify(chat.reply_keyboard);
    offer();
  }

  function offer() {
    const offered = chat.reply_keyboard;
    toggle.hidden = !offered;
    if (JSON.stringify(offered) !== putAway) putAway = "";
    keys.hidden = !offered || Boolean(putAway);
    toggle.setAttribute("aria-pressed", String(!keys.hidden));
    refill(keys, offered, () => (offered?.rows ?? []).map((one) => el("div", {}, one.map(replyKey))));
  }

  function replyKey(offered) {
    const press = () => {
      if (chat.reply_keyboard.one_time) putAway = JSON.stringify(chat.reply_keyboard);
      offer();
      ready(field);
      answer(offered);
    };
    const look = `key ${offered.style ?? ""}`.trim();
    return button(press, { class: look }, offered.asks ? icon(sign(offered.asks)) : null, offered.text);
  }

  function answer({ asks, text }) {
    if (asks === "contact") act.contact(true);
    else if (asks === "location") act.send("location");
    else if (asks) act.impossible();
    else act.say(text, null);
  }

  function show(next) {
    if (chat?.id !== next.id || chat?.actor !== next.actor) {
      if (chat) drafts.set(`${chat.id}/${chat.actor}`, field.value);
      take(null);
      write(drafts.get(`${next.id}/${next.actor}`) ?? "");
    }
    chat = next;
    if (subject && !standing(subject.message)) take(null);
    suggested.know(chat.commands);
    commands.hidden = chat.commands.length === 0;
    field.placeholder = chat.reply_keyboard?.placeholder ?? "Message";
    offer();
  }

  function standing(message) {
    return chat.messages.some((one) => one.id === message.id && !one.deleted);
  }

  grow();
  return { root, show, take, focus: () => ready(field) };
}

function sign(asks) {
  return asks === "contact" || asks === "location" ? asks : "open";
}
