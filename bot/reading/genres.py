"""What sort of piece a text is, by marks that the sort has by its nature; "report" where it bears none.

A reader of the brief should know that an opinion's sentences are its writer's, and that a list has no lede.
"""

import re
from collections import Counter
from itertools import pairwise

from bot.articles.article import Article, Kind
from bot.reading.brief import Genre
from bot.reading.paragraphs import paragraphs
from bot.reading.quotes.regions import find_regions

OPENING = 700
"""Characters in which a report says what it is about."""
FIRST_PERSON = 0.015
"""Share of "I", "my" and "me" outside of quotation marks that makes a piece its writer's own. Of 486 of the articles
with editors' bullets (corpora/facts) 20 have more, by their openings first-person pieces and columns; from 0.007 to
0.015 they are mixed, and below are reports. Marks left open have to be taken as quoting: without that 31 had more,
reports among them."""
FEWEST_WORDS = 120  # below it one "my" is much
FEWEST_ITEMS = 4
FEWEST_TURNS = 4
FEWEST_SPEAKERS = 2
"""Who speak more than once. Of 1,430 real texts four turns alone took 13 for interviews, among them a count of
delegates, a list of charges and politicians' entries; with two who come back four are, all by their openings talks."""
FEWEST_POSTS = 3

_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|me|myself)\b")
_WRITERS_OWN = re.compile(
    r"\b(?:opinions? expressed|views? expressed|in this (?:commentary|column|op-ed)|the author[’']?s? (?:own|alone)|"
    r"(?:is|are) (?:solely )?(?:those|that) of the (?:author|writer)s?)\b",
    re.I,
)
_TURN = re.compile(r"(?P<who>Q|A|Question|Answer|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}): ?[^\s\d$£€]")
_ITEM = re.compile(r"(?:#\s?)?(?P<number>\d{1,2})[.):] ?\S")
_LIST_TITLE = re.compile(
    r"(?:The )?(?:\d{1,2}|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en) (?:\w+ ){0,3}(?:things|ways|reasons|facts|"
    r"tips|places|books|films|takeaways|questions|moments|best|worst|key|lessons)\b"
)
_POST = re.compile(
    r"(?:\d{1,2}[:.]\d{2}(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)(?: \(?(?:ET|GMT|BST|EST|EDT|UTC|local))?\b"
)
_DIED = re.compile(
    r"\b(?:has died|have died|died (?:on |in |at |of |from |peacefully|after|early|late|\w+day)|dies at|dead at|"
    r"death of|passed away)\b"
)
_AGED = re.compile(
    r"\b(?:was|were|aged|at|age|at the age of) \d{2,3}\b(?! (?:and|to|people|years? (?:in|ago)))|"
    r", \d{2,3}, (?:died|passed|has died)"
)
_LIFE = re.compile(
    r"\b(?:survived by|best known|renowned|legendary|award-winning|career|famous|pioneer\w*|born in|starred|founded|"
    r"longtime|long-time|former|beloved|acclaimed|battl\w+|"
    r"who (?:directed|wrote|led|played|won|sang|invented|founded|served))\b"
)
_VIOLENT = re.compile(
    r"\b(?:shot|killed|killing|stabb\w+|crash\w*|attack\w*|police|arrest\w*|blast|explo\w+|murder\w*)\b"
)
_SCORE = re.compile(r"\b\d{1,3}\s?[-–]\s?\d{1,3}\b")
_PLAYED = re.compile(
    r"\b(?:beat|beats|defeat(?:ed|s)?|thrash(?:ed)?|drew|draw|won|win|victory|lost|loss|edged?|hammered|overcame|"
    r"semi-?final|quarter-?final|final|match|half-time|goals?|scored|points|set|inning|wicket)\b"
)
_SPORT = re.compile(
    r"\b(?:league|cup|match(?:es)?|half-time|halftime|goals?|striker|midfielder|goalkeeper|coach|innings?|wickets?|sets?|"
    r"season|tournament|title|playoffs?|quarterback|semi-?final|quarter-?final|test|round|penalty|overtime|champions?)\b",
    re.I,
)
_RESULTS = re.compile(
    r"\b(?:earnings|net income|profit|revenues?|sales|per share|quarterly|(?:first|second|third|fourth)[- ]quarter|"
    r"fiscal|analysts|guidance|outlook|shares)\b",
    re.I,
)
FEWEST_RESULTS = 4  # different words of the trade in the opening

_OF_KIND: dict[Kind, Genre] = {
    Kind.OPINION: "opinion",
    Kind.ANALYSIS: "opinion",
    Kind.REVIEW: "opinion",
    Kind.LIVE_BLOG: "live blog",
}


def genre_of(article: Article, start: int = 0) -> Genre:
    """The genre of an article whose body begins at `start`: what its page says, else what its text shows."""
    if article.kind in _OF_KIND:
        return _OF_KIND[article.kind]
    text = article.text[start:]
    lines = [text[s:e] for s, e in paragraphs(text)]
    return _by_lines(article.title or "", lines) or _by_words(text)


def _by_lines(title: str, lines: list[str]) -> Genre | None:
    if sum(_POST.match(line) is not None for line in lines) >= FEWEST_POSTS:
        return "live blog"
    if _is_talk([turn["who"] for line in lines if (turn := _TURN.match(line))]):
        return "interview"
    numbers = [int(m["number"]) for line in lines if (m := _ITEM.match(line))]
    steps = sum(abs(b - a) == 1 for a, b in pairwise(numbers))
    if steps >= FEWEST_ITEMS - 1 or (_LIST_TITLE.match(title) and steps >= 1):
        return "list"
    return None


def _is_talk(speakers: list[str]) -> bool:
    """Two at least who speak more than once: in a tally or a list of names each stands alone."""
    often = [who for who, turns in Counter(speakers).items() if turns > 1]
    return len(speakers) >= FEWEST_TURNS and len(often) >= FEWEST_SPEAKERS


def _by_words(text: str) -> Genre:
    own = _unquoted(text)
    words = len(own.split())
    if _WRITERS_OWN.search(own):
        return "opinion"
    if words >= FEWEST_WORDS and len(_FIRST_PERSON.findall(own)) > FIRST_PERSON * words:
        return "opinion"
    opening = text[:OPENING]
    if _is_obituary(opening):
        return "obituary"
    if _SCORE.search(opening) and _SPORT.search(opening) and len(set(_PLAYED.findall(opening))) >= 3:
        return "match report"
    if len({word.lower() for word in _RESULTS.findall(opening)}) >= FEWEST_RESULTS:
        return "earnings"
    return "report"


def _unquoted(text: str) -> str:
    """What stands outside of quotation marks; a mark left open quotes to its paragraph's end."""
    parts, at = [], 0
    for region in find_regions(text):
        parts.append(text[at : region.start])
        at = region.end
    return " ".join([*parts, text[at:]])


def _is_obituary(opening: str) -> bool:
    """A death in the first sentences, an age or a life beside it, and nobody who caused it."""
    died = _DIED.search(opening[: OPENING // 2])
    if died is None or _VIOLENT.search(opening):
        return False
    return bool(_LIFE.search(opening)) and bool(_AGED.search(opening) or "obituary" in opening.lower())
