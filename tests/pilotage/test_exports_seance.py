"""The files of a séance and of what was passed on: what is in them, and for whom."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime

import pytest
from flask import Flask
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import Identite
from cafe.actions.decisions import decide_preconisation
from cafe.actions.moderation import refuse_contribution
from cafe.actions.retouches import correct_contribution
from cafe.actions.scrutins import close_scrutin, reveal_scrutin
from cafe.actions.suites import Reponse, give_suite
from cafe.extensions import db
from cafe.models import (
    Contribution,
    EtatPreconisation,
    MotifModeration,
    NatureSuite,
    Role,
    Suite,
)
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.rencontre_pleine import Rencontre, build_rencontre
from tests.votes import make_urne

Lire = Callable[..., bytes]


@pytest.fixture
def rencontre(monde: Monde) -> Rencontre:
    return build_rencontre(monde)


@pytest.fixture
def lire(app: Flask, monde: Monde) -> Lire:
    """Fetch a file of the séance as somebody, Chloé by default."""

    def fetch(file: str, par: Identite | None = None) -> bytes:
        client = strict_client(app)
        sign_in(client, (par or monde.chloe).id or "")
        answer = client.get(f"/piloter/seances/{monde.seance}/{file}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
        return answer.data

    return fetch


def lecteur(monde: Monde) -> Identite:
    return factories.identite(factories.make_compte("Luc", Role.LECTEUR, monde.demarche))


def rows(data: bytes, signe: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=signe))


def sheet(data: bytes) -> Worksheet:
    (found,) = load_workbook(io.BytesIO(data)).worksheets
    return found


def cells(found: Worksheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in found.iter_rows()]


def test_contributions_have_their_question_group_and_what_became_of_them(
    lire: Lire, rencontre: Rencontre
) -> None:
    found = {row["Identifiant"]: row for row in rows(lire("contributions.csv"))}
    assert len(found) == 4
    row = found[rencontre.publiee]
    assert row["Parole"] == "'=Un banc, écrire à eve@exemple.fr"
    assert row["Regroupement"] == "S’asseoir"
    assert row["Ce qu’elle est devenue"] == "transmise"
    assert (row["N° de question"], row["État"], row["Tardive"]) == ("1", "publiée", "non")
    assert found[rencontre.refusee]["Motif de l’état"] == "une personne est nommée"
    assert found[rencontre.effacee]["Parole"] == "propos retiré"


def test_a_program_gets_keys_and_instants(lire: Lire, rencontre: Rencontre) -> None:
    data = lire("contributions.csv?variante=machine")
    assert not data.startswith(b"\xef\xbb\xbf")
    row = next(r for r in rows(data, ",") if r["id"] == rencontre.publiee)
    assert (row["question_numero"], row["tardive"]) == ("1", "false")
    assert datetime.fromisoformat(row["recue_le"]).tzinfo is not None


def test_the_workbook_says_the_same_and_computes_nothing(lire: Lire, rencontre: Rencontre) -> None:
    found = sheet(lire("contributions.xlsx"))
    said = [row[4] for row in cells(found)]
    assert said[0] == "Parole"
    assert "=Un banc, écrire à eve@exemple.fr" in said
    assert {cell.data_type for row in found.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_what_leaves_the_team_holds_no_unpublished_word(
    lire: Lire, monde: Monde, rencontre: Rencontre
) -> None:
    luc = lecteur(monde)
    assert rencontre.refusee not in {r["Identifiant"] for r in rows(lire("contributions.csv", luc))}
    assert "Le voisin" not in str(cells(sheet(lire("contributions.xlsx", luc))))
    file = json.loads(lire("seance.json", luc))
    assert rencontre.refusee not in {row["id"] for row in file["contributions"]}
    assert "Le voisin" not in json.dumps(file, ensure_ascii=False)


def test_what_leaves_the_team_holds_no_former_text(
    lire: Lire, app: Flask, monde: Monde, rencontre: Rencontre
) -> None:
    word = factories.post(monde.ana, monde.question, "Monsieur Untel crie la nuit").id
    correct_contribution(par=monde.ana, contribution_id=word, texte="On crie la nuit", version=None)
    client, luc = strict_client(app), lecteur(monde)
    for who, former in ((monde.chloe, True), (luc, False)):
        sign_in(client, who.id or "")
        whole = client.get(f"/piloter/demarches/{monde.demarche}/export.json").text
        for file in (lire("seance.json", who).decode(), whole):
            assert "On crie la nuit" in file
            assert ("Monsieur Untel" in file) is former
    left = lire("seance.json", luc).decode()
    assert "Le banc est réparé." in left
    assert "Le banc est cassé." not in left


def test_no_file_holds_a_trait_or_a_secret(lire: Lire, rencontre: Rencontre) -> None:
    for file in ("contributions.csv", "contributions.csv?variante=machine", "seance.json"):
        said = lire(file).decode("utf-8-sig")
        for trait in ('quartier"', "jeton", "recu_hash", "mots_hash", "saisie_par"):
            assert trait not in said
    # What a phone speaks is a trait of its owner; of a text that was translated, it is known.
    machine = rows(lire("contributions.csv?variante=machine"), ",")
    assert [row["langue"] for row in machine if row["langue"]] == ["arabe"]
    assert all("langue" not in row for row in json.loads(lire("seance.json"))["contributions"])
    participants = json.loads(lire("seance.json"))["participants"]
    assert [set(row) for row in participants] == [{"id", "numero", "tablee_id", "cree_le"}] * 2


def test_votes_say_each_card_with_its_dots_of_phones_and_paper(
    lire: Lire, rencontre: Rencontre
) -> None:
    said = [
        (row["Carte"], row["Par téléphone"], row["Sur papier"], row["Total"])
        for row in rows(lire("votes.csv"))
    ]
    assert said == [
        ("S’asseoir", "3", "61", "64"),
        ("'=Un banc, écrire à eve@exemple.fr", "1", "0", "1"),
    ]
    (group, word) = rows(lire("votes.csv?variante=machine"), ",")
    assert (group["vote"], group["etat"], group["nature"]) == (
        *("Que faire d’abord ?", "clos", "regroupement"),
    )
    assert (group["votants"], group["presents"]) == ("2", "104")
    assert (word["nature"], word["carte_id"]) == ("parole", rencontre.publiee)
    assert cells(sheet(lire("votes.xlsx")))[1][-5:] == [3, 61, 64, 2, 104]


def test_a_vote_that_the_room_has_not_seen_stays_in_the_team(lire: Lire, monde: Monde) -> None:
    urne, luc = make_urne(monde), lecteur(monde)
    assert rows(lire("votes.csv")) == []
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    assert len(rows(lire("votes.csv"))) == 3
    assert rows(lire("votes.csv", luc)) == []
    reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
    assert len(rows(lire("votes.csv", luc))) == 3


def test_suivis_say_who_what_by_when_and_what_is_known(lire: Lire, rencontre: Rencontre) -> None:
    (row,) = rows(lire("suivis.csv"))
    assert row["Identifiant"] == rencontre.suivi
    assert row["Point de l’ordre du jour"] == "1. Point 1"
    assert row["Ce qui est à faire"] == "'=Poser un banc"
    assert (row["Qui"], row["Échéance"], row["État"]) == ("La Ville", "2027-03-01", "à faire")
    assert row["Dernière nouvelle"] == "Devis demandé."
    found = sheet(lire("suivis.xlsx"))
    assert found["C2"].value == "=Poser un banc"
    assert found["C2"].data_type == "s"
    assert found["F2"].value == datetime(2027, 3, 1)  # noqa: DTZ001


def test_the_sheet_to_sign_lists_the_group_then_blank_lines(
    lire: Lire, rencontre: Rencontre
) -> None:
    found = sheet(lire("presences.xlsx"))
    said = cells(found)
    assert said[0][0] == "Feuille de présence : Atelier du mercredi"
    head = next(i for i, row in enumerate(said) if row[0] == "Structure")
    assert said[head] == ["Structure", "Nom", "Fonction", "Signature"]
    names = [row[1] for row in said[head + 1 :]]
    assert names == ["Hélène Vasseur", "Paul Etchart", "Sonia Prigent", *[None] * 6]
    assert found.print_title_rows == f"${head + 1}:${head + 1}"
    assert "eve" not in str(said)


def test_a_séance_without_group_gets_blank_lines_only(lire: Lire, monde: Monde) -> None:
    said = cells(sheet(lire("presences.xlsx")))
    head = next(i for i, row in enumerate(said) if row[0] == "Structure")
    assert said[head + 1 :] == [[None] * 4] * 24


def test_what_is_passed_on_tells_how_to_reach_nobody(
    app: Flask, monde: Monde, rencontre: Rencontre
) -> None:
    client = strict_client(app)
    sign_in(client, lecteur(monde).id or "")
    here = f"/piloter/demarches/{monde.demarche}/demandes-transmises"
    page = client.get(here).text
    (row,) = rows(client.get(f"{here}.csv").data)
    workbook = str(cells(sheet(client.get(f"{here}.xlsx").data)))
    for said in (page, str(row), workbook):
        assert "eve@exemple.fr" not in said
        assert "06 12 34 56 78" not in said
        assert "[coordonnées retirées]" in said
        assert "Le bailleur social" in said
        assert "Le voisin" not in said
    assert (row["Objet"], row["Demande"]) == ("Groupe de paroles", "S’asseoir")
    assert "Retour attendu" in page


def test_a_préconisation_out_of_reach_is_among_the_requests(app: Flask, monde: Monde) -> None:
    ville = chaine.make_organisme(monde.demarche, "La Région")
    words = chaine.make_words(monde.seance, monde.question, "Des trains le soir")
    preconisation = chaine.make_preconisation(monde.chloe, monde.demarche, contributions=words)
    decide_preconisation(
        par=monde.chloe,
        preconisation_id=preconisation,
        etat=EtatPreconisation.HORS_COMPETENCE,
        instance="COPIL",
        jour=date(2026, 11, 1),
        motif="Les trains relèvent de la Région.",
        organisme_id=ville,
    )
    client = strict_client(app)
    sign_in(client, monde.chloe.id or "")
    (row,) = rows(client.get(f"/piloter/demarches/{monde.demarche}/demandes-transmises.csv").data)
    assert row["Structure ou service"] == "La Région"
    assert row["Objet"].startswith("Préconisation n° ")
    assert row["Ce qui a été répondu aux habitants"] == "Les trains relèvent de la Région."


def test_a_word_put_aside_since_is_not_passed_on(app: Flask, monde: Monde) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "Madame Untel fait du bruit")
    give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=Reponse(
            nature=NatureSuite.TRANSMISE,
            texte="Transmis.",
            organisme_id=chaine.make_organisme(monde.demarche),
        ),
        contributions=(word,),
    )
    refuse_contribution(
        par=monde.bruno,
        contribution_id=word,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    client = strict_client(app)
    sign_in(client, monde.chloe.id or "")
    page = client.get(f"/piloter/demarches/{monde.demarche}/demandes-transmises").text
    assert "Untel" not in page
    assert "Aucune demande transmise" in page


def test_a_word_that_is_only_shown_or_spoken_is_not_said_to_be_withdrawn(
    app: Flask, monde: Monde
) -> None:
    (word,) = chaine.make_words(monde.seance, monde.question, "à effacer du test")

    def leave_the_photo_alone(session: Session) -> None:
        session.get_one(Contribution, word).courante.texte = ""

    factories.build(leave_the_photo_alone)
    give_suite(
        par=monde.bruno,
        demarche_id=monde.demarche,
        reponse=Reponse(
            nature=NatureSuite.TRANSMISE,
            texte="Transmis.",
            organisme_id=chaine.make_organisme(monde.demarche),
        ),
        contributions=(word,),
    )
    client = strict_client(app)
    sign_in(client, monde.chloe.id or "")
    ours = f"/piloter/demarches/{monde.demarche}"
    db.session.rollback()
    (suite,) = db.session.scalars(select(Suite.id)).all()
    for page in (
        *(f"{ours}/suites", f"/piloter/suites/{suite}"),
        *(f"{ours}/demandes-transmises", f"{ours}/demandes-transmises.csv"),
    ):
        said = client.get(page).get_data(as_text=True)
        assert "photo ou message à écouter" in said, page
        assert "propos retiré" not in said, page
        assert "«  »" not in said


def test_dan_gets_none_of_it(app: Flask, monde: Monde, rencontre: Rencontre) -> None:
    client = strict_client(app)
    sign_in(client, monde.dan.id or "")
    for file in (
        *("contributions.csv", "contributions.xlsx", "suivis.csv", "suivis.xlsx"),
        *("presences.xlsx", "seance.json", "votes.csv", "votes.xlsx"),
    ):
        assert client.get(f"/piloter/seances/{monde.seance}/{file}").status_code == 404
    for end in ("", ".csv", ".xlsx"):
        address = f"/piloter/demarches/{monde.demarche}/demandes-transmises{end}"
        assert client.get(address).status_code == 404
