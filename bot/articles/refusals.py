"""Checks for robots that come with an error: a site that answers 403 or 429 often shows its wall beside it."""

import re
from collections.abc import Mapping

from bot.articles.walls import CHALLENGES, ROBOTS

REFUSALS = frozenset({401, 403, 405, 429, 503})
"""What such walls answer."""
LOOKED_AT = 20_000
"""How much of the answer is read, in bytes; walls say what they are in their head."""

# Headers of the guards themselves, by name and by what they then say.
_HEADERS = {
    "cf-mitigated": re.compile("challenge"),
    "x-datadome": re.compile("protected|blocked"),
    "x-amzn-waf-action": re.compile("challenge|captcha"),
}
_TITLE = re.compile(
    rb"<title>\s*(?:just a moment|attention required|pardon our interruption|are you a (?:robot|human)|"
    rb"robot or human|human verification|client challenge|security check|captcha|sorry, you have been blocked|"
    rb"ddos-guard|checking your browser)",
    re.IGNORECASE,
)


def wall_with(headers: Mapping[str, str], start: bytes) -> str | None:
    """The wall that an answer with one of REFUSALS is, in words as `walls.wall_of` gives them; None if it is none.

    Header names are in lower case; `start` is the beginning of the answer, LOOKED_AT bytes of it or less.
    """
    if any(said.search(headers.get(name, "").lower()) for name, said in _HEADERS.items()):
        return ROBOTS
    if _TITLE.search(start) or CHALLENGES.search(start.decode("ascii", "replace")):
        return ROBOTS
    return None
