"""Fiches in CSV: columns by their French titles, lists in cells, errors by line and column."""

from __future__ import annotations

import csv
import io

import pytest

from cafe.formats.fiches import read_fiches
from cafe.formats.fiches_tableau import write_fiches_csv
from cafe.models.fiche_contenu import ContenuFiche, EtatChamp, state_of
from cafe.models.fiche_formulaire import CHAMPS, Champ
from tests.formats.exemples import as_csv, codes, fictional_fiches, warnings_of

ENTETE = "N°;Intitulé;Objectifs"


def test_columns_are_known_by_their_french_titles_whatever_accents_and_case() -> None:
    data = as_csv(
        "num;INTITULE;résultats attendus;Maître d’ouvrage;Indicateurs de realisation;Couleur",
        "1.3;Jardins;Des fruits;Ville | Région;Nombre d'arbres;vert",
    )
    lecture = read_fiches(data, "f.csv")
    assert lecture.correspondance == {
        "num": "numero",
        "INTITULE": "intitule",
        "résultats attendus": "resultats_attendus",
        "Maître d’ouvrage": "pilote",
        "Indicateurs de realisation": "indicateurs_realisation",
        "Couleur": None,
    }
    assert lecture.fiches[0].to_dict() == {
        "numero": "1.3",
        "intitule": "Jardins",
        "resultats_attendus": ["Des fruits"],
        "pilote": ["Ville", "Région"],
        "indicateurs_realisation": ["Nombre d'arbres"],
    }


@pytest.mark.parametrize("champ", CHAMPS, ids=lambda champ: champ.cle)
def test_every_field_is_found_by_its_key_and_its_column_title(champ: Champ) -> None:
    for titre in (champ.cle, champ.colonne.upper(), *champ.alias):
        lecture = read_fiches(as_csv(f'"{titre}",zz', "2020,1"), "f.csv")
        assert lecture.correspondance[titre] == champ.cle


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_the_separator_is_found_even_when_texts_hold_the_others(separateur: str) -> None:
    data = as_csv(separateur.join(["N°", "Intitulé"]), separateur.join(["1", '"a;b,c\td"']))
    assert read_fiches(data, "f.csv").fiches[0].intitule == "a;b,c\td"


def test_the_hint_line_and_a_title_above_the_columns_are_passed_over() -> None:
    data = as_csv("sep=,", "Contrat de ville de Brévaux,,", "N°,Intitulé", "1,Une", ",,", "2,")
    lecture = read_fiches(data, "f.csv")
    (erreur,) = lecture.erreurs
    assert (erreur.code, erreur.ligne, erreur.colonne) == ("intitule_vide", 6, "Intitulé")


def test_a_list_is_one_entry_per_line_with_its_bullets_and_nesting() -> None:
    cellule = '"- Accueillir : › le mardi\n- Accueillir : › le jeudi\n\n• Former | Suivre"'
    lecture = read_fiches(as_csv(ENTETE, f"1;Une;{cellule}"), "f.csv")
    assert lecture.fiches[0].liste("objectifs") == (
        "Accueillir : › le mardi",
        "Accueillir : › le jeudi",
        "Former",
        "Suivre",
    )


def test_enjeux_are_read_with_and_without_number() -> None:
    data = as_csv(
        "N°;Intitulé;Enjeux", '1;Une;"Enjeu n°2 : École\n4 bis : Sport\nSanté : mieux\n7"'
    )
    assert read_fiches(data, "f.csv").fiches[0].champs["enjeux"] == [
        {"numero": 2, "libelle": "École"},
        {"numero": "4 bis", "libelle": "Sport"},
        {"numero": None, "libelle": "Santé : mieux"},
        {"numero": 7, "libelle": None},
    ]


def test_dates_stay_free_texts_and_years_become_numbers() -> None:
    data = as_csv(
        "N°;Intitulé;Date de début;Fin;Année de début",
        "1;Une;Phase 1 : 2016 ;durée du contrat; 2016 ",
    )
    champs = read_fiches(data, "f.csv").fiches[0].champs
    assert champs["date_debut"] == "Phase 1 : 2016 "
    assert (champs["date_fin"], champs["annee_debut"]) == ("durée du contrat", 2016)


def test_blank_in_the_source_and_not_imported_stay_apart() -> None:
    data = as_csv("N°;Intitulé;Objectifs;Publics visés", "1;Une;;(non importé)")
    (fiche,) = read_fiches(data, "f.csv").fiches
    assert state_of(fiche, "objectifs") is EtatChamp.VIDE
    assert state_of(fiche, "publics") is EtatChamp.NON_IMPORTE
    assert state_of(fiche, "descriptif") is EtatChamp.NON_IMPORTE


