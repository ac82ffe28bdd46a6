"""How Telegram says no."""

from typing import Any, NoReturn


class RefusedError(Exception):
    """A call that is not done. `description` is what the bot reads; `parameters` may hold `retry_after`."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters or {}

    def body(self) -> dict[str, Any]:
        """The JSON of the reply."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def refuse(why: str, parameters: dict[str, Any] | None = None) -> NoReturn:
    """The call makes no sense."""
    raise RefusedError(400, f"Bad Request: {why}", parameters)


def forbid(why: str) -> NoReturn:
    """The bot may not do this here."""
    raise RefusedError(403, f"Forbidden: {why}")


def clash(why: str) -> NoReturn:
    """Two ways of fetching updates at once."""
    raise RefusedError(409, f"Conflict: {why}")


def slow_down(seconds: int) -> NoReturn:
    """Come back after that many seconds."""
    raise RefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
