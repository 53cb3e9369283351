"""Make bot/events/background.json: in how many documents of the open corpora each word stands.

    python -m training.background

Corpora (NUTGRAF_SHARED/corpora, see its README for sources and licences): UD English EWT and GUM (open genres), and of
ner/ Re-DocRED, wikigold, re3d, CrossNER. None of the evaluation texts of events, quotes, facts or pages is read.
"""

import json
import lzma
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.articles.article import Article
from bot.events.features import BODY_WORDS, features_of

ROOT = Path(__file__).parents[1]
OUT = ROOT / "bot" / "events" / "background.json"
SYNTAX = ("ewt-train", "ewt-dev", "gum-open-train", "gum-open-dev")
NAMES = ("redocred-dev", "redocred-test", "wikigold", "re3d-open", "crossner-dev", "crossner-test")
LEAST_WORDS = 80
"""Shorter documents (CrossNER's are single sentences) are joined up to this."""
LEAST_DOCUMENTS = 3
"""Rarer words are left out: unknown ones get the same weight within a tenth, and the file is a third as large."""


def main() -> None:
    """Count and write."""
    corpora = Path(os.environ.get("NUTGRAF_SHARED") or ROOT.parent / "shared") / "corpora"
    counts: Counter[str] = Counter()
    documents = 0
    paths = [corpora / "syntax" / f"{name}.conllu.xz" for name in SYNTAX]
    paths += [corpora / "ner" / f"{name}.iob2.xz" for name in NAMES]
    for path in paths:
        for words in _documents(path):
            documents += 1
            for start in range(0, min(len(words), 1000), BODY_WORDS):  # features_of reads so many words at a time
                part = Article(text=" ".join(words[start : min(start + BODY_WORDS, 1000)]))
                counts.update({f"{documents}\0{term}": 1 for term in features_of(part).words if term.isalpha()})
    by_word = Counter(key.partition("\0")[2] for key in counts)
    words = {word: count for word, count in sorted(by_word.items()) if count >= LEAST_DOCUMENTS}
    OUT.write_text(json.dumps({"documents": documents, "words": words}, ensure_ascii=False, indent=0) + "\n", "utf-8")
    print(f"{documents} documents, {len(words)} words")


def _documents(path: Path) -> Iterator[list[str]]:
    """The documents of a CoNLL-U or IOB file as lists of words."""
    words: list[str] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if line.startswith("# newdoc"):
                if len(words) >= LEAST_WORDS:
                    yield words
                    words = []
            elif len(cells) == 3:
                words.append(cells[0])
            elif len(cells) > 3 and cells[0].isdigit():
                words.append(cells[1])
    yield words


if __name__ == "__main__":
    main()
