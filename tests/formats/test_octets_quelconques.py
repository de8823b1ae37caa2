"""No bytes at all make the reader raise, and what is refused always says why."""

from __future__ import annotations

import random
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_tableau import write_fiches_csv, write_fiches_xlsx
from tests.formats.exemples import FICTIVES, as_json, as_xlsx, fictional_fiches

NOMS = ["f.json", "f.csv", "f.xlsx", "f", ""]

JSON_LIBRE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda enfants: (
        st.lists(enfants, max_size=4)
        | st.dictionaries(
            st.sampled_from(["numero", "intitule", "enjeux", "objectifs", "fiches", "x"]), enfants
        )
    ),
)


def assert_reads_or_says_why(data: bytes, nom: str, encodage: str = "utf-8") -> None:
    lecture = read_fiches(data, nom, encodage=encodage)
    assert bool(lecture.fiches) != bool(lecture.erreurs)
    assert all(erreur.message.strip() and erreur.code for erreur in lecture.erreurs)


@settings(max_examples=150, deadline=None)
@given(
    data=st.binary(max_size=400),
    nom=st.sampled_from(NOMS),
    encodage=st.sampled_from(["utf-8", "windows-1252"]),
)
def test_random_bytes_are_read_or_refused_with_a_reason(
    data: bytes, nom: str, encodage: str
) -> None:
    assert_reads_or_says_why(data, nom, encodage)


@settings(max_examples=100, deadline=None)
@given(texte=st.text(max_size=200), nom=st.sampled_from(["f.json", "f.csv"]))
def test_random_texts_are_read_or_refused_with_a_reason(texte: str, nom: str) -> None:
    assert_reads_or_says_why(texte.encode("utf-8", "surrogatepass"), nom)


@settings(max_examples=100, deadline=None)
@given(contenu=JSON_LIBRE)
def test_random_json_is_read_or_refused_with_a_reason(contenu: object) -> None:
    assert_reads_or_says_why(as_json(contenu), "f.json")


@cache
def _samples() -> dict[str, bytes]:
    fiches = fictional_fiches()
    return {
        "f.json": FICTIVES.read_bytes(),
        "f.csv": write_fiches_csv(fiches),
        "f.xlsx": write_fiches_xlsx(fiches),
        "petit.xlsx": as_xlsx(["N°", "Intitulé"], ["1", "Une"]),
    }


@pytest.mark.parametrize("nom", ["f.json", "f.csv", "f.xlsx", "petit.xlsx"])
@pytest.mark.parametrize("graine", range(20))
def test_a_real_file_spoiled_at_random_is_read_or_refused(nom: str, graine: int) -> None:
    hasard = random.Random(graine)
    data = bytearray(_samples()[nom])
    for _ in range(hasard.choice([1, 5, 50])):
        debut = hasard.randrange(len(data))
        match hasard.randrange(3):
            case 0:
                data[debut] = hasard.randrange(256)
            case 1:
                del data[debut : debut + hasard.randrange(1, 200)]
            case _:
                data[debut:debut] = hasard.randbytes(hasard.randrange(1, 20))
    assert_reads_or_says_why(bytes(data), nom)
