"""What can go wrong on the wire, on demand."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from http import HTTPStatus
from typing import Any

KINDS = frozenset(
    {
        "refuse",
        "lose_reply",
        "half_reply",
        "not_json",
        "wrong_shape",
        "status",
        "flood",
        "blocked",
        "error",
        "delay",
        "hang",
    }
)
_DONE = frozenset({"lose_reply", "half_reply", "not_json", "wrong_shape", "delay", "hang"})


@dataclass(frozen=True, slots=True)
class Fault:
    """The next `times` calls of `method` (None: any but getUpdates) in `chat` (None: any) meet this.

    The kinds stand in the README. ValueError for what cannot be.
    """

    kind: str
    method: str | None = None
    chat: int | None = None
    times: int = 1
    code: int = 0  # 0: 500 for a status, 400 for an error
    description: str = "Bad Request: something is wrong"
    parameters: Mapping[str, Any] = field(default_factory=dict)
    retry_after: int = 5
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            why = f"no fault is called {self.kind!r}; there are {', '.join(sorted(KINDS))}"
            raise ValueError(why)
        if self.times < 1:
            why = f"a fault strikes once or more, not {self.times} times"
            raise ValueError(why)
        if self.kind == "status" and self.code:
            HTTPStatus(self.code)

    @property
    def is_done(self) -> bool:
        """Does the call take effect?"""
        return self.kind in _DONE

    def json(self) -> dict[str, Any]:
        return asdict(self)

    def fits(self, method: str, chat: int | None) -> bool:
        if self.chat is not None and self.chat != chat:
            return False
        return self.method == method or (self.method is None and method != "getUpdates")


class Faults:
    """Those still to come, in the order they were asked for."""

    def __init__(self) -> None:
        self.coming: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.coming.append(fault)

    def clear(self) -> None:
        self.coming.clear()

    def take(self, method: str, chat: int | None) -> Fault | None:
        """The fault that this call meets. None: it goes well."""
        for place, fault in enumerate(self.coming):
            if fault.fits(method, chat):
                rest = [replace(fault, times=fault.times - 1)] if fault.times > 1 else []
                self.coming[place : place + 1] = rest
                return fault
        return None
