"""What is read of a French text, and what is kept of it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe.suggestions.empreinte import EmpreinteIllisible, make_empreintes, read_bytes
from cafe.suggestions.francais import read_words


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
