"""An endless, repeatable stream of invented articles, with the statistics of a newsroom's links."""

import itertools
import random
import time
from dataclasses import dataclass

from bot.articles.article import Article
from bot.reading.brief import Brief, Figure

COMMON_WORDS = 30_000
OPEN_STORIES = 40
"""Events that are being reported at a time; each ends when it has had its articles."""
MOST_ARTICLES = 20
WORDS = (150, 450)
MINUTE = 60
BEGIN = 1_700_000_000
"""Seconds since 1970 of the first article; they come a minute apart, so half a million are a year's."""
TOLLS = 0.4
"""Share of articles that count victims: what an event keeps of figures counts in its size."""


@dataclass(frozen=True, slots=True)
class Link:
    """The stream's article `number`, read as `brief`, of the event `story`. `last`: no more of that event comes."""

    number: int
    story: int
    article: Article
    brief: Brief
    last: bool


class Newsroom:
    """Words drawn by Zipf's law; new names all the time, so that the vocabulary grows with the text; a few names and
    words of its event in each article, one to MOST_ARTICLES articles an event. A copy goes on where it was made."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._numbers, self._stories, self._names = itertools.count(), itertools.count(), 0
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "is")]
        words: dict[str, None] = {}
        while len(words) < COMMON_WORDS:
            words["".join(self._random.choices(syllables, k=self._random.randint(2, 4)))] = None
        self._common = list(words)
        self._shares = list(itertools.accumulate(1 / rank for rank in range(1, COMMON_WORDS + 1)))
        self._open: list[tuple[int, list[str], list[str], int]] = []

    @property
    def words(self) -> list[str]:
        """The common vocabulary."""
        return self._common

    def next(self) -> Link:
        """The next article."""
        while len(self._open) < OPEN_STORIES:
            many = min(MOST_ARTICLES, 1 + int(self._random.expovariate(0.35)))
            self._open.append((next(self._stories), self._new_names(), self._words(25), many))
        place = self._random.randrange(len(self._open))
        story, names, topic, left = self._open[place]
        if left <= 1:
            self._open.pop(place)
        else:
            self._open[place] = story, names, topic, left - 1
        number = next(self._numbers)
        article, brief = self._article(number, names, topic)
        return Link(number, story, article, brief, last=left <= 1)

    def _article(self, number: int, names: list[str], topic: list[str]) -> tuple[Article, Brief]:
        words = self._words(self._random.randint(*WORDS))
        for at in range(0, len(words), 6):
            words[at] = self._random.choice(topic)
        for at in range(3, len(words), 14):
            words[at] = self._random.choice(names)
        for at in range(0, len(words), 18):
            words[at] = "The " + words[at] + "."
        figures: tuple[Figure, ...] = ()
        text = " ".join(words)
        if self._random.random() < TOLLS:
            toll = self._random.randint(2, 60)
            text += f" It injured {toll} people."
            start = len(text) - len(f"{toll} people.")
            figures = (Figure(f"{toll} people", start, len(text) - 1, toll, None, "people"),)
        moment = time.gmtime(BEGIN + MINUTE * number)
        outlet = number % 23
        article = Article(
            text=text,
            title=" ".join(self._random.sample(names, 2) + self._random.sample(topic, 4)),
            published=time.strftime("%Y-%m-%dT%H:%M:%SZ", moment),
            site=f"Outlet {outlet}",
            url=f"https://outlet{outlet}.example/{moment.tm_year}/{moment.tm_mon}/{'-'.join(topic[:5])}-{number}",
        )
        return article, Brief(figures=figures)

    def _words(self, count: int) -> list[str]:
        return self._random.choices(self._common, cum_weights=self._shares, k=count)

    def _new_names(self) -> list[str]:
        names = []
        for _ in range(6):
            self._names += 1
            known = self._random.random() < 0.6  # most who are in the news were in it before
            number = self._random.randrange(1, self._names + 1) if known else self._names
            turn, rest = divmod(number, COMMON_WORDS)
            names.append(f"N{self._common[rest]}{self._common[(7 * rest + turn) % COMMON_WORDS][:4]}")
        return names
