"""The quotes step inside a spaCy pipeline."""

import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from bot.reading.brief import Named
from bot.reading.quotes import component  # noqa: F401  registers the factory

TEXT = "“The pier is unsafe,” Ada Brook said. “We will close it.”"


def test_quotations_are_spans_with_their_speaker() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf_quotes")
    doc = nlp(TEXT)
    (span,) = doc.spans["quotes"]
    assert span.text == TEXT
    assert span.label_ == "direct"
    assert span._.speaker == "Ada Brook"
    assert len(span._.quote.content) == 2


def test_thresholds_come_from_the_config() -> None:
    text = "The hall was full.\n\n“Nobody told us about any of it.”"
    generous, strict = spacy.blank("en"), spacy.blank("en")
    generous.add_pipe("nutgraf_quotes", config={"joining": {"lone": 3}})
    strict.add_pipe("nutgraf_quotes", config={"joining": {"lone": 20}})
    assert len(generous(text).spans["quotes"]) == 1
    assert len(strict(text).spans["quotes"]) == 0


def test_analysis_knows_what_it_assigns() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf_quotes")
    assert not nlp.analyze_pipes()["problems"]["nutgraf_quotes"]


def test_people_and_the_bodys_start_are_taken_from_the_document() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("nutgraf_quotes")
    heading = "“Pier unsafe,” Poe said.\n\n"
    doc = nlp.make_doc(heading + "“It is unsafe,” Brook said.")
    doc._.people = (Named("Ada Brook", "mayor", ((len(heading) + 16, len(heading) + 21),)),)
    doc._.body_start = len(heading)
    (span,) = nlp(doc).spans["quotes"]
    assert (span._.speaker, span._.role) == ("Ada Brook", "mayor")


def entry_points() -> dict[str, str]:
    root = Path(__file__).parents[4]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(project["entry-points"]["spacy_factories"])


@pytest.mark.parametrize(("name", "target"), sorted(entry_points().items()))
def test_each_entry_point_leads_to_its_factory(name: str, target: str) -> None:
    module, _, attribute = target.partition(":")
    assert callable(getattr(import_module(module), attribute))
    assert Language.has_factory(name)


def test_every_component_has_an_entry_point() -> None:
    ours = {name for name in Language.factories if name.startswith("nutgraf_")}
    assert ours <= set(entry_points())
