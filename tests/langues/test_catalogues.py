"""The shipped catalogues: whole, sound, plain where they promise to be, compiled."""

from __future__ import annotations

import re
import unicodedata

import pytest
from babel.messages.catalog import Catalog

from cafe.langues.catalogue import (
    Phrase,
    fault,
    mo_bytes,
    phrases,
    po_bytes,
    read_catalogue,
    read_source,
    words_in_longest_sentence,
)
from cafe.langues.langue import SIMPLE, locale_of
from tools.langues import CATALOGUES, SOURCE, source

SHIPPED = ("fr-simple", "en", "ar")
MAX_WORDS = 15
# Words of offices: simple French says it with other words.
BANNED = (
    *("préconisation", "engagement", "échéance", "instance", "dispositif", "modalité"),
    *("ultérieur", "afin de", "préalable", "susceptible", "compétence", "comité", "notamment"),
    *("relatif", "conformément", "effectuer", "procéder", "démarche", "consultation", "falc"),
    *("restitution", "contribution", "modération", "concertation", "veuillez", "à posteriori"),
)


def folder(code: str) -> Catalog:
    return read_catalogue(CATALOGUES / locale_of(code))


def said(code: str) -> list[Phrase]:
    return list(phrases(read_source(), folder(code)))


def test_the_french_source_holds_every_sentence_of_the_phone() -> None:
    assert po_bytes(source()) == SOURCE.read_bytes(), "run python -m tools.langues"


@pytest.mark.parametrize("code", SHIPPED)
def test_a_shipped_language_says_every_sentence_rightly(code: str) -> None:
    found = said(code)
    assert len(found) > 100
    wrong = {
        p.francais: why
        for p in found
        if (why := fault(p.francais, p.traduction, plural=p.forme is not None))
    }
    assert wrong == {}


@pytest.mark.parametrize("code", SHIPPED)
def test_the_compiled_file_is_the_one_of_its_sentences(code: str) -> None:
    compiled = CATALOGUES / locale_of(code) / "LC_MESSAGES" / "messages.mo"
    assert compiled.read_bytes() == mo_bytes(folder(code))


def test_english_and_arabic_are_not_french_left_behind() -> None:
    same = {p.francais for p in said("en") if p.traduction == p.francais}
    assert same <= {"Table %(n)s", "Badge %(n)s", "Question", "Questions"}
    for p in said("ar"):
        letters = [c for c in re.sub(r"%\(\w+\)\w|QR|JPEG|PNG|O", "", p.traduction) if c.isalpha()]
        assert all("ARABIC" in unicodedata.name(c) for c in letters), p.traduction


def test_simple_french_keeps_its_sentences_short() -> None:
    long = [
        p.traduction for p in said(SIMPLE) if words_in_longest_sentence(p.traduction) > MAX_WORDS
    ]
    assert long == []


def test_simple_french_uses_no_word_of_offices() -> None:
    used = [
        (word, p.traduction)
        for p in said(SIMPLE)
        for word in BANNED
        if re.search(rf"\b{word}", p.traduction, re.IGNORECASE)
    ]
    assert used == []


def test_a_sentence_of_sixteen_words_is_found() -> None:
    long = (
        "Un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
    )
    assert words_in_longest_sentence(f"Court. {long}.") == 16
    assert words_in_longest_sentence("Ensuite, « oui » : %(n)s !") == 2


@pytest.mark.parametrize(
    ("traduction", "why"),
    [
        ("", "manque"),
        ("  ", "manque"),
        ("Hello", "il manque %(qui)s"),
        ("Hello %(who)s", "il manque %(qui)s"),
        ("Hello %(qui)s, %(n)s", "n’est pas dans la phrase"),
        ("Hello %(qui)s, 5 %", "écrivez %%"),
        ("Hello %(qui)", "écrivez %%"),
        ("Hello <b>%(qui)s</b>", "ne sont pas admis"),
        ("Hello\x07 %(qui)s", "invisible"),
    ],
)
def test_a_broken_translation_is_told(traduction: str, why: str) -> None:
    assert why in (fault("Bonjour %(qui)s", traduction) or "")


def test_a_sound_translation_passes() -> None:
    assert fault("Bonjour %(qui)s", "%(qui)s ahoj, 5 %%") is None
    assert fault("Encore %(num)d", "ein anderes", plural=True) is None
