// Moments in words, as a person in a given time zone would say them.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** «09:05» */
export function face(moment, zone) {
  return parts(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, "hour", ":", "minute");
}

/** «Tuesday 24 November», with the year where it is not that of `now`; `names` "short": «Tue 24 Nov». */
export function day(moment, zone, now, names = "long") {
  const year = { year: "numeric" };
  const other = parts(moment, zone, year, "year") !== parts(now, zone, year, "year");
  const options = { weekday: names, day: "numeric", month: names, ...year };
  const words = ["weekday", " ", "day", " ", "month"];
  return parts(moment, zone, options, ...words, ...(other ? [" ", "year"] : []));
}

/** «2026-11-24»: equal for two moments of the same day. */
export function date(moment, zone) {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" };
  return parts(moment, zone, options, "year", "-", "month", "-", "day");
}

/** «today at 14:00», «tomorrow at 10:00», «Thursday at 10:00», «Tue 8 Dec at 10:00» */
export function when(moment, zone, now) {
  const days = Math.round((Date.parse(date(moment, zone)) - Date.parse(date(now, zone))) / DAY);
  const named = { 0: "today", 1: "tomorrow", "-1": "yesterday" }[days];
  const near = days > 1 && days < 7 ? parts(moment, zone, { weekday: "long" }, "weekday") : null;
  return `${named ?? near ?? day(moment, zone, now, "short")} at ${face(moment, zone)}`;
}

/** «in 3 hours», «in 2 days», «due now» */
export function ahead(moment, now) {
  const left = Date.parse(moment) - Date.parse(now);
  if (left <= 0) return "due now";
  if (left < 90 * MINUTE) return `in ${count(Math.max(1, Math.round(left / MINUTE)), "minute")}`;
  if (left < 36 * HOUR) return `in ${count(Math.round(left / HOUR), "hour")}`;
  if (left < 21 * DAY) return `in ${count(Math.round(left / DAY), "day")}`;
  return `in ${count(Math.round(left / (7 * DAY)), "week")}`;
}

/** «morning», «afternoon», «evening», «night» */
export function partOfDay(moment, zone) {
  const hour = Number(face(moment, zone).slice(0, 2));
  if (hour < 5 || hour >= 22) return "night";
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}

/** «1 day», «3 days» */
export function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const formats = new Map();

function parts(moment, zone, options, ...wanted) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  const found = formats.get(key).formatToParts(new Date(moment));
  return wanted.map((name) => found.find((part) => part.type === name)?.value ?? name).join("");
}
