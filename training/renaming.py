"""Other names for the people and organisations of a text, so that the recogniser learns contexts and not names."""

from __future__ import annotations

import random
from dataclasses import replace

from spacy.language import Language

from training.corpora import Tagged, TaggedSentence
from training.names import people
from training.organisations import WITH_ARTICLE, WITHOUT_ARTICLE, organisations

# Organisations whose own words say what they are keep their names: the text around them would not fit another.
KEEP = frozenset(("University", "College", "School", "Institute", "Church", "Academy", "Hospital", "Museum", "Band"))
PARTY = frozenset(("Party", "Democrats", "Republicans", "Labour", "Conservative", "Liberal", "Socialist", "Communist"))
COMPANY = frozenset(("Inc.", "Corp.", "Corporation", "Company", "Ltd", "Ltd.", "Records", "Bank", "Group", "Motors"))
CLUB = frozenset(("FC", "F.C.", "AFC", "United", "Rovers", "Athletic", "Club", "Sox", "Giants"))
ORGANISATIONS_RENAMED = 0.5  # share of organisations in a renamed text that get another name

Name = tuple[str, ...]


class Renamer:
    """Gives copies of texts other names; one name gets the same new name throughout a text."""

    def __init__(self, nlp: Language, rng: random.Random) -> None:
        self._nlp = nlp
        self._rng = rng

    def renamed(self, run: list[TaggedSentence]) -> list[TaggedSentence] | None:
        """The run with new names; None when there was nothing to rename."""
        new: dict[tuple[str, Name], str | None] = {}
        out: list[TaggedSentence] = []
        changed = False
        for sentence in run:
            tokens: list[Tagged] = []
            i = 0
            while i < len(sentence):
                end = i + 1
                label = sentence[i].tag[2:]
                if sentence[i].tag in ("B-PERSON", "B-ORG"):
                    while end < len(sentence) and sentence[end].tag == f"I-{label}":
                        end += 1
                    name = tuple(t.form for t in sentence[i:end])
                    article = i > 0 and sentence[i - 1].form.lower() == "the"
                    other = self._other(label, name, article, new)
                    if other is not None:
                        tokens += self._tagged(other, label, sentence[end - 1].space_after)
                        changed = True
                        i = end
                        continue
                tokens += sentence[i:end]
                i = end
            out.append(tuple(tokens))
        return out if changed else None

    def _other(self, label: str, name: Name, article: bool, new: dict[tuple[str, Name], str | None]) -> str | None:
        if (label, name) not in new:
            if label == "PERSON":
                given, family = self._rng.choice(people())
                if len(name) == 1:
                    new[label, name] = family
                else:
                    new[label, name] = f"{given} {family}"
                    new.setdefault((label, name[-1:]), family)
                    new.setdefault((label, name[:1]), given)
            else:
                new[label, name] = self._organisation(name, article)
        return new[label, name]

    def _organisation(self, name: Name, article: bool) -> str | None:
        if KEEP & set(name) or self._rng.random() > ORGANISATIONS_RENAMED:
            return None
        if PARTY & set(name):
            kind = "party"
        elif COMPANY & set(name):
            kind = "company"
        elif CLUB & set(name):
            kind = "club"
        else:
            kind = self._rng.choice(WITH_ARTICLE if article else WITHOUT_ARTICLE)
        return self._rng.choice(organisations()[kind])

    def _tagged(self, name: str, label: str, space_after: bool) -> list[Tagged]:
        doc = self._nlp.make_doc(name)
        tokens = [Tagged(t.text, f"I-{label}", bool(t.whitespace_)) for t in doc]
        tokens[0] = replace(tokens[0], tag=f"B-{label}")
        tokens[-1] = replace(tokens[-1], space_after=space_after)
        return tokens
