// A chat that somebody takes part in: its messages, where one writes, and what the bot answers to a press.

import { post } from "./api.js";
import { composer } from "./composer.js";
import { ask, tell } from "./dialog.js";
import { el } from "./dom.js";
import { messages } from "./messages.js";
import { toaster } from "./toast.js";

const PATIENCE = 20_000; // milliseconds after which a press without an answer no longer looks busy
const NUMBER = "+447700900123"; // from the range set aside for drama: it rings nowhere

export function conversation(label) {
  const toast = toaster();
  const list = messages(label, { say: (text) => say(text, null), copy, press, reply, edit, jump });
  const writing = composer(`${label}: write a message`, {
    say, send, contact, editLast,
    change: (message, text) => act("edit", { message: message.id, text }),
    impossible: () => toast.show("That button asks for something the sandbox has not got"),
  });
  const root = el("div", { class: "conversation" }, toast.root, list.root, writing.root);
  let shown = null; // {chat, actor, state}
  let pressed = []; // {id, message, data, since}: presses without an answer

  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") writing.focus();
  });

  /** `actor` is the id of who reads and writes here; `writable` false leaves only the messages. */
  function show(state, chat, actor, writable = true) {
    if (shown && (shown.actor !== actor || shown.chat.id !== chat.id)) pressed = [];
    shown = { state, chat, actor };
    answerPresses(state.presses);
    draw();
    writing.root.hidden = !writable;
    writing.show({ ...chat, actor });
  }

  function draw() {
    const { state, chat, actor } = shown;
    list.show({ chat, actor, zone: state.clock.zone, now: state.clock.now, pressed });
  }

  async function act(deed, body) {
    try {
      return await post(deed, { person: shown.actor, chat: shown.chat.id, ...body });
    } catch (error) {
      toast.show(error.message, "wrong");
      return null;
    }
  }

  function say(text, replyTo) {
    return act("say", { text, reply_to: replyTo });
  }

  function send(kind) {
    return act("send", { kind });
  }

  async function contact(own) {
    const question = own
      ? { title: "Share your number with Bounceback?", label: "Your number", done: "Share" }
      : { title: "Send a contact", label: "Their number", done: "Send" };
    const number = await ask({ ...question, value: NUMBER, kind: "tel" });
    if (number) act("contact", { number, own });
  }

  async function press(message, button) {
    if (button.kind !== "callback") return toast.show("That button does nothing in the sandbox");
    if (pressed.some((one) => one.message === message.id && one.data === button.data)) return;
    const mine = { id: null, message: message.id, data: button.data };
    pressed.push(mine);
    draw();
    setTimeout(() => forget(mine), PATIENCE);
    const answer = await act("press", { message: message.id, data: button.data, wait: 0 });
    if (!answer) return forget(mine);
    mine.id = answer.press.id;
    answerPresses([...shown.state.presses, answer.press]);
    draw();
  }

  function forget(press) {
    pressed = pressed.filter((one) => one !== press);
    draw();
  }

  function answerPresses(presses) {
    for (const one of [...pressed]) {
      const answer = presses.findLast((press) => press.id === one.id && press.answer)?.answer;
      if (!answer) continue;
      pressed = pressed.filter((other) => other !== one);
      if (answer.text && answer.alert) tell(answer.text);
      else if (answer.text) toast.show(answer.text);
    }
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      toast.show("Copied");
    } catch {
      toast.show("The browser did not allow copying", "wrong");
    }
  }

  function reply(message) {
    writing.take({ message, change: false });
  }

  function edit(message) {
    writing.take({ message, change: true });
  }

  function editLast() {
    const own = (one) => one.from.id === shown.actor && one.kind === "text" && !one.deleted;
    const last = shown.chat.messages.findLast(own);
    if (last) edit(last);
  }

  function jump(message) {
    list.jump(message);
  }

  return { root, show, say, act, focus: writing.focus };
}
