"""The printed kit: every page in black and white, read by eyes, by phones and by screen readers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from pypdf import PdfReader

from cafe.documents.kit import natures, phrases
from cafe.documents.kit.contenu import (
    PARTIES,
    Entete,
    FeuilleSignature,
    FeuilleTable,
    FicheHote,
    Kit,
    Moment,
    Secours,
    TourPrevu,
)
from cafe.documents.kit.ensemble import count_kit, render_kit
from tests.documents.exemples_kit import QUALITES, QUESTION, TABLES, URL, WIFI, make_kit
from tests.documents.lecture import is_tagged, read_elements, read_pages, render_pages

ENTETE = Entete(demarche="Vauclaire", titre="Café du Clos-Vert")
PAGES = {
    "affiche": 1,
    "questions": 8,
    "wifi": 1,
    "chevalets": 7,
    "feuilles": 21,
    "hotes": 7,
    "conducteur": 2,
    "presences": 4,
    "secours": 8,
}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render_kit(make_kit())


def pages_of(kit: Kit) -> dict[str, int]:
    counted: dict[str, int] = json.loads(count_kit(kit))
    return counted


def alone(**parts: object) -> list[str]:
    """The pages of a kit of these parts only."""
    return read_pages(render_kit(Kit(entete=ENTETE, **parts)))  # type: ignore[arg-type]


def test_the_pages_announced_are_those_printed(whole: bytes) -> None:
    assert pages_of(make_kit()) == PAGES
    assert len(PdfReader(BytesIO(whole)).pages) == sum(PAGES.values())
    assert tuple(PAGES) == PARTIES
    for partie in PARTIES:
        assert len(read_pages(render_kit(make_kit().only(partie)))) == PAGES[partie]


def test_every_code_of_the_kit_leads_where_it_should(whole: bytes, tmp_path: Path) -> None:
    read = [
        sorted({code.text for code in zxingcpp.read_barcodes(page)})
        for page in render_pages(whole, tmp_path, dpi=150)
    ]
    posters, tents = [[URL]] * 9, [[f"{URL}/t/{table}"] for table in TABLES]
    silent = sum(PAGES.values()) - 9 - 1 - 7
    assert read == [*posters, [WIFI], *tents, *[[]] * silent]


def test_the_kit_is_black_and_white(whole: bytes) -> None:
    colours: set[tuple[str, str, str]] = set()
    for page in PdfReader(BytesIO(whole)).pages:
        drawn = page.get_contents().get_data().decode("latin-1")
        colours |= set(re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", drawn))
    assert len(colours) > 3
    assert {one for one in colours if len(set(one)) > 1} == set()


def test_every_page_is_tagged_and_begins_with_words(whole: bytes, tmp_path: Path) -> None:
    assert is_tagged(whole, tmp_path)
    pages = read_elements(whole)
    assert len(pages) == sum(PAGES.values())
    assert all(page for page in pages)
    titles = sum(lineage[0] == "H1" for page in pages for lineage in page)
    # Tents have no heading; the second page of a long paper does not repeat its own.
    assert titles == sum(PAGES.values()) - 7 - (2 - 1) - (4 - 1)
    assert all(len(texte) > 60 for texte in read_pages(whole))


def test_the_outline_names_every_paper_and_the_foot_says_whose_page_it_is(whole: bytes) -> None:
    reader = PdfReader(BytesIO(whole))
    names = [entry["/Title"] for entry in reader.outline]  # type: ignore[call-overload, index]
    assert names[0] == "Affiche de la porte"
    assert "Feuille de la table 7, tour 3" in names
    assert len(names) == len(set(names)) == sum(PAGES.values()) - 1 - 3
    texts = read_pages(whole)
    assert sum("Conducteur, page" in texte for texte in texts) == 2
    assert "Conducteur, page 2 sur 2" in texts[46]


def test_a_table_sheet_has_its_lines_its_stars_and_its_hands_raised() -> None:
    tour = TourPrevu(numero=2, heures="10\u00a0h\u00a000 – 10\u00a0h\u00a020", question=QUESTION)
    sheet = FeuilleTable(table=3, tour=tour, hote="Nadia", categories=("Ça va", "Mon idée"))
    (texte,) = alone(feuilles=[sheet])
    for expected in (
        "Table 3",
        "Tour 2, 10 h 00 – 10 h 20",
        "Hôte : Nadia.",
        QUESTION,
        "Ça va",
        "Mon idée",
        "coloriez trois étoiles au plus",
        "Jamais de nom.",
        "Ce que notre table retient",
        "Approuvé à main levée : pour",
    ):
        assert expected in texte


def test_a_host_brief_holds_on_one_page_with_eight_tours_of_long_questions() -> None:
    tours = tuple(
        TourPrevu(numero=n, heures="10\u00a0h\u00a000 – 10\u00a0h\u00a020", question=QUESTION)
        for n in range(1, 9)
    )
    brief = FicheHote(table=3, hote="Nadia", place="au fond", capacite=8, programme=tours)
    (texte,) = alone(hotes=[brief])
    assert "Hôte de la table 3, Nadia" in texte
    assert "au fond, 8 places" in texte
    assert texte.count(QUESTION[:90]) == 8
    (few,) = alone(hotes=[replace(brief, programme=tours[:3])])
    assert few.count(QUESTION) == 3
    assert len(phrases.HOTE) == 10
    assert "Besoin d’aide" in texte
    assert "Si le réseau tombe" in texte


def test_the_conducteur_goes_minute_by_minute() -> None:
    moments = [
        Moment(titre="Accueil", nature="accueil", debut="9 h 00", fin="9 h 20", minutes=20),
        Moment(
            titre="Tour 1",
            nature="tour",
            debut="9 h 20",
            fin="9 h 45",
            minutes=25,
            droits=("lire", "contribuer"),
            consigne="Lisez la question deux fois.",
        ),
        Moment(titre="Pause", ecran="mur"),
    ]
    (texte,) = alone(conducteur=moments)
    assert "3 étapes, 45 minutes en tout" in texte
    assert "9 h 20 jusqu’à 9 h 45 25 min" in texte
    assert "Lisez la question deux fois." in texte
    assert natures.NATURES["accueil"].dire in texte
    assert "Téléphones : on écrit" in texte
    assert "Téléphones : posés" in texte
    assert "Écran : les paroles reçues" in texte
    assert "à la suite sans durée" in texte


def test_the_signing_sheet_fills_its_pages_and_says_what_it_is_kept_for() -> None:
    for people, pages in ((0, 1), (16, 1), (17, 2), (36, 2), (37, 3), (104, 6)):
        texts = alone(presences=[FeuilleSignature(lignes_vides=people)])
        assert len(texts) == pages, people
        assert all("Prénom et nom À quel titre, structure Signature" in one for one in texts)
        assert "Signer est libre." in texts[0]


@pytest.mark.parametrize("nature", list(natures.NATURES))
def test_each_kind_of_step_has_its_page_without_network(nature: str) -> None:
    moment = Moment(titre="Ce temps", nature=nature, debut="9 h", fin="10 h")
    plan = Secours(
        nature=nature, moments=(moment,), qualites=QUALITES, tables=tuple(TABLES), tours=(1, 2, 3)
    )
    (texte,) = alone(secours=[plan])
    known = natures.NATURES[nature]
    said = re.sub(r"\s+", " ", texte)
    for line in (*known.faire, *known.falloir, *known.saisir):
        assert line in said
    assert "Pour : Ce temps (9 h – 10 h)" in said


def test_what_a_page_announces_to_write_on_is_there() -> None:
    def plan(nature: str) -> str:
        moment = Moment(titre="Tour 1", nature=nature)
        one = Secours(nature=nature, moments=(moment,), qualites=QUALITES, tables=(4,), tours=(1,))
        (texte,) = alone(secours=[one])
        return texte

    assert all(qualite in plan("accueil") for qualite in QUALITES)
    assert "Carte Gommettes Compté par" in plan("vote")
    assert "Table Tour 1 Table 4" in plan("cloture")
    assert "Temps Début Fin Tour 1" in plan("tour")


def test_texts_that_are_too_long_or_strange_stay_on_their_page() -> None:
    long = "Une question qui n’en finit pas, " * 40 + "<b>&\u0627"
    tour = TourPrevu(numero=1, question=long)
    kit = replace(
        make_kit().only("hotes"),
        hotes=[FicheHote(table=200, hote="N" * 120, place="P" * 120, programme=(tour,) * 3)],
        feuilles=[FeuilleTable(table=200, tour=tour, hote="N" * 120, categories=("C" * 60,) * 6)],
    )
    assert pages_of(kit) == {"feuilles": 1, "hotes": 1}


def test_a_kit_of_nothing_and_a_part_that_does_not_exist_are_refused() -> None:
    with pytest.raises(ValueError, match="rien à imprimer"):
        render_kit(Kit(entete=ENTETE))
    with pytest.raises(KeyError):
        make_kit().only("entete")


def test_three_rounds_of_two_steps_hold_on_the_page_without_network() -> None:
    moments = tuple(
        Moment(
            titre=f"Tour {tour} : {quoi}",
            nature="tour",
            debut=f"1{tour} h 03",
            fin=f"1{tour} h 26",
            minutes=minutes,
        )
        for tour in (1, 2, 3)
        for quoi, minutes in (("chacun note", 3), ("échange", 20))
    )
    (texte,) = alone(secours=[Secours(nature="tour", moments=moments)])
    assert "Tour 3 : échange" in texte


def test_in_a_short_silence_nobody_is_given_the_floor() -> None:
    def who(minutes: int, *droits: str) -> str:
        moment = Moment(titre="Tour 1", nature="tour", minutes=minutes, droits=("lire", *droits))
        (texte,) = alone(conducteur=[moment])
        return texte

    assert "Hôtes : lisent la question, puis se taisent." in who(3, "contribuer")
    for spoken in (who(20, "contribuer"), who(3)):
        assert "donnent la parole" in spoken
