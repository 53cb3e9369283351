"""The lexicon of cue verbs."""

import pytest

from bot.reading.quotes.cues import FORMS, MOSTLY_NOUNS, VERBS, CueClass, cue_verb, inflect

LEMMAS = [lemma for lemmas in VERBS.values() for lemma in lemmas.split()]


@pytest.mark.parametrize("lemma", LEMMAS)
def test_every_form_is_found(lemma: str) -> None:
    for form in inflect(lemma):
        verb = cue_verb(form)
        assert verb is not None
        assert form in verb.forms


def test_no_verb_is_listed_twice() -> None:
    assert sorted(LEMMAS) == sorted(set(LEMMAS))


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("argue", {"argue", "argues", "argued", "arguing"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("write", {"write", "writes", "wrote", "written", "writing"}),
        ("tell", {"tell", "tells", "told", "telling"}),
        ("reply", {"reply", "replies", "replied", "replying"}),
        ("swear", {"swear", "swears", "swore", "sworn", "swearing"}),
        ("understand", {"understand", "understands", "understood", "understanding"}),
    ],
)
def test_forms_are_spelled_as_in_english(lemma: str, forms: set[str]) -> None:
    assert set(inflect(lemma)) == forms


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("said", CueClass.NEUTRAL),
        ("claimed", CueClass.CLAIM),
        ("denies", CueClass.DENIAL),
        ("asked", CueClass.QUESTION),
        ("urging", CueClass.ORDER),
        ("believes", CueClass.BELIEF),
    ],
)
def test_class_tells_how_it_was_said(form: str, kind: CueClass) -> None:
    verb = cue_verb(form)
    assert verb is not None
    assert verb.kind is kind


def test_words_kept_for_quotations_are_forms_of_cue_verbs_or_nouns_beside_them() -> None:
    assert {"claims", "reports", "notes", "calls"} <= MOSTLY_NOUNS & FORMS.keys()
