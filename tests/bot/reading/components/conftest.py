"""Small pipelines for the rule components: no trained model is needed to test a rule."""

from collections.abc import Callable

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

import bot.reading.components  # noqa: F401  registers the factories

Entities = list[tuple[str, str]]


@pytest.fixture(scope="session")
def blank() -> Language:
    """English words and nothing else."""
    return spacy.blank("en")


@pytest.fixture
def named(blank: Language) -> Callable[..., Doc]:
    """A document with the names the recogniser is to have found: `named("Dana Alder left.", "Dana Alder=PERSON")`.

    A name is given once for each time it stands in the text, in order.
    """

    def make(text: str, *names: str) -> Doc:
        doc = blank.make_doc(text)
        ents: list[Span] = []
        after: dict[str, int] = {}
        for each in names:
            name, label = each.split("=")
            start = text.index(name, after.get(name, 0))
            after[name] = start + len(name)
            span = doc.char_span(start, start + len(name), label=label)
            assert span is not None, f"{name} does not stand on tokens"
            ents.append(span)
        doc.set_ents(ents)
        return doc

    return make


@pytest.fixture
def run(blank: Language) -> Callable[[str, Doc], Entities]:
    """Run one component on a document and give its entities."""

    def of(component: str, doc: Doc) -> Entities:
        pipe = blank.create_pipe(component)
        return [(ent.text, ent.label_) for ent in pipe(doc).ents]

    return of
