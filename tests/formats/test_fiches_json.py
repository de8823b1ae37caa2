"""Fiches in JSON: everything comes back, and what is wrong is told where it is."""

from __future__ import annotations

import json

import pytest

from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_json import write_fiches_json
from cafe.formats.lecture import LIMITE_ERREURS
from cafe.models.fiche_contenu import ContenuFiche
from tests.formats.exemples import (
    FICTIVES,
    as_json,
    codes,
    fictional_fiches,
    raw_fiches,
    warnings_of,
)


def test_an_export_gives_every_field_back_with_its_order_and_types() -> None:
    source = raw_fiches()
    rendu = json.loads(write_fiches_json(fictional_fiches(), {"territoire": "Brévaux"}))
    assert rendu["territoire"] == "Brévaux"
    # Text form, because 1 == 1.0 == True and dictionaries forget their order when compared.
    assert json.dumps(rendu["fiches"]) == json.dumps(source)
    assert len(source) == 23


def test_an_export_read_again_is_identical() -> None:
    fiches = fictional_fiches()
    relues = read_fiches(write_fiches_json(fiches, {}), "export.json").fiches
    assert len(relues) == len(fiches)
    assert all(a.is_identical_to(b) for a, b in zip(fiches, relues, strict=True))


def test_the_fixture_covers_the_oddities_of_real_files() -> None:
    fiches = raw_fiches()
    valeurs = [(cle, valeur) for fiche in fiches for cle, valeur in fiche.items()]
    textes = [t for _, v in valeurs if isinstance(v, list) for t in v if isinstance(t, str)]
    assert any(texte.count(" › ") == 2 for texte in textes)
    assert {None, ""} <= {v for _, v in valeurs if not isinstance(v, (list, dict))}
    assert [] in [v for _, v in valeurs]
    assert any(fiche.get("indicateurs_non_categorises") for fiche in fiches)
    assert any(len(fiche) == 2 for fiche in fiches)
    assert {texte[0] for texte in textes} >= set("=+-@")


def test_other_keys_at_the_top_are_ignored_and_named() -> None:
    lecture = read_fiches(FICTIVES.read_bytes(), "fiches.json")
    (ignorees,) = [a for a in lecture.avertissements if a.code == "cles_ignorees"]
    assert "« territoire », « document », « nombre_fiches »" in ignorees.message


def test_a_list_alone_is_read_too() -> None:
    lecture = read_fiches(as_json({"numero": "1", "intitule": "Une"}), "fiches.json")
    assert [fiche.numero for fiche in lecture.fiches] == ["1"]
    assert lecture.correspondance == {"numero": "numero", "intitule": "intitule"}


def test_keys_outside_the_form_are_kept_and_a_likely_slip_is_questioned() -> None:
    lecture = read_fiches(as_json({"numero": "1", "intitule": "Une", "objectif": ["x"]}), "f.json")
    assert lecture.fiches[0].champs["objectif"] == ["x"]
    assert warnings_of(lecture) == ["cles_supplementaires", "cle_voisine"]
    assert "« objectifs »" in lecture.avertissements[1].message


def test_bad_syntax_is_told_with_line_and_column() -> None:
    lecture = read_fiches(b'[\n {"numero": "1",\n  "intitule" "x"}\n]', "f.json")
    (erreur,) = lecture.erreurs
    assert (erreur.code, erreur.ligne, erreur.colonne) == ("json_invalide", 3, "14")
    assert "il manque un deux-points" in erreur.message


@pytest.mark.parametrize(
    "data",
    [b'[{"n": NaN}]', b"[1e999]", b"[" * 100_000, b"[" + b"9" * 5000 + b"]", b"[1,]", b'["\t"]'],
)
def test_json_that_no_reader_should_take_is_refused(data: bytes) -> None:
    assert codes(read_fiches(data, "f.json")) == ["json_invalide"]


@pytest.mark.parametrize("data", [b"{}", b"12", b'"x"', b'{"fiches": {}}', b'{"numero": "1"}'])
def test_a_file_without_a_list_of_fiches_says_what_is_needed(data: bytes) -> None:
    assert codes(read_fiches(data, "f.json")) == ["structure_json"]


