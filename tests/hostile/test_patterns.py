"""No regular expression of the project takes longer than its text is long: each is found by itself and timed on strings
that are made from it to make it slow. The processor's time counts, and its growth, not how fast the machine is."""

import json
import subprocess
import sys
from functools import cache

import pytest

from tests.support.patterns import LONG, ROOT, Found, attacks, blowup

BOUNDED = {
    r"(?:sign up|subscribe)\b.{0,100}": 2_000,  # a paragraph of page furniture; each start looks 100 characters ahead
    r"(?i:date|published|posted|updated)?:?\s*(?P<date>": 300,  # plain.MAX_HEADER
    r"(?:\||•|·|—|–| - |": 1_000,  # names.MAX_BYLINE
    r"(?P<place>[A-ZÀ-Þ]": 120,  # datelines.dateline
    r"(?:AP|AFP|Reuters|REUTERS|CNN|": 120,  # the same
    r"\b(?:in|since|of|by|from|until|till|to|before|after": 60,  # figures._figure: 60 before, 60 behind
    r"[A-ZÀ-Þ][\w’'.-]+,\s+$": 60,  # the same
    r"\b[A-Z][\w’'-]*[ -]$": 60,  # the same
    r"[A-ZÀ-Þ][\w’'-]*[\s(“\"]*$": 30,  # sentence_starts.unbroken
    r"\s*,?\s*(?:who\b|(?:also |later |has |had )?(?:said": 60,  # name_evidence: 40 before, 60 behind
    r"([\w-]+)\s+$": 40,  # the same
    r"[A-Z][\w’'-]+ $": 40,  # recurrences
    r"[\w.’'&-]+$": 40,  # sentences._LONGEST_WORD
    "[\U0001f1e6-\U0001f1ff]*$": 64,  # mrkdwn.MOST_FLAGS
}
"""Patterns only ever tried on a short stretch, by a piece of theirs, and how many characters it has at most."""


def longest(found: Found) -> int:
    return next((most for piece, most in BOUNDED.items() if piece in found.pattern), LONG)


@cache
def _found() -> list[Found]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.patterns"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    unlike = {(each[1], each[2], each[3]): Found(*each) for each in json.loads(done.stdout)}
    return list(unlike.values())


def test_every_pattern_is_found() -> None:
    found = _found()
    assert len(found) > 400
    assert {"bot/articles/guard.py", "bot/slack/blocks/mrkdwn.py"} - {
        each.where.partition(":")[0] for each in found
    } == {
        "bot/articles/guard.py"  # has none
    }


def test_the_method_finds_what_it_is_for() -> None:
    for bad in (r"(a+)+$", r"(?:a|aa)+$", r"\s+$", r"(x+x+)+y", r"([\w.]+\s?)*!", r"a*a*b"):
        assert blowup(Found("-", bad, 0, False)), bad
    for good in (r"\w+", r"(?<!\s)\s+$", r"<[^<>]*>", r"\b\d{1,3}(?:,\d{3}){1,6}\b"):
        assert blowup(Found("-", good, 0, False)) is None, good


@pytest.mark.timeout(900)
def test_no_pattern_takes_longer_than_its_text() -> None:
    tried, bad = 0, []
    for found in _found():
        tried += sum(1 for _ in attacks(found.pattern, found.flags))
        if worst := blowup(found, longest(found)):
            bad.append((found.where, found.pattern[:80], worst))
    assert tried > 10_000
    assert bad == []
