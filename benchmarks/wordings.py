"""Which quotations of two outlets pass for one utterance, and where they are said to differ; to be read by people.

python -m benchmarks.wordings [--articles 400]

Reads articles of the corpus of events, NUTGRAF_SHARED/corpora/events (dev), several outlets on one incident, and prints
each pair of one speaker's quotations that share some words: whether it counts as one utterance, the share of the
shorter one's words that stand in the longer, and both. The last line counts statements, those that several articles
have, and those with a difference.
"""

import argparse
import json
import lzma
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from bot.articles.plain import from_text
from bot.digests.digest import Item
from bot.digests.quoted import speakers
from bot.events.shares import Share
from bot.events.wordings import own_words, same
from bot.reading.pipeline import read_article

SHOWN = 0.45
"""Share of words in common from which a pair is printed."""
MOST = 200


def main() -> None:
    """Print the pairs and the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    events: dict[str, list[Item]] = defaultdict(list)
    for event, item in _items(parser.parse_args().articles):
        events[event].append(item)
    statements = several = differing = 0
    for items in events.values():
        names = {quote.speaker for item in items for quote in item.brief.quotes if quote.speaker}
        found = {speaker.name: speaker for name in sorted(names) for speaker in speakers(items, name)}
        for speaker in found.values():
            statements += len(speaker.utterances)
            several += sum(bool(each.others) for each in speaker.utterances)
            differing += sum(bool(each.differing) for each in speaker.utterances)
            for utterance in speaker.utterances:
                for each in utterance.differing:
                    print("DIFFERS", f"{each.difference.one} || {each.difference.other}")
        _pairs(items)
    print(f"{statements} statements, {several} of several articles, {differing} with a difference")


def _items(most: int) -> Iterator[tuple[str, Item]]:
    path = Path(os.environ.get("NUTGRAF_SHARED", "../shared")) / "corpora" / "events" / "dev.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines][:most]
    for at, row in enumerate(rows):
        article = replace(from_text(row["text"]), title=row["title"])
        url = f"https://{row['id']}.example/"
        share = Share("T", "C", f"{at}.0", f"{at}.0", "", float(at), None, row["title"], row["id"], url, str(at))
        yield row["event"], Item(share, article, read_article(article, None))


def _pairs(items: Sequence[Item]) -> None:
    said = [
        (at, quote.speaker.split()[-1], own_words(quote.text, quote.kind))
        for at, item in enumerate(items)
        for quote in item.brief.quotes
        if quote.speaker
    ]
    for (one, who, words), (other, whose, others) in combinations(said, 2):
        if one == other or who != whose or not (words and others):
            continue
        short, long = sorted((words.lower().split(), others.lower().split()), key=len)
        blocks = SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
        share = sum(block.size for block in blocks) / len(short)
        if len(short) > 3 and SHOWN <= share < 1:
            print("SAME" if same(words, others) else "OTHER", f"{share:.2f} {words[:MOST]} || {others[:MOST]}")


if __name__ == "__main__":
    main()
