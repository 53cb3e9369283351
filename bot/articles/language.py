"""Is a text English? A count of function words: no model, a millisecond, and it knows when it does not know."""

import re

ENGLISH_SHARE = 0.14
"""Share of English function words that makes a text English. On the 90 development pages English prose has at
least 0.20, other languages at most 0.09; English lists of scores or exercises have 0.01 to 0.07, and are taken at
the page's word (`pytest tests/bot/articles/test_corpus.py`)."""
FOREIGN_SHARE = 0.05
"""Share of other languages' function words, or of letters of other scripts, that makes a text foreign. On the
development pages foreign texts have at least 0.06, English ones at most 0.044."""
SAMPLE = 20_000
"""Characters looked at."""
MIN_WORDS = 20
"""Fewer words than that tell no language."""

# Common in any English text, and no words of the languages below.
_ENGLISH = frozenset(
    """the of and to that it with by be this are from they we have not or which had were been their has would what will
    there more when who than into its about them these some could other then only our may such his her she he you at
    as on for is was but all if so up out one can after said""".split()  # noqa: SIM905
)
# German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Norwegian and Danish, Indonesian, Polish, Turkish.
_FOREIGN = frozenset(
    """der das und mit ist nicht ein eine für auf dem des sich zu im auch wir le la les du et est une dans que
    qui pas au aux sur de el los las del en por para una se su como os da dos das em um uma não na com il
    che di della non sono het een van niet voor och att det som är på av ikke og yang dan itu dengan untuk
    ini nie się jest bir ve bu""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u2c00-\ud7ff\uf900-\ufaff\uff66-\uffdc]")


def language_of(text: str, stated: str | None) -> str | None:
    """The ISO 639 code of a text: "en" where its words say so, else what the page states if they don't contradict
    it.
    """
    words = [word.casefold() for word in _WORD.findall(text[:SAMPLE])]
    if len(words) < MIN_WORDS and not _foreign_script(text):
        return stated
    if _share(words, _ENGLISH) >= ENGLISH_SHARE:
        return "en"
    foreign = _foreign_script(text) or _share(words, _FOREIGN) >= FOREIGN_SHARE
    return None if foreign and stated == "en" else stated


def is_english(text: str, stated: str | None) -> bool:
    """Whether a text can be read as English. What no word tells is taken at the page's word, and else believed to
    be.
    """
    language = language_of(text, stated)
    return language == "en" or (language is None and stated is None and language_of(text, "en") == "en")


def _share(words: list[str], among: frozenset[str]) -> float:
    return sum(word in among for word in words) / len(words) if words else 0.0


def _foreign_script(text: str) -> bool:
    sample = text[:SAMPLE]
    return len(_OTHER_SCRIPT.findall(sample)) > FOREIGN_SHARE * max(len(sample), 1)
