"""Run the sandbox on its own, with one jobseeker and two advisors, for any bot that speaks the Bot API."""

import argparse
import asyncio

from bot.sandbox.sandbox import TOKEN, Sandbox


async def run(port: int, token: str) -> None:
    """Listen until interrupted."""
    async with Sandbox(token, port=port) as sandbox:
        sandbox.world.person(42, "Sam")
        sandbox.world.group(sandbox.world.person(7, "Ana"), sandbox.world.person(8, "Ben"))
        print(f"{sandbox.url}  token {token}", flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    """`python -m bot.sandbox --port 8081`"""
    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="A pretend Telegram on loopback."
    )
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN, help="what the bot must call itself with")
    options = parser.parse_args()
    try:
        asyncio.run(run(options.port, options.token))
    except KeyboardInterrupt:
        print()  # noqa: T201


if __name__ == "__main__":
    main()
