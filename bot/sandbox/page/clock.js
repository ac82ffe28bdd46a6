// The clock of the sandbox: what time it is there, and the buttons that turn it forward.

import { post } from "./api.js";
import { el, refill } from "./dom.js";
import { ahead, count, day, face, partOfDay, when } from "./moment.js";

const STEPS = [
  ["hour", "+1 hour", "+1 hour"],
  ["morning", "Next morning", "Morning"],
  ["day", "+1 day", "+1 day"],
  ["next", "To the next message", "Next message"],
];

export function clock(root) {
  const time = el("p", { class: "time" });
  const steps = STEPS.map((step) => button(step, turn));
  const hint = "Turn it, and the bot lives through every moment on the way.";
  const told = el("p", { class: "told hint", role: "status", "aria-live": "polite" }, hint);
  const bar = el("div", { class: "bar", "aria-hidden": "true" });
  root.append(time, el("div", { class: "steps", role: "group", "aria-label": "Turn the clock" }, steps), bar, told);
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
    const words = [face(now, zone), day(now, zone, now), partOfDay(now, zone)];
    refill(time, words, () => [el("strong", {}, words[0]), el("span", {}, words[1]), el("small", {}, `${words[2]}, ${place(zone)}`)]);
    root.setAttribute("aria-busy", String(busy));
    for (const step of steps) step.setAttribute("aria-disabled", String(busy));
    aim(state.waiting[0]);
  }

  /** Says on the button where it leads. */
  function aim(first) {
    const next = steps.at(-1);
    next.title = first ? `${when(first.due, state.clock.zone, state.clock.now)}, ${ahead(first.due, state.clock.now)}` : "Nothing waits";
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

  function tell({ now, moments, stuck }, step) {
    const { zone } = state.clock;
    if (stuck) {
      told.classList.add("wrong");
      told.textContent = `What was due ${when(stuck, zone, now)} has not happened.`;
    } else if (step === "next" && moments.length === 0) told.textContent = "Nothing waits, so the clock stands where it was.";
    else told.textContent = `It is now ${day(now, zone, now)}, ${face(now, zone)}${passed(moments.length)}.`;
  }

  return { show };
}

function button([step, words, brief], turn) {
  const label = [el("span", { class: "long" }, words), el("span", { class: "brief", "aria-hidden": "true" }, brief)];
  return el("button", { type: "button", "data-step": step, "aria-label": words, onclick: () => turn(step) }, label);
}

function passed(moments) {
  return moments ? `; ${count(moments, "moment")} came due on the way` : "; nothing came due on the way";
}

function place(zone) {
  return `${zone.split("/").at(-1).replaceAll("_", " ")} time`;
}
