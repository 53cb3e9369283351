"""What somebody was quoted as saying in several articles: one utterance told once, with its outlets. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.digests.digest import Item
from bot.events.speakers import is_meant, people, tokens
from bot.events.wordings import Difference, differences, grouped, own_words
from bot.reading.best_quotes import UTTERANCE_WORDS
from bot.reading.brief import Quote

FULL_NAME = 5
"""A full name is shown unless the surname alone (or a body's name, of which "All Seacom" is a misreading) stands so
many times as often in the articles."""


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation and the article that it stands in."""

    quote: Quote
    item: Item


@dataclass(frozen=True, slots=True)
class Differs:
    """Two outlets that have one utterance in different words, and where."""

    one: Said
    other: Said
    difference: Difference


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something that was said. `fullest` has most of it; `others` are those with the same words or nearly, newest
    first; `at` is when the latest of them was shared, seconds since 1970."""

    fullest: Said
    others: tuple[Said, ...]
    differing: tuple[Differs, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person and what they said, newest first. `roles` are what articles call them, the most frequent first; `alone`:
    known by a surname only that several share."""

    name: str
    roles: tuple[str, ...]
    utterances: tuple[Utterance, ...]
    articles: int
    alone: bool = False


def speakers(items: Iterable[Item], asked: str) -> tuple[Speaker, ...]:
    """Whoever `asked`, a surname or full name, can mean among the speakers of `items`, who said most first.

    Two people of one surname are two; what articles give to the surname alone is then told by itself.
    """
    surname = tokens(asked)[-1:]
    found = [
        Said(quote, item)
        for item in _once(items)
        for quote in item.brief.quotes
        if quote.speaker and tokens(quote.speaker)[-1:] == surname
    ]
    # All of that surname are joined before one is chosen: "Renn" alone is one of two Renns, whichever is asked for.
    heads = people(said.quote.speaker or "" for said in found)
    meant: dict[str, list[Said]] = {}
    for said in found:
        head = heads[said.quote.speaker or ""]
        if is_meant(asked, head):
            meant.setdefault(head, []).append(said)
    exact = [head for head in meant if tokens(head) == tokens(asked) and len(tokens(asked)) > 1]
    if exact:
        meant = {head: meant[head] for head in exact}
    several = len(meant) > 1
    every = (_speaker(head, said, alone=several and len(tokens(head)) == 1) for head, said in meant.items())
    every = (speaker for speaker in every if speaker.utterances)
    return tuple(sorted(every, key=lambda each: (each.alone, -len(each.utterances), each.name)))


def _once(items: Iterable[Item]) -> list[Item]:
    """Each article once, as it was shared first."""
    first: dict[str, Item] = {}
    for item in sorted(items, key=lambda item: (item.share.again, item.share.at)):
        first.setdefault(item.share.story, item)
    return list(first.values())


def _speaker(name: str, said: Sequence[Said], *, alone: bool) -> Speaker:
    roles = Counter(each.quote.role for each in said if each.quote.role)
    newest = sorted(said, key=lambda each: -each.item.share.at)
    # A paraphrase is in the article's words: how those of two articles differ says nothing of the speaker's.
    spoken = [each for each in newest if _words(each)]
    told = [each for each in newest if not _words(each) and len(each.quote.text.split()) >= UTTERANCE_WORDS]
    groups = [*_grouped_by(spoken, [_words(each) for each in spoken]), *_grouped_by(told, [e.quote.text for e in told])]
    utterances = [_utterance(group) for group in groups]
    return Speaker(
        name=_shown_name(name, said),
        roles=tuple(role for role, _ in roles.most_common(3)),
        utterances=tuple(sorted(utterances, key=lambda each: -each.at)),
        articles=len({each.item.share.story for each in said}),
        alone=alone,
    )


def _shown_name(name: str, said: Sequence[Said]) -> str:
    """What articles call them mostly, a full name rather than a surname."""
    names = Counter(each.quote.speaker or name for each in said)
    return max(names, key=lambda known: (names[known] * (FULL_NAME if len(tokens(known)) > 1 else 1), len(known)))


def _grouped_by(said: Sequence[Said], words: Sequence[str]) -> list[list[Said]]:
    return [[said[at] for at in group] for group in grouped(words)]


def _utterance(group: Sequence[Said]) -> Utterance:
    fullest = max(group, key=lambda each: (len(_words(each)), len(each.quote.text)))
    others = [each for each in group if each is not fullest]
    return Utterance(fullest, tuple(others), _differing(fullest, others), max(each.item.share.at for each in group))


def _differing(fullest: Said, others: Sequence[Said]) -> tuple[Differs, ...]:
    if not _words(fullest):
        return ()
    found: dict[str, Differs] = {}
    for other in others:
        if other.item.share.story == fullest.item.share.story:
            continue  # an article repeats its own quote in headline or caption
        for difference in differences(_words(fullest), _words(other)):
            found.setdefault(difference.other, Differs(fullest, other, difference))
    return tuple(found.values())


def _words(said: Said) -> str:
    return own_words(said.quote.text, said.quote.kind)
