// The clock of the sandbox: what time it is there, and the buttons that turn it forward.

import { post } from "./api.js";
import { button, el, refill } from "./dom.js";
import { ahead, count, day, face, partOfDay, when } from "./moment.js";

const STEPS = [
  ["hour", "+1 hour", "+1 hour"],
  ["morning", "Next morning", "Morning"],
  ["day", "+1 day", "+1 day"],
  ["message", "To the next message", "To the next"],
];

export function clock(root) {
  const time = el("p", { class: "time" });
  const buttons = STEPS.map((step) => stepButton(step, turn));
  const steps = el("div", { class: "steps", role: "group", "aria-label": "Turn the clock" }, buttons);
  const hint = "Turn it, and the bot lives through every moment on the way.";
  const told = el("p", { class: "told hint", role: "status", "aria-live": "polite" }, hint);
  const bar = el("div", { class: "bar", "aria-hidden": "true" });
  root.append(time, steps, bar, told);
  let state = null;
  let read = 0; // when the state was read, on the browser's own clock
  let turning = false;
  setInterval(draw, 1000);

  function show(next) {
    state = next;
    read = performance.now();
    draw();
  }

  function draw() {
    if (!state) return;
    const { zone } = state.clock;
    const busy = turning || state.clock.turning;
    const now = Date.parse(state.clock.now) + (busy ? 0 : performance.now() - read);
    const where = `${partOfDay(now, zone)}, ${place(zone)}`;
    const words = { strong: face(now, zone), span: day(now, zone, now), small: where };
    refill(time, words, () => Object.entries(words).map(([name, said]) => el(name, {}, said)));
    root.setAttribute("aria-busy", String(busy));
    for (const one of buttons) one.setAttribute("aria-disabled", String(busy));
    aim(state.waiting[0]);
  }

  /** Says on the button where it leads. */
  function aim(first) {
    const { zone, now } = state.clock;
    const leads = first ? `${when(first.due, zone, now)}, ${ahead(first.due, now)}` : "Nothing waits";
    buttons.at(-1).title = leads;
  }

  async function turn(step) {
    if (turning) return;
    turning = true;
    told.className = "told";
    told.textContent = "Time is passing…";
    draw();
    try {
      tell(await post("clock", { step }), step);
    } catch (error) {
      told.classList.add("wrong");
      told.textContent = error.message;
    } finally {
      turning = false;
      draw();
    }
  }

  function tell({ now, moments, sent, stuck }, step) {
    const { zone } = state.clock;
    if (stuck) {
      told.classList.add("wrong");
      told.textContent = `What was due ${when(stuck, zone, now)} has not happened.`;
    } else if (step === "message" && moments.length === 0) {
      told.textContent = "Nothing waits, so the clock stands where it was.";
    } else {
      told.textContent = `It is now ${day(now, zone, now)}, ${face(now, zone)}; ${came(sent)}.`;
    }
  }

  return { show };
}

function stepButton([step, words, brief], turn) {
  const label = [el("span", { class: "long" }, words), el("span", { class: "brief" }, brief)];
  return button(() => turn(step), { "data-step": step, "aria-label": words }, label);
}

function came(messages) {
  return messages ? `${count(messages, "message")} came` : "no message came";
}

function place(zone) {
  return `${zone.split("/").at(-1).replaceAll("_", " ")} time`;
}
