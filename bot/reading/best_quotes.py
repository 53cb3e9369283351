"""Which quotes of an article are worth showing."""

from collections.abc import Sequence

from bot.reading.brief import Quote

KINDS = ("direct", "mixed", "indirect")
"""The order in which quotes are worth showing."""
UTTERANCE_WORDS = 4
"""Words from which a quote says something by itself; “no progress” does not."""


def best_quotes(quotes: Sequence[Quote], most: int) -> list[Quote]:
    """The quotes to show, in order of the text: as many voices as possible, each with what it said most fully."""
    best_first = sorted(range(len(quotes)), key=lambda i: (*_weakness(quotes[i]), i))
    turns: dict[str | None, int] = {}
    ranked = []
    for rank, i in enumerate(best_first):
        turn = turns.get(quotes[i].speaker, 0)
        turns[quotes[i].speaker] = turn + 1
        ranked.append((_weakness(quotes[i])[0], turn, rank, i))
    return [quotes[i] for i in sorted(i for *_, i in sorted(ranked)[:most])]


def _weakness(quote: Quote) -> tuple[int, int]:
    """How little a quote is worth showing: first, whether it is paraphrase, nobody's, or a mere phrase; then whether
    the article's words are mixed in."""
    short = len(quote.text.split()) < UTTERANCE_WORDS
    return (quote.kind == "indirect") + (quote.speaker is None) + short, KINDS.index(quote.kind)
