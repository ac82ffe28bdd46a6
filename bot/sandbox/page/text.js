// A text and its entities become elements. Offsets count UTF-16 units, as JavaScript's own strings do.

import { button, el } from "./dom.js";
import { icon } from "./icons.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", mention: "span", hashtag: "span",
  cashtag: "span", phone_number: "span", custom_emoji: "span", text_mention: "span", date_time: "span",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const LONG = 140; // characters that a folded quotation can show in about three lines

/** Nodes for `text`. `act.say(text)` sends a command that was tapped, `act.copy(text)` copies. */
export function rich(text, entities, act) {
  const order = (one) => (BLOCKS.has(one.type) ? 0 : 1);
  const sorted = [...entities].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || order(a) - order(b),
  );
  return pieces(text, 0, text.length, sorted, act);
}

function pieces(text, from, to, entities, act) {
  const nodes = [];
  let at = from;
  let coming = entities;
  while (coming.length > 0) {
    const [outer, ...others] = coming;
    const start = Math.max(outer.offset, at);
    const end = Math.min(outer.offset + outer.length, to);
    coming = others;
    if (end <= start) continue;
    if (start > at) nodes.push(text.slice(at, start));
    const inside = others.filter((one) => one.offset < end);
    nodes.push(dress(outer, text.slice(start, end), pieces(text, start, end, inside, act), act));
    coming = others.filter((one) => one.offset + one.length > end).map((one) => rest(one, end));
    at = end;
    if (BLOCKS.has(outer.type) && text[at] === "\n" && at < to) at += 1;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

/** The part of an entity from `place` on. */
function rest(entity, place) {
  const end = entity.offset + entity.length;
  const offset = Math.max(entity.offset, place);
  return { ...entity, offset, length: end - offset };
}

function dress(entity, text, inner, act) {
  switch (entity.type) {
    case "code":
      return tappable(el("code", { title: "Copy" }, inner), `Copy: ${text}`, () => act.copy(text));
    case "pre":
      return block(entity.language, text, inner, act);
    case "bot_command":
      return tappable(el("span", { class: "link" }, inner), text, () => act.say(text));
    case "spoiler":
      return spoiler(inner);
    case "blockquote":
      return el("blockquote", {}, inner);
    case "expandable_blockquote":
      return folded(text, inner);
    case "text_link":
      return link(entity.url, inner);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, inner);
    case "email":
      return link(`mailto:${text}`, inner);
    default:
      return el(PLAIN[entity.type] ?? "span", { class: entity.type }, inner);
  }
}

function tappable(node, label, act) {
  node.setAttribute("role", "button");
  node.setAttribute("tabindex", "0");
  node.setAttribute("aria-label", label);
  node.addEventListener("click", act);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act();
    }
  });
  return node;
}

function block(language, text, inner, act) {
  const copy = button(() => act.copy(text), { class: "quiet" }, icon("copy"), "Copy");
  const title = el("figcaption", {}, language ?? "To copy", copy);
  return el("figure", { class: "pre" }, title, el("pre", {}, inner));
}

function spoiler(inner) {
  const node = el("span", { class: "spoiler" }, el("span", { "aria-hidden": "true" }, inner));
  return tappable(node, "Hidden text: show it", () => {
    node.className = "";
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    node.firstChild.removeAttribute("aria-hidden");
  });
}

function folded(text, inner) {
  if (text.length <= LONG && text.split("\n").length <= 3) return el("blockquote", {}, inner);
  const quote = el("blockquote", { class: "folded" }, el("div", { class: "inner" }, inner));
  const turn = () => {
    const open = !quote.classList.toggle("folded");
    fold.setAttribute("aria-expanded", String(open));
    fold.textContent = open ? "Show less" : "Show all";
  };
  const fold = button(turn, { class: "quiet", "aria-expanded": "false" }, "Show all");
  quote.append(fold);
  return quote;
}

/** A link that leads out of the page; what is no web or mail address stays mere text. */
function link(address, inner) {
  if (!/^(https?:\/\/|mailto:)/i.test(address)) return el("span", { class: "link", title: address }, inner);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, inner);
}
