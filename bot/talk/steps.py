"""The questions of /log, one by one: what can be chosen, and how words are read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.domain import spoken
from bot.domain.calendar import DaysOff, instant
from bot.domain.decision import Button, Rows
from bot.domain.event import Said
from bot.domain.facts import Facts
from bot.domain.interview import Promise
from bot.talk import choices, drafts
from bot.talk.drafts import Draft, Refused
from bot.understand import dates, interview, promise
from bot.understand.dates import Context, Unclear, When

_ROUGHLY = {"week": 7, "two-weeks": 14, "month": 30}
_WORDS = ("role", "employer", "place", "contact")
_CHANGES = ("role", "employer", "when", "decision", "place", "contact")


def offered(facts: Facts, draft: Draft) -> Rows:
    """The buttons under the question that is open."""
    name = drafts.step(draft)
    if name in ("which-when", "which-decision"):
        return choices.rows(*(_reading(facts, draft, option) for option in drafts.options(draft, name[6:])))
    if name == "clock" and draft.get("clock-before"):
        before = spoken.clock(facts, time.fromisoformat(draft["clock-before"]))
        same = _choice(draft, "button.same-time", "same", {"time": before})
        return choices.rows(same, _choice(draft, "button.time-unknown", "unknown"))
    return choices.rows(*_plain(draft, name), across=2 if name in ("check", "change") else 1)


def _plain(draft: Draft, name: str) -> tuple[Button, ...]:
    made = {
        "role": ("skip",),
        "employer": ("skip",),
        "place": ("skip",),
        "contact": ("skip",),
        "when": _instead_of_a_day(draft),
        "clock": ("time-unknown",),
        "decision": ("gave-date", "gave-roughly", "gave-none"),
        "rough": ("in-week", "in-two-weeks", "in-month"),
        "check": ("right", "change"),
        "change": tuple(f"change-{part}" for part in _changeable(draft)),
    }
    return tuple(_choice(draft, f"button.{label}", _EXTRAS.get(label, label)) for label in made.get(name, ()))


def _instead_of_a_day(draft: Draft) -> tuple[str, ...]:
    if "move" in draft:
        return ("they-cancelled",)
    return ("day-unknown",) if "outcome" in draft or "follows" in draft else ()


_EXTRAS = {
    "day-unknown": "unknown",
    "time-unknown": "unknown",
    "gave-date": "date",
    "gave-roughly": "roughly",
    "gave-none": "none",
    "in-week": "week",
    "in-two-weeks": "two-weeks",
    "in-month": "month",
}


def _changeable(draft: Draft) -> tuple[str, ...]:
    return tuple(part for part in _CHANGES if part != "decision" or "outcome" not in draft)


def _choice(draft: Draft, label: str, extra: str, values: dict[str, str] | None = None) -> Button:
    style = "success" if extra == "right" else ""
    return Button(label, "log.pick", int(draft["id"]), int(draft.get("nr", "0")), extra, values or {}, style)


def _reading(facts: Facts, draft: Draft, option: When) -> Button:
    words = spoken.both(facts, option.day, option.clock)
    return _choice(draft, "button.moment", drafts.compact(option), {"when": words})


def chosen(facts: Facts, draft: Draft, extra: str) -> Draft:
    """The draft after a button. LookupError or ValueError: no such button. Refused: an impossible date."""
    name = drafts.step(draft)
    match name, extra:
        case (("role" | "employer" | "place" | "contact"), "skip"):
            after = drafts.with_words(draft, name, "")
        case "when", "unknown":
            after = {**drafts.without(draft, "want", "when-odd"), "day": ""}
        case "clock", ("same" | "unknown"):
            clock = draft["clock-before"] if extra == "same" else ""
            after = {**drafts.without(draft, "want", "clock-before"), "clock": clock}
        case "decision", Promise.NONE:
            after = drafts.unsaid(draft, facts.local_now.date())
        case "decision", _:
            left = drafts.without(draft, "want", "decision-day", "decision-odd")
            after = {**left, "promise": Promise(extra).value}
        case "rough", _:
            day = _counted_from(facts, draft) + timedelta(days=_ROUGHLY[extra])
            after = drafts.with_decision(draft, Promise.ROUGHLY, day)
        case "which-when", _:
            after = drafts.with_when(draft, drafts.expand(extra), facts.local_now.date())
        case "which-decision", _:
            after = drafts.with_decision(draft, _kind(draft), drafts.expand(extra).day)
        case (("check" | "change"), _):
            after = {**draft, "want": _wanted(draft, extra)}
        case _:
            raise LookupError(extra)
    return after


def _wanted(draft: Draft, extra: str) -> str:
    part = extra.removeprefix("change-")
    if extra != "change" and part not in _changeable(draft):
        raise LookupError(extra)
    return part


def read(facts: Facts, said: Said, draft: Draft) -> Draft:
    """The draft after an answer in words. Refused: it could not be read; carries the text that asks again."""
    name = drafts.step(draft)
    if name in _WORDS:
        return _words(facts, said, draft, name)
    if name in ("when", "which-when", "check"):
        return _when(facts, said, draft, name)
    if name == "clock":
        return _clock(facts, said, draft)
    if name in ("decision", "decision-date", "rough", "which-decision"):
        return _decision(facts, said, draft, name)
    raise Refused(f"log.again.{name}")


def _words(facts: Facts, said: Said, draft: Draft, name: str) -> Draft:
    if choices.means(facts, said.words, "skip"):
        return drafts.with_words(draft, name, "")
    if name == "role":
        # Many answer the first question with the whole story.
        told = interview.read(
            said.words, said.origin.at, facts.person.zone, holidays=DaysOff(facts.person.nation)
        )
        if told.role and told.employer:
            return drafts.with_sketch(draft, told, _today(facts, said))
    changed = drafts.with_words(draft, name, said.words)
    if not changed[name]:
        raise Refused(f"log.again.{name}")
    return changed


def _when(facts: Facts, said: Said, draft: Draft, name: str) -> Draft:
    context = Context.PAST if "outcome" in draft else Context.FUTURE
    if name == "check" and draft.get("day") and dates.names_no_day(said.words, said.origin.at):
        return _clock(facts, said, draft)  # «No, 3pm»: only the time was wrong
    if name == "which-when" and (fitting := _of_these(facts, said, draft)):
        if len(fitting) == 1:
            return drafts.with_when(draft, fitting[0], _today(facts, said))
        return drafts.with_options(draft, "when", fitting)
    off = DaysOff(facts.person.nation)
    if name == "check":
        promised = promise.told(said.words, said.origin.at, facts.person.zone, off)
        if isinstance(promised, When):
            return drafts.with_decision(draft, Promise.DATE, promised.day)
    today = _today(facts, said)
    found = drafts.doubted(dates.read(said.words, said.origin.at, facts.person.zone, context, off), today)
    if isinstance(found, Unclear):
        return _unclear(draft, found, "when", name)
    return drafts.with_when(draft, found, today)


def _of_these(facts: Facts, said: Said, draft: Draft) -> tuple[When, ...]:
    """The moments that were offered and have the time that the words tell, «the morning one, 7am»."""
    if not dates.names_no_day(said.words, said.origin.at):
        return ()
    offered = drafts.options(draft, "when")
    days = sorted({option.day for option in offered})
    zone, at = facts.person.zone, said.origin.at
    timed = [dates.at_time(day, said.words, at, zone, Context.FUTURE) for day in days]
    return tuple(
        one for one in timed if isinstance(one, When) and (one in offered or When(one.day) in offered)
    )


def _clock(facts: Facts, said: Said, draft: Draft) -> Draft:
    if choices.means(facts, said.words, "skip"):
        return {**drafts.without(draft, "want"), "clock": ""}
    day = date.fromisoformat(draft["day"])
    off = DaysOff(facts.person.nation)
    both = [
        dates.read(said.words, said.origin.at, facts.person.zone, context, off)
        for context in (Context.FUTURE, Context.PAST)
    ]
    days = [read.day for read in both if isinstance(read, When)]
    if isinstance(both[0], When) and day not in days:
        return drafts.with_when(draft, both[0], _today(facts, said))  # «Sunday at 3», not Saturday after all
    found = dates.at_time(day, said.words, said.origin.at, facts.person.zone, Context.FUTURE)
    if isinstance(found, Unclear):
        return _unclear(draft, found, "when", "clock")
    return drafts.with_when(draft, found, _today(facts, said))


def _decision(facts: Facts, said: Said, draft: Draft, name: str) -> Draft:
    if name == "decision" and choices.means(facts, said.words, "no"):
        return drafts.unsaid(draft, facts.local_now.date())
    rough = name == "rough" or choices.mentions(facts, said.words, "rough")
    draft = {**draft, "promise": (Promise.ROUGHLY if rough else Promise.DATE).value}
    found = _promised_day(facts, said, draft)
    if isinstance(found, Unclear):
        return _unclear(draft, found, "decision", name)
    return drafts.with_decision(draft, _kind(draft), found.day)


def _promised_day(facts: Facts, said: Said, draft: Draft) -> When | Unclear:
    """«In two weeks» and «on Tuesday» count from an interview that is ahead; a date is a date."""
    zone, off = facts.person.zone, DaysOff(facts.person.nation)
    from_now = dates.read(said.words, said.origin.at, zone, Context.DECISION, off)
    met = instant(_counted_from(facts, draft), time(0), zone)
    if met <= said.origin.at:
        return from_now
    from_there = dates.read(said.words, met, zone, Context.DECISION, off)
    return from_now if isinstance(from_there, Unclear) else from_there


def _unclear(draft: Draft, found: Unclear, about: str, name: str) -> Draft:
    if found.options:
        return drafts.with_options(draft, about, found.options)
    raise Refused(f"log.again.{name}" if found.why == "none" else f"log.again.{found.why}")


def _kind(draft: Draft) -> Promise:
    return Promise.ROUGHLY if draft.get("promise") == Promise.ROUGHLY else Promise.DATE


def _counted_from(facts: Facts, draft: Draft) -> date:
    """«In two weeks» counts from the interview where that is ahead, else from today."""
    today = facts.local_now.date()
    return max(today, date.fromisoformat(draft["day"])) if draft.get("day") else today


def _today(facts: Facts, said: Said) -> date:
    return datetime.astimezone(said.origin.at, facts.local_now.tzinfo).date()
