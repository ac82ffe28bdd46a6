// Behind the scenes: calls that the pretend Telegram refused, and faults to be met on purpose.

import { post } from "./api.js";
import { button, el, refill } from "./dom.js";
import { count, face } from "./moment.js";

const FAULTS = [
  ["Done, but the reply is lost", { kind: "lose_reply" }],
  ["Not done, the line goes dead", { kind: "refuse" }],
  ["Too many requests: wait 5 seconds", { kind: "flood", retry_after: 5 }],
  ["502 Bad Gateway", { kind: "status", code: 502 }],
  ["500 from Telegram", { kind: "status", code: 500 }],
  ["Half a reply", { kind: "half_reply" }],
  ["A reply that is no JSON", { kind: "not_json" }],
  ["A reply of the wrong shape", { kind: "wrong_shape" }],
  ["A reply 5 seconds late", { kind: "delay", seconds: 5 }],
  ["No reply at all", { kind: "hang" }],
  ["Blocked by the user", { kind: "blocked" }],
];
const METHODS = ["sendMessage", "editMessageText", "answerCallbackQuery", "sendPhoto", "sendDocument"];

export function trouble(root) {
  const refused = drawer("Refused calls");
  const faults = drawer("Break something");
  const kind = choice(FAULTS.map(([words], place) => [String(place), words]));
  const method = choice([["", "any call"], ...METHODS.map((name) => [name, name])]);
  const times = el("input", { type: "number", min: "1", max: "99", value: "1" });
  const wrong = el("p", { class: "wrong", role: "status" });
  const coming = el("div", {});
  const what = el("label", {}, "What goes wrong", kind);
  const how = [el("label", {}, "For", method), el("label", {}, "Times", times)];
  const done = el("button", { class: "main" }, "Add");
  const form = el("form", { onsubmit: add }, what, el("div", { class: "row" }, how, done));
  faults.body.append(form, wrong, coming);
  root.append(refused.root, faults.root);

  function show(state) {
    refused.mark(state.rejections.length, "wrong");
    faults.mark(state.faults.length, "");
    refill(refused.body, [state.rejections, state.chats.map((chat) => chat.title)], () => refusals(state));
    refill(coming, state.faults, () => (state.faults.length > 0 ? planned(state.faults) : []));
  }

  function add(event) {
    event.preventDefault();
    const [, fault] = FAULTS[Number(kind.value)];
    attempt("fault", { ...fault, method: method.value || null, times: Number(times.value) });
  }

  async function attempt(deed, body) {
    wrong.textContent = "";
    try {
      await post(deed, body);
    } catch (error) {
      wrong.textContent = error.message;
    }
  }

  function planned(list) {
    const clear = button(() => attempt("clear-faults", {}), {}, "Call it off");
    return [el("ul", {}, list.map((fault) => el("li", {}, describe(fault)))), clear];
  }

  return { show };
}

function choice(options) {
  return el("select", {}, options.map(([value, words]) => el("option", { value }, words)));
}

/** A part that folds, with a count beside its name. */
function drawer(title) {
  const badge = el("span", { class: "badge" });
  const body = el("div", { class: "body" });
  const root = el("details", { name: "trouble" }, el("summary", {}, title, badge), body);

  function mark(number, look) {
    badge.textContent = number || "";
    badge.className = `badge ${number ? look : ""}`.trim();
  }

  return { root, body, mark };
}

function refusals(state) {
  if (state.rejections.length === 0) return el("p", { class: "none" }, "None: every call was fine.");
  const title = (id) => state.chats.find((chat) => chat.id === id)?.title;
  const lines = state.rejections.toReversed().map((one) =>
    el(
      "li",
      {},
      el("p", {}, el("code", {}, one.method), ` ${one.code}`, el("time", {}, face(one.at, state.clock.zone))),
      el("p", {}, one.description),
      title(one.chat) ? el("p", { class: "why" }, `to ${title(one.chat)}`) : null,
    ),
  );
  return el("ol", { class: "refusals" }, lines);
}

function describe(fault) {
  const same = ([, one]) => one.kind === fault.kind && (one.code ?? fault.code) === fault.code;
  const words = FAULTS.find(same)?.[0] ?? fault.kind;
  return `${words}: ${fault.method ?? "any call"}, ${count(fault.times, "time")}`;
}
