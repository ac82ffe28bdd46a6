// The page as a whole: every part is shown each new state of the sandbox.

import { follow } from "./api.js";
import { banner } from "./banner.js";
import { clock } from "./clock.js";
import { desk } from "./desk.js";
import { live } from "./live.js";
import { phone } from "./phone.js";
import { tabs } from "./tabs.js";
import { trouble } from "./trouble.js";
import { waiting } from "./waiting.js";

const part = (id) => document.getElementById(id);
const notices = banner(part("banner"));
const parts = [
  notices,
  live(part("live")),
  clock(part("clock")),
  phone(part("phone")),
  desk(part("desk")),
  waiting(part("waiting")),
  trouble(part("trouble")),
  tabs(part("tabs"), () => latest && show(latest)),
];
let latest = null;

function show(state) {
  latest = state;
  for (const one of parts) one.show(state);
}

follow(show, notices.lost);
