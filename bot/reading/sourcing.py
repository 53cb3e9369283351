"""The tally of sources: how many key facts rest on which kind, and whether the article has only one source."""

from collections import Counter
from collections.abc import Sequence

from bot.reading.brief import Fact, Quote, Sourcing
from bot.reading.sources import Sources


def sourcing(facts: Sequence[Fact], quotes: Sequence[Quote], sources: Sources) -> Sourcing:
    """Count the kinds of the facts' sources. The quotations count only towards the question of a single source."""
    kinds = Counter(fact.basis for fact in facts)
    speakers = {q.speaker for q in quotes if q.speaker and sources.kind(q.speaker)}
    named = {name.casefold(): name for name in (*sorted(speakers), *(f.attribution for f in facts if f.attribution))}
    return Sourcing(
        named=kinds["named"],
        official=kinds["official"],
        anonymous=kinds["anonymous"],
        document=kinds["document"],
        none=kinds[None],
        single=next(iter(named.values())) if len(named) == 1 and len(kinds) > (None in kinds) else None,
    )
