"""What the local lists point at, measured on fictional words labelled by hand.

``paroles.txt`` was used to tune them; ``paroles_nouvelles.txt`` was written afterwards and tells
what they are worth on words not met before. The figures are in ADR 0028.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from cafe.reperage.lecture import Genre, look, main_kind
from cafe.reperage.lieux import CELEBRES, LIENS, LIEUX
from cafe.reperage.prenoms import MOTS, SURS

ICI = Path(__file__).resolve().parent
DEMO = ICI.parents[1] / "cafe/demo/contenu/contributions.json"


def labelled(name: str) -> list[tuple[str, str]]:
    lines = (ICI / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    return [(kind, texte) for kind, texte in pairs]


def measured(name: str) -> tuple[float, float, list[str]]:
    """Precision, recall, and what went wrong, over the kinds found in each text."""
    seen: Counter[str] = Counter()
    wrong = []
    for kind, texte in labelled(name):
        found = {repere.genre.value for repere in look(texte)}
        wanted = set() if kind == "-" else {kind}
        seen["justes"] += len(found & wanted)
        seen["faux"] += len(found - wanted)
        seen["manques"] += len(wanted - found)
        if found != wanted:
            wrong.append(f"{texte} : {sorted(found)} pour {sorted(wanted)}")
    right = seen["justes"]
    return right / (right + seen["faux"]), right / (right + seen["manques"]), wrong


@pytest.mark.parametrize(
    ("name", "precision_min", "recall_min"),
    [("paroles.txt", 0.98, 0.98), ("paroles_nouvelles.txt", 0.98, 0.83)],
)
def test_what_is_pointed_at_is_nearly_always_there_and_most_of_it_is_found(
    name: str, precision_min: float, recall_min: float
) -> None:
    precision, recall, wrong = measured(name)
    assert precision >= precision_min, wrong
    assert recall >= recall_min, wrong


def test_hundreds_of_ordinary_words_are_left_in_peace() -> None:
    words = json.loads(DEMO.read_text(encoding="utf-8"))["contributions"]
    assert len(words) > 300
    assert [word["texte"] for word in words if look(word["texte"])] == []


@pytest.mark.parametrize(
    "texte",
    [
        "Tout se passe rue de la République",
        "L’école Jean-Jaurès est loin",
        "Monsieur le maire ne vient pas",
        "le lycée pierre et marie curie",
        "LE STADE LÉO LAGRANGE EST FERMÉ",
        "Les ordures, les chiens, les rats",
        "Mme n’est pas là, M. non plus",
    ],
)
def test_streets_schools_and_offices_are_nobody(texte: str) -> None:
    assert look(texte) == ()


def test_a_passage_is_given_as_it_is_written() -> None:
    texte = "Demandez à Mme N’Guessan, au 06 12 34 56 78 : quel abruti, ce chef !"
    assert [(one.genre, texte[one.debut : one.fin]) for one in look(texte)] == [
        (Genre.NOM, "Mme N’Guessan"),
        (Genre.COORDONNEES, "06 12 34 56 78"),
        (Genre.INSULTE, "abruti"),
    ]


def test_a_number_that_reaches_somebody_comes_before_a_name() -> None:
    assert main_kind("Karim est au 06 12 34 56 78") is Genre.COORDONNEES
    assert main_kind("Quel abruti, Karim") is Genre.NOM
    assert main_kind("Un banc à l’ombre") is None


@pytest.mark.parametrize("texte", ["", "   ", "🙂🙂", "ß" * 2000, "İstanbul " * 200, "a" * 2000])
def test_any_text_is_read_to_its_end(texte: str) -> None:
    assert look(texte) == ()


def test_an_adverse_text_is_read_in_the_same_time_as_another() -> None:
    """No shape goes back over the text again and again: these would not end."""
    for piece in ("a.", "1 ", "0 ", "rue ", "de ", "@a", "Saint-", "nique ta "):
        look(piece * 1000)


def test_the_lists_are_bare_small_letters_and_hold_nothing_twice() -> None:
    for words in (SURS, MOTS, LIEUX, LIENS, CELEBRES):
        assert all(word == word.lower() and word.isascii() for word in words)
    assert not SURS & MOTS
    assert not {"france", "nancy", "florence", "paris"} & (SURS | MOTS)
