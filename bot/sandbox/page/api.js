// The sandbox as the page speaks to it: look, be told of changes, do something.

const SETTLED = 1500; // milliseconds after which the bot has written down what it has just sent
const TYPING = 5200;
const ANYWAY = 30_000;

/** Calls `show(state)` after each change, and `lost(is)` whenever the sandbox answers or does not. */
export function follow(show, lost) {
  let looking = false;
  let again = false;
  let timer = 0;
  let version = -1;

  async function look() {
    again = true;
    if (looking) return;
    looking = true;
    try {
      while (again) {
        again = false;
        const state = await read();
        lost(state === null);
        if (state) lookLater(state);
        if (state) show(state);
      }
    } finally {
      looking = false;
    }
  }

  function lookLater(state) {
    const typing = state.chats.some((chat) => chat.action);
    const changed = state.version !== version;
    version = state.version;
    clearTimeout(timer);
    timer = setTimeout(look, changed ? SETTLED : typing ? TYPING : ANYWAY);
  }

  const events = new EventSource("/_/events");
  events.addEventListener("message", look);
  events.addEventListener("error", () => lost(true));
}

/** Does something as a person would. Error with the sandbox's reason when that makes no sense. */
export async function post(deed, body) {
  const headers = { "Content-Type": "application/json", "X-Sandbox": "1" };
  let reply;
  try {
    reply = await fetch(`/_/${deed}`, { method: "POST", headers, body: JSON.stringify(body) });
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
  const answer = await reply.json();
  if (!answer.ok) throw new Error(answer.error);
  return answer;
}

/** The state, or null when the sandbox does not answer. */
async function read() {
  try {
    return await (await fetch("/_/state")).json();
  } catch {
    return null;
  }
}
