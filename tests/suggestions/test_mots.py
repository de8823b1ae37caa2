"""What is read of a French text, and what is kept of it."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
import snowballstemmer
from hypothesis import given
from hypothesis import strategies as st

from cafe.suggestions.empreinte import METHODE, EmpreinteIllisible, make_empreintes, read_bytes
from cafe.suggestions.francais import read_words
from cafe.suggestions.racines import stem_word

JEU = Path(__file__).parents[2] / "bench" / "jeux" / "consultation.json"
TEXTES = [piece["texte"] for piece in json.loads(JEU.read_text())["textes"]]
MOTS = sorted({mot for texte in TEXTES for mot in re.findall(r"[^\W\d_]+", texte.lower())})


def stems(texte: str) -> list[str]:
    return [mot.racine for mot in read_words(texte)]


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Des bancs ombragés", "un banc ombragé"),
        ("école", "ECOLE"),
        ("les habitant·e·s", "les habitants"),
        ("les habitant(e)s", "les habitants"),
        ("les acteur·rice·s", "les acteurs"),
        ("la sœur", "la soeur"),
        ("l’éclairage", "l'eclairage"),
    ],
)
def test_the_same_word_is_known_however_it_is_written(un: str, autre: str) -> None:
    assert stems(un) == stems(autre)


def test_an_acronym_is_no_small_word() -> None:
    assert stems("L’EN ne répond pas, la PA non plus") == ["EN.", "repond", "PA."]
    assert stems("EN VILLE") == stems("en ville")


def test_small_words_say_nothing() -> None:
    assert stems("il y en a qui ne sont pas de là") == []
    assert stems("… !? 🙂") == []


def test_two_words_of_two_sentences_do_not_follow() -> None:
    assert [mot.suit for mot in read_words("Fermer la rue. Ouvrir le parc")] == [
        *(False, True),
        *(False, True),
    ]


@given(st.lists(st.text(max_size=200), max_size=5))
def test_whatever_is_written_what_is_kept_comes_back(textes: list[str]) -> None:
    for empreinte in make_empreintes(textes):
        lue = read_bytes(empreinte.to_bytes())
        assert lue.mots.tobytes() == empreinte.mots.tobytes()
        assert lue.lettres.tobytes() == empreinte.lettres.tobytes()
        assert lue.sens is None


def test_what_is_kept_holds_no_word() -> None:
    (empreinte,) = make_empreintes(["Madame Dupont fait trop de bruit"])
    assert b"upon" not in empreinte.to_bytes().lower()


def test_the_meaning_is_kept_with_it() -> None:
    sens = np.linspace(-1, 1, 512, dtype=np.float32)
    (empreinte,) = make_empreintes(["des bancs"], lambda textes: np.stack([sens for _ in textes]))
    lu = read_bytes(empreinte.to_bytes()).sens
    assert lu is not None
    assert np.abs(lu - sens).max() < 0.001


@pytest.mark.parametrize("octets", [b"", b"\x00\x00\x00\x00\x00", b"\x01\x05\x00\x00\x00", b"\x01"])
def test_bytes_of_another_method_or_cut_are_refused(octets: bytes) -> None:
    with pytest.raises(EmpreinteIllisible):
        read_bytes(octets)


def test_what_is_kept_of_a_text_stays_the_same_until_its_method_has_another_number() -> None:
    kept = b"".join(empreinte.to_bytes() for empreinte in make_empreintes(TEXTES))
    assert kept[0] == METHODE == 1
    assert hashlib.sha256(kept).hexdigest() == (
        "f8b2ea4ccf4618f7adfa89188ab73e1a6a1d81b5897bbd4ec36fbfdc8923c06d"
    )


def test_a_word_said_three_hundred_times_counts_as_much_as_can_be_kept() -> None:
    (empreinte,) = make_empreintes(["banc. " * 300])
    assert empreinte.mots["fois"].tolist() == [255]


def test_stems_are_the_library_s_own() -> None:
    library = snowballstemmer.stemmer("french")
    assert len(MOTS) > 1000
    assert [stem_word(mot) for mot in MOTS] == [library.stemWord(mot) for mot in MOTS]


@given(st.text(alphabet="aeiouyhqussntmlrIUYHéèêëïîâôûç'", max_size=14))
def test_whatever_the_word_its_stem_is_the_library_s(mot: str) -> None:
    assert stem_word(mot) == snowballstemmer.stemmer("french").stemWord(mot)


def test_threads_that_read_at_once_do_not_mix_their_words() -> None:
    alone = [stem_word(mot) for mot in MOTS]
    read: list[list[str]] = []
    threads = [Thread(target=lambda: read.append([stem_word(mot) for mot in MOTS])) for _ in "ab"]
    with _switching_often():
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert read == [alone, alone]


@contextmanager
def _switching_often() -> Iterator[None]:
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
