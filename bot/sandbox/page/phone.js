// The jobseeker's phone: a private chat with the bot, for one person at a time.

import { post } from "./api.js";
import { conversation } from "./conversation.js";
import { button, el, refill } from "./dom.js";
import { menu } from "./menu.js";
import { freeId, people } from "./people.js";
import { newsOf, saw } from "./unseen.js";

export function phone(root) {
  const talk = conversation("Chat with Bounceback");
  const who = people("You are", "New person", { choose, add });
  const title = el("div", { class: "title" });
  const more = menu("More", "more", moreToDo);
  const head = el("header", { class: "head" }, sign(40), title, more);
  const welcome = el("div", { class: "welcome" });
  const gate = el("div", { class: "gate" });
  root.append(who.root, el("div", { class: "device" }, head, welcome, talk.root, gate));
  let state = null;
  let wish = Number(sessionStorage.getItem("person"));
  let chosen = 0;
  let closed = "";

  function show(next) {
    state = next;
    const seekers = jobseekers(state);
    const person = seekers.find((one) => one.id === wish) ?? seekers[0];
    chosen = person?.id ?? 0;
    talk.root.hidden = !person;
    more.hidden = !person;
    const chat = state.chats.find((one) => one.id === chosen);
    if (chat && root.checkVisibility()) saw(chat);
    who.show(seekers, chosen, newsOf(state, seekers));
    name(chat);
    greet(person);
    const open = close(person);
    if (chat) talk.show(state, chat, person.id, !closed);
    if (open) talk.focus();
  }

  function name(chat) {
    const typing = chat?.action ? "is writing…" : state.bot.polling ? "bot" : "bot, not listening";
    const name = state.bot.first_name;
    refill(title, [name, typing], () => [el("h2", {}, name), el("p", {}, typing)]);
  }

  /** What stands in the chat of somebody who has never written. */
  function greet(person) {
    const about = state.bot.description;
    welcome.hidden = Boolean(person?.started);
    refill(welcome, about, () => [
      sign(72),
      el("div", {}, el("h3", {}, "What can this bot do?"), el("p", {}, about || "Press Start and see.")),
    ]);
  }

  /** Puts a button where one would write, if one cannot. True when it has just gone and had the focus. */
  function close(person) {
    const need = !person ? "person" : person.blocked ? "unblock" : person.started ? "" : "start";
    const freed = !need && Boolean(closed) && gate.contains(document.activeElement);
    closed = need;
    gate.hidden = !need;
    refill(gate, [need, chosen], () => {
      if (need === "start") return button(() => talk.say("/start", null), { class: "main" }, "Start");
      if (need === "unblock") return button(() => talk.act("unblock", {}), {}, "Unblock");
      return need ? el("p", {}, "Nobody is here yet. Add a person above.") : [];
    });
    return freed;
  }

  function moreToDo() {
    const { blocked } = state.people.find((person) => person.id === chosen);
    return blocked
      ? [{ text: "Unblock the bot", icon: "block", act: () => talk.act("unblock", {}) }]
      : [{ text: "Block the bot", icon: "block", act: () => talk.act("block", {}) }];
  }

  function choose(id) {
    wish = id;
    sessionStorage.setItem("person", id);
    show(state);
  }

  async function add(first_name) {
    const { person } = await post("person", { id: freeId(state), first_name, language_code: "en" });
    choose(person.id);
  }

  return { show };
}

/** Everybody who is in no group. */
function jobseekers(state) {
  const groups = state.chats.filter((chat) => chat.type !== "private");
  const members = new Set(groups.flatMap((chat) => chat.members));
  return state.people.filter((person) => !members.has(person.id));
}

function sign(size) {
  return el("img", { src: "icon.svg", alt: "", width: String(size), height: String(size) });
}