@pytest.mark.parametrize(
    ("champ", "valeur", "trouve"),
    [
        ("objectifs", 12, "le nombre 12"),
        ("objectifs", ["x", 3], "le nombre 3 dans la liste"),
        ("objectifs", "x", "le texte « x »"),
        ("diagnostic", ["x"], "une liste"),
        ("annee_debut", "2016", "le texte « 2016 »"),
        ("annee_debut", True, "un vrai ou faux"),
        ("annee_debut", 20160, "le nombre 20160"),
        ("date_debut", 2016, "le nombre 2016"),
        ("enjeux", [{"numero": [], "libelle": "x"}], "un objet dans la liste"),
        ("enjeux", ["x"], "le texte « x » dans la liste"),
        ("numero", 1.1, "le nombre 1.1"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_what_was_expected(
    champ: str, valeur: object, trouve: str
) -> None:
    fiche = {"numero": "1", "intitule": "Une"} | {champ: valeur}
    lecture = read_fiches(as_json(fiche), "f.json")
    (erreur,) = lecture.erreurs
    assert (erreur.code, erreur.ligne, erreur.colonne) == ("type", 2, champ)
    assert erreur.message.endswith(f"le fichier donne {trouve}.")
    assert lecture.fiches == ()


def test_the_same_number_twice_names_both_lines() -> None:
    lecture = read_fiches(
        as_json(
            {"numero": "1", "intitule": "Une"},
            {"numero": "2", "intitule": "Deux"},
            {"numero": " 1", "intitule": "Encore"},
        ),
        "f.json",
    )
    (erreur,) = lecture.erreurs
    assert (erreur.code, erreur.ligne) == ("numero_en_double", 10)
    assert "« 1 » figure aux lignes 2 et 10" in erreur.message


def test_lines_are_those_of_the_fiches_whatever_stands_before_and_inside() -> None:
    data = (
        b'{"intro": [{"fiches": [\n{"a": "}]{"}]}], "conventions": {"fiches":\n "x"},\n'
        b'"fiches": [\n {"numero": "1", "intitule": "a \\" {", "x": [[{}]]},\n\n'
        b' {"numero": "", "intitule": "b"}], "fin": [{}, {}]}'
    )
    (erreur,) = read_fiches(data, "f.json").erreurs
    assert (erreur.code, erreur.ligne) == ("numero_vide", 7)


@pytest.mark.parametrize("cle", ["numero", "intitule"])
@pytest.mark.parametrize("valeur", [None, "", "  ", "absente"])
def test_a_fiche_needs_a_number_and_a_title(cle: str, valeur: str | None) -> None:
    fiche: dict[str, object] = {"numero": "1", "intitule": "Une", cle: valeur}
    if valeur == "absente":
        del fiche[cle]
    assert codes(read_fiches(as_json(fiche), "f.json")) == [f"{cle}_vide"]


def test_a_key_given_twice_is_refused_rather_than_half_lost() -> None:
    data = b'[{"numero": "1", "intitule": "a", "pilote": ["x"], "pilote": ["y"]}]'
    lecture = read_fiches(data, "f.json")
    assert codes(lecture) == ["cle_en_double"]
    assert "« pilote »" in lecture.erreurs[0].message


def test_an_element_that_is_no_fiche_is_told_with_its_rank() -> None:
    lecture = read_fiches(as_json({"numero": "1", "intitule": "Une"}, "x"), "f.json")
    assert codes(lecture) == ["type"]
    assert "L'élément 2" in lecture.erreurs[0].message


@pytest.mark.parametrize("texte", ["a\x00b", "a\x0bb", "\ud800", "\uffff"])
def test_characters_that_no_document_can_hold_are_refused(texte: str) -> None:
    fiche = {"numero": "1", "intitule": "Une", "notes": {"x": [texte]}}
    data = json.dumps([fiche]).encode()
    lecture = read_fiches(data, "f.json")
    assert codes(lecture) == ["caractere_interdit"]
    assert "U+" in lecture.erreurs[0].message


def test_values_nested_too_deep_are_refused() -> None:
    valeur: object = "x"
    for _ in range(30):
        valeur = [valeur]
    assert codes(read_fiches(as_json({"numero": "1", "intitule": "a", "x": valeur}), "f.json")) == [
        "trop_imbrique"
    ]


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [
        ("numero", "1" * 21),
        ("intitule", "x" * 501),
        ("diagnostic", "x" * 30_001),
        ("objectifs", ["x" * 20_000, "x" * 10_000]),
    ],
)
def test_a_field_beyond_its_bound_is_told(cle: str, valeur: object) -> None:
    fiche = {"numero": "1", "intitule": "Une"} | {cle: valeur}
    assert codes(read_fiches(as_json(fiche), "f.json")) == ["trop_long"]


def test_more_than_two_thousand_fiches_are_refused_as_a_whole() -> None:
    fiches = [{"numero": str(n), "intitule": "x"} for n in range(2001)]
    assert codes(read_fiches(as_json(*fiches), "f.json")) == ["trop_de_fiches"]
    assert len(read_fiches(as_json(*fiches[1:]), "f.json").fiches) == 2000


def test_errors_are_all_gathered_up_to_a_hundred_and_the_rest_counted() -> None:
    lecture = read_fiches(as_json(*({"numero": "1"} for _ in range(150))), "f.json")
    assert len(lecture.erreurs) == LIMITE_ERREURS
    assert len(lecture.erreurs) + lecture.erreurs_omises == 150 + 149
    assert (lecture.fiches, lecture.lues) == ((), 150)


def test_meta_may_not_hide_the_fiches() -> None:
    with pytest.raises(ValueError, match="fiches"):
        write_fiches_json([ContenuFiche({})], {"fiches": []})