def test_missing_columns_are_each_named_with_the_columns_found() -> None:
    lecture = read_fiches(as_csv("Objectifs;Prix", "x;2"), "f.csv")
    assert codes(lecture) == ["colonne_manquante", "colonne_manquante"]
    assert [erreur.colonne for erreur in lecture.erreurs] == ["N°", "Intitulé"]
    assert "« Objectifs », « Prix »" in lecture.erreurs[0].message
    assert lecture.correspondance == {"Objectifs": "objectifs", "Prix": None}


def test_a_person_may_say_which_column_is_which_field() -> None:
    data = as_csv("Réf;Intitulé;Titre;Cible", "1;Une;Autre;Tous")
    choix = {"réf": "numero", "Titre": None, "CIBLE": "publics"}
    lecture = read_fiches(data, "f.csv", choix)
    assert lecture.correspondance["Réf"] == "numero"
    assert lecture.fiches[0].to_dict() == {"numero": "1", "intitule": "Une", "publics": "Tous"}


def test_a_choice_that_cites_what_does_not_exist_is_refused() -> None:
    data = as_csv("N°;Intitulé", "1;Une")
    lecture = read_fiches(data, "f.csv", {"N°": "nombre", "Absente": "publics"})
    assert codes(lecture)[:2] == ["correspondance", "correspondance"]


def test_two_columns_for_one_field_are_refused() -> None:
    lecture = read_fiches(as_csv("N°;Intitulé;Pilote;Maître d'ouvrage", "1;Une;a;b"), "f.csv")
    (erreur,) = lecture.erreurs
    assert erreur.code == "colonne_en_double"
    assert "« Pilote » et « Maître d'ouvrage »" in erreur.message


def test_errors_are_gathered_with_the_line_and_column_of_the_file() -> None:
    data = as_csv(
        "N°;Intitulé;Année de début;Objectifs",
        '1;"Une\nsur deux lignes";bientôt;x',
        ";Sans numéro;;",
        "1;Encore;;;;en trop",
    )
    lecture = read_fiches(data, "f.csv")
    assert {(e.ligne, e.colonne, str(e.code)) for e in lecture.erreurs} == {
        (2, "Année de début", "type"),
        (4, "N°", "numero_vide"),
        (5, "N°", "numero_en_double"),
        (5, None, "cellule_en_trop"),
    }
    assert "aux lignes 2 et 5" in " ".join(e.message for e in lecture.erreurs)
    assert lecture.fiches == ()


@pytest.mark.parametrize("ligne", ['2;"jamais refermé', '2;"a"b";x'])
def test_a_quotation_mark_out_of_place_is_told_with_its_line(ligne: str) -> None:
    (erreur,) = read_fiches(as_csv(ENTETE, "1;Une;x", ligne), "f.csv").erreurs
    assert (erreur.code, erreur.ligne) == ("csv_invalide", 3)


def test_a_quotation_mark_never_closed_in_a_long_file_is_told_with_its_line() -> None:
    data = as_csv(ENTETE, '1;"Une;x', *(["2;Deux;y"] * 20_000))
    (erreur,) = read_fiches(data, "f.csv").erreurs
    assert (erreur.code, erreur.ligne) == ("csv_invalide", 2)
    assert "jamais refermé" in erreur.message


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "fichier_vide"),
        (b"\xef\xbb\xbf \r\n\t", "fichier_vide"),
        (b";;\n;;", "fichier_vide"),
        ("N°;Intitulé".encode(), "aucune_fiche"),
        (b"%PDF-1.7", "format_inconnu"),
    ],
)
def test_a_file_with_nothing_to_read_says_so(data: bytes, code: str) -> None:
    assert codes(read_fiches(data, "f.csv")) == [code]


def test_a_file_of_fifty_megabytes_is_refused_with_its_size_and_what_to_do() -> None:
    (erreur,) = read_fiches(b"N" * 50_000_000, "f.csv").erreurs
    assert erreur.code == "fichier_trop_gros"
    assert "50,0 Mo" in erreur.message
    assert "5,0 Mo" in erreur.message
    assert "découpez-le" in erreur.message


def test_the_export_opens_in_french_spreadsheets_and_runs_nothing() -> None:
    data = write_fiches_csv(fictional_fiches())
    assert data.startswith(b"\xef\xbb\xbf")
    rangs = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rangs[0][:2] == ["N°", "Intitulé"]
    assert data.count(b"\r\n") == len(rangs) == 24
    cellules = [cellule for rang in rangs for cellule in rang]
    assert not [c for c in cellules if c.lstrip()[:1] in set("=+-@")]
    assert '\'=HYPERLINK("http://exemple.test")' in cellules


def test_a_field_that_no_fiche_has_gets_no_column() -> None:
    fiche = ContenuFiche({"numero": "1", "intitule": "Une", "publics": None})
    texte = write_fiches_csv([fiche]).decode("utf-8-sig")
    assert texte == "N°;Intitulé;Publics visés\r\n1;Une;\r\n"


def test_numbers_written_as_they_are_raise_no_warning() -> None:
    assert warnings_of(read_fiches(as_csv("N°;Intitulé", "1.10;Une"), "f.csv")) == []
