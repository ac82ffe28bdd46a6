"""How a request looks in the advisors' group: one card, with the buttons that fit where it stands."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.callback import How, Request, State
from bot.domain.decision import Button, Edit, Message, Rows
from bot.domain.facts import Facts


def new(facts: Facts, request: Request, desk: int) -> Message:
    """The card of a new request."""
    return Message(desk, "desk.card", _values(facts, request), buttons(request), key=key(request))


def redrawn(facts: Facts, request: Request, desk: int) -> Edit:
    """The card as it must look after a change."""
    say = _SAYS[request.state]
    return Edit(desk, say, _values(facts, request), buttons(request), message=request.card, key=key(request))


def under(request: Request, desk: int, say: str, values: dict[str, str]) -> Message:
    """Something said in the group, hung on the card."""
    return Message(desk, say, values, reply_to=key(request), reply_to_message=request.card)


def line(facts: Facts, request: Request, desk: int) -> Message:
    """The request in the queue, leading to its card."""
    values = _values(facts, request)
    return Message(
        desk,
        "desk.queue-line",
        values,
        buttons(request),
        reply_to=key(request),
        reply_to_message=request.card,
    )


def key(request: Request) -> str:
    """The name by which later messages find the card."""
    return f"card:{request.id}"


def buttons(request: Request) -> Rows:
    """What an advisor can do with it now."""

    def button(name: str, style: str = "") -> Button:
        return Button(f"button.{name}", f"desk.{name}", request.id, request.version, style=style)

    match request.state:
        case State.REQUESTED | State.NO_ANSWER:
            return ((button("claim", "primary"),),)
        case State.CLAIMED:
            show = (button("number"),) if request.number else ()
            return (button("reached", "success"), button("no-answer")), (button("give-back"), *show)
        case State.REACHED | State.CANCELLED:
            return ()


_SAYS = {
    State.REQUESTED: "desk.card",
    State.NO_ANSWER: "desk.card-again",
    State.CLAIMED: "desk.card-taken",
    State.REACHED: "desk.card-reached",
    State.CANCELLED: "desk.card-cancelled",
}


def _values(facts: Facts, request: Request) -> dict[str, str]:
    if request.state is State.CANCELLED:
        return {}  # what a person has taken back is not shown any longer

    def word(name: str) -> str:
        return facts.library.label(name, facts.desk_language)

    asked = request.asked_at
    tongue, today = spoken.Tongue(facts.library, facts.desk_language), facts.local_now.date()
    found = {
        "first_name": request.first_name,
        "advisor": request.advisor_name,
        "about": request.about,
        "suits": word(f"callback.suits.{request.suits}") if request.suits else "",
        "how": word(f"callback.how.{request.how}"),
        "hint": word("desk.reply-hint") if request.how is How.MESSAGE else "",
        "asked": tongue.moment(asked, facts.person.zone, today) if asked else "",
    }
    return {name: value for name, value in found.items() if value}
