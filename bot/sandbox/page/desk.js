// The advisors' desk: their group, seen and used as one of them.

import { post } from "./api.js";
import { conversation } from "./conversation.js";
import { el, refill } from "./dom.js";
import { count } from "./moment.js";
import { freeId, people } from "./people.js";
import { saw } from "./unseen.js";

export function desk(root) {
  const talk = conversation("The advisors’ group");
  const who = people("Acting as", "New advisor", { choose, add });
  const title = el("div", { class: "title" });
  const sign = el("span", { class: "face group", "aria-hidden": "true" }, "A");
  const head = el("header", { class: "head" }, sign, title);
  const empty = el("div", { class: "empty" });
  root.append(who.root, el("div", { class: "window" }, head, empty, talk.root));
  let state = null;
  let wish = Number(sessionStorage.getItem("advisor"));

  function show(next) {
    state = next;
    const group = theGroup();
    const advisors = group ? group.members.map((id) => state.people.find((person) => person.id === id)) : [];
    const actor = advisors.find((one) => one.id === wish) ?? advisors[0];
    if (group && root.checkVisibility()) saw(group);
    who.root.hidden = !group;
    who.show(advisors, actor?.id, []);
    name(group);
    explain(group);
    talk.root.hidden = !actor;
    if (actor) talk.show(state, group, actor.id);
  }

  function name(group) {
    const words = [group?.title ?? "Advisors", about(group)];
    refill(title, words, () => [el("h2", {}, words[0]), el("p", {}, words[1])]);
  }

  function about(group) {
    if (!group) return "no group yet";
    if (group.action) return "Bounceback is writing…";
    const bot = group.bot_in ? " and the bot" : ", the bot is not in it";
    return count(group.members.length, "advisor") + bot;
  }

  function explain(group) {
    const quiet = group && !group.messages.some((message) => !message.deleted);
    empty.hidden = Boolean(group) && !quiet;
    const why = group
      ? "Quiet so far. When a jobseeker asks to talk to an advisor, the request appears here."
      : "There is no advisors’ group in this sandbox.";
    refill(empty, why, () => el("p", {}, why));
  }

  function theGroup() {
    return state.chats.find((chat) => chat.type !== "private");
  }

  function choose(id) {
    wish = id;
    sessionStorage.setItem("advisor", id);
    show(state);
  }

  async function add(first_name) {
    const { person } = await post("person", { id: freeId(state), first_name, language_code: "en" });
    await post("join", { person: person.id, chat: theGroup().id });
    choose(person.id);
  }

  return { show };
}
