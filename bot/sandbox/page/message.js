// One message as it stands in a chat: who, what, when, and the buttons below it.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";
import { menu } from "./menu.js";
import { face } from "./moment.js";
import { rich } from "./text.js";

const THINGS = {
  sticker: ["sticker", "Sticker"], voice: ["voice", "Voice message"], audio: ["voice", "Audio"],
  location: ["location", "Location"], venue: ["location", "Place"], video: ["photo", "Video"],
  animation: ["photo", "Animation"], video_note: ["photo", "Video message"], dice: ["sticker", "Dice"],
  poll: ["commands", "Poll"],
};

/** `view`: {zone, own, first, named, answered, busy}. `act`: say, copy, press, reply, edit, jump. */
export function bubble(message, view, act) {
  if (message.kind === "service") return el("li", { class: "service" }, message.text || "Something changed");
  const side = view.own ? "own" : "other";
  return el(
    "li",
    { class: `message ${side}${view.first ? " first" : ""}`, tabindex: "-1", "data-id": message.id },
    view.named ? portrait(message.from) : null,
    el(
      "div",
      { class: "stack" },
      el(
        "div",
        { class: "bubble" },
        view.named && view.first ? author(message.from) : null,
        view.answered ? answered(view.answered, act) : null,
        thing(message),
        el("div", { class: "text" }, rich(message.text, message.entities, act), meta(message, view)),
      ),
      message.buttons.length > 0 ? keyboard(message, view, act) : null,
      message.reactions.length > 0 ? reactions(message) : null,
    ),
    menu("Message actions", "more", () => actions(message, view, act), { class: "sign actions" }),
  );
}

/** What stands for a message where there is room for one line only. */
export function brief(message) {
  const line = message.text.split("\n", 1)[0];
  const what = { photo: "Photo", document: message.file?.name, contact: "Contact" }[message.kind];
  return line || what || THINGS[message.kind]?.[1] || "Message";
}

function portrait(person) {
  const sign = person.is_bot ? el("img", { src: "icon.svg", alt: "" }) : person.first_name.slice(0, 1);
  return coloured(el("span", { class: "face", "aria-hidden": "true" }, sign), person);
}

function author(person) {
  return coloured(el("strong", { class: "author" }, person.first_name), person);
}

function coloured(node, person) {
  node.style.setProperty("--hue", (person.id * 67) % 360);
  return node;
}

function answered(message, act) {
  const words = message.deleted ? "Deleted message" : brief(message);
  const quote = [el("strong", {}, message.from.first_name), el("span", {}, words)];
  return button(() => act.jump(message), { class: "answered" }, quote);
}

function meta(message, view) {
  return el(
    "span",
    { class: "meta" },
    message.silent ? el("span", { title: "Sent without a sound" }, icon("silent")) : null,
    message.effect ? el("span", { title: "An effect plays over the chat" }, "✨ ") : null,
    message.edited ? el("span", { title: `at ${face(message.edited, view.zone)}` }, "edited ") : null,
    el("time", { datetime: message.date }, face(message.date, view.zone)),
  );
}

function thing(message) {
  const { kind, file, contact } = message;
  if (kind === "photo") return picture(file, message.text);
  if (file) return attachment(file);
  if (contact) return card("contact", contact.first_name, contact.phone_number);
  return THINGS[kind] ? card(...THINGS[kind]) : null;
}

function picture(file, caption) {
  const image = el("img", { src: file.url, alt: caption ? `Picture: ${caption}` : "Picture" });
  return el("a", { class: "picture", href: file.url, target: "_blank", rel: "noopener" }, image);
}

function attachment(file) {
  const look = card("document", file.name, `${size(file.size)}, open or save`);
  return el("a", { class: "file", href: file.url, download: file.name }, look);
}

function card(sign, title, detail = "") {
  const words = el("span", {}, el("strong", {}, title), detail ? el("small", {}, detail) : null);
  return el("span", { class: "thing" }, el("span", { class: "round" }, icon(sign)), words);
}

function size(bytes) {
  return bytes < 1024 ? `${bytes} bytes` : `${(bytes / 1024).toFixed(1)} KB`;
}

function reactions(message) {
  return el("div", { class: "reactions" }, message.reactions.map((one) => el("span", {}, one)));
}

function keyboard(message, view, act) {
  const rows = message.buttons.map((row) => row.map((one) => key(message, one, view, act)));
  return el("div", { class: "keyboard" }, rows.map((row) => el("div", {}, row)));
}

function key(message, one, view, act) {
  const look = `key ${one.style ?? ""}`.trim();
  if (one.kind === "url") {
    const leads = /^https?:\/\//i.test(one.url) ? one.url : null;
    const where = { href: leads, target: "_blank", rel: "noopener noreferrer", title: one.url };
    return el("a", { class: look, ...where }, one.text, icon("open"));
  }
  const busy = view.busy.includes(one.data);
  const press = () => (one.kind === "copy" ? act.copy(one.copy) : act.press(message, one));
  const settings = { class: look, "data-key": one.data ?? one.text, "aria-busy": busy ? "true" : null };
  return button(press, settings, one.text, one.kind === "copy" ? icon("copy") : null);
}

function actions(message, view, act) {
  const items = [{ text: "Reply", icon: "reply", act: () => act.reply(message) }];
  if (message.text) items.push({ text: "Copy text", icon: "copy", act: () => act.copy(message.text) });
  const edit = { text: "Edit", icon: "edit", act: () => act.edit(message) };
  return view.own && message.kind === "text" ? [...items, edit] : items;
}
