"""What each threshold of the quotes steps is worth: `python -m benchmarks.quote_limits [--split SPLIT] [--every N]`.

Reads the articles once, then takes one threshold of `bot.reading.quotes.limits` after the other below and above its
default and prints what changes: direct, mixed and any quotation with the right source (F1 end to end), indirect ones
with a cue of speech (recall), all indirect ones (precision), and marked spans with the right source (recall).
"""

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from spacy.tokens import Doc

from benchmarks.eval_quotes import SHARED, scorer
from bot.reading.brief import Named
from bot.reading.names import find_names
from bot.reading.pipeline import nlp
from bot.reading.quotes import find_quotes
from bot.reading.quotes.limits import Limits
from bot.reading.sentences import sentences_of

Read = tuple[dict[str, Any], Doc, Sequence[Named]]
FACTORS = (0.5, 0.75, 1.5, 2.0)  # of the default
HEADINGS = ("direct", "mixed", "all", "speech R", "indirect P", "marked")


def variants(limits: Limits) -> Iterator[tuple[str, float, Limits]]:
    """Each threshold at other values: its name, the value, and the limits with it."""
    for step in fields(limits):
        section = getattr(limits, step.name)
        for name, value in asdict(section).items():
            whole = isinstance(value, int)
            for other in sorted(
                {max(1, round(value * f)) if whole else round(value * f, 3) for f in FACTORS} - {value}
            ):
                changed = replace(section, **{name: other})
                yield f"{step.name}.{name} {value}", other, replace(limits, **{step.name: changed})


def figures(articles: Sequence[Read], limits: Limits) -> tuple[float, ...]:
    """The scorer's figures for the articles read with `limits`, in the order of HEADINGS."""
    predictions = [
        {
            "id": article["id"],
            "quotes": [{"kind": q.kind, "content": q.content, "source": q.source, "cue": q.cue} for q in quotes],
        }
        for article, quotes in ((article, find_quotes(doc, people, limits=limits)) for article, doc, people in articles)
    ]
    table = json.loads(scorer([article for article, _, _ in articles], predictions, "--json").stdout)
    return (
        *(table[row]["e2e"]["f"] for row in ("direct", "mixed", "all")),
        table["speech"]["soft"]["r"],
        table["indirect"]["soft"]["p"],
        table["marked"]["recall_with_source"],
    )


def sweep(articles: Sequence[Read]) -> None:
    """Print the figures as they are, and what each other value changes of them."""
    base = figures(articles, Limits())
    print(f"{'':34}" + "".join(f"{heading:>11}" for heading in HEADINGS))
    print(f"{'as it is':34}" + "".join(f"{value:>11.1f}" for value in base))
    for name, value, limits in variants(Limits()):
        changes = [new - old for new, old in zip(figures(articles, limits), base, strict=True)]
        print(f"{name + ' → ' + str(value):34}" + "".join(f"{change:>+11.1f}" for change in changes), flush=True)


def main() -> None:
    """Read, then sweep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=("train", "dev"), default="train")
    parser.add_argument("--every", type=int, default=8, help="only each N-th article")
    options = parser.parse_args()
    packed = SHARED / "corpora" / "quotes" / f"{options.split}.jsonl.xz"
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:: options.every]
    docs = [nlp()(row["text"]) for row in rows]
    sweep([(row, doc, find_names(doc, sentences_of(doc, 0)).people) for row, doc in zip(rows, docs, strict=True)])


if __name__ == "__main__":
    main()
