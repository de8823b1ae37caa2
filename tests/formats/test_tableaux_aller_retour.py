"""Exported tables, read again, give the same published fields in the same states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_tableau import write_fiches_csv, write_fiches_xlsx
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, Json, state_of
from cafe.models.fiche_formulaire import CHAMPS, CHAMPS_PAR_CLE, TypeChamp
from tests.formats.exemples import fictional_fiches

Writer = Callable[[Iterable[ContenuFiche]], bytes]
TABLES = pytest.mark.parametrize(
    ("write", "nom"), [(write_fiches_csv, "f.csv"), (write_fiches_xlsx, "f.xlsx")]
)


def published(contenu: ContenuFiche) -> dict[str, Json]:
    """The fields a table holds, blanks written the one way a table knows."""
    champs: dict[str, Json] = {}
    for cle, valeur in contenu.champs.items():
        if cle not in CHAMPS_PAR_CLE:
            continue
        if state_of(contenu, cle) is EtatChamp.VIDE:
            valeur = [] if CHAMPS_PAR_CLE[cle].type.is_list else None
        champs[cle] = valeur
    return champs


def assert_comes_back(fiches: list[ContenuFiche], write: Writer, nom: str) -> None:
    lecture = read_fiches(write(fiches), nom)
    assert lecture.erreurs == ()
    assert [published(f) for f in fiches] == [f.to_dict() for f in lecture.fiches]


@TABLES
def test_the_fictional_fiches_come_back(write: Writer, nom: str) -> None:
    assert_comes_back(list(fictional_fiches()), write, nom)


DIFFICILES = [
    "=1+1", "+1", "-1", "@a", "'=x", "''", "'a", "- puce", "• puce", "* a", " a ", "a\n", "\na",
    "", "|", "a|b", "a||b", "\\", "\\|", "\\\\", "\\.", "\\n", "⏎", "a\\⏎", "(non importé)",
    "'(non importé)", '"', "a;b", "\t", "\u00a0", "#N/A", "#REF!", "_x000D_", "_x0041_", "1e5",
    "2016", "TRUE", "  - a", "＝1", "N°", "a\\", "\\ ", "… › …", "1 : a", ": a", "n° 3",
]  # fmt: skip


@TABLES
def test_difficult_entries_come_back_alone_first_and_last(write: Writer, nom: str) -> None:
    fiches = [
        ContenuFiche(
            {
                "numero": f"{rang}",
                "intitule": texte if texte.strip() else "x",
                "publics": texte if texte.strip() else None,
                "pilote": [texte, "fin"],
                "objectifs": ["début", texte],
                "enjeux": [
                    {"numero": None, "libelle": texte or None},
                    {"numero": 2, "libelle": "b"},
                ],
            }
        )
        for rang, texte in enumerate(DIFFICILES)
    ]
    assert_comes_back(fiches, write, nom)


# Any character that a fiche may hold; a table reads every line ending as one « \n ».
_LETTRES = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\n\t"
)
_TEXTES = st.text(st.one_of(st.sampled_from("=+-@'|\\⏎.: \n•›("), _LETTRES), max_size=12)
_REMPLIS = _TEXTES.filter(lambda texte: bool(texte.strip()))
_ENJEUX = st.fixed_dictionaries(
    {
        "numero": st.none() | st.integers(0, 9999) | st.sampled_from(["2.1", "4 bis", "A", "x-y"]),
        "libelle": st.one_of(st.none(), _TEXTES.filter(bool)),
    }
)  # fmt: skip


def _values(type_: TypeChamp) -> st.SearchStrategy[Any]:
    match type_:
        case TypeChamp.LISTE:
            return st.lists(_TEXTES, min_size=1, max_size=4).filter(
                lambda v: any(t.strip() for t in v)
            )
        case TypeChamp.LISTE_ENJEUX:
            return st.lists(_ENJEUX, min_size=1, max_size=3).filter(
                lambda v: any(e["numero"] is not None or (e["libelle"] or "").strip() for e in v)
            )
        case TypeChamp.ANNEE:
            return st.one_of(st.none(), st.integers(1900, 2199))
        case _:
            return st.one_of(st.none(), _REMPLIS)


_FICHES = st.fixed_dictionaries(
    {"intitule": _REMPLIS},
    optional={
        champ.cle: _values(champ.type)
        for champ in CHAMPS
        if champ.cle not in ("numero", "intitule")
    },
)


@TABLES
@settings(max_examples=40, deadline=None)
@given(contenus=st.lists(_FICHES, min_size=1, max_size=3))
def test_any_content_comes_back(write: Writer, nom: str, contenus: list[dict[str, Any]]) -> None:
    fiches = [ContenuFiche({"numero": f"{n}", **contenu}) for n, contenu in enumerate(contenus)]
    assert_comes_back(fiches, write, nom)
