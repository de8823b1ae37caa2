"""Pages of groupes: members in order, meetings in few taps, refusals beside their fields."""

from __future__ import annotations

import io
import re
from datetime import date, time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from cafe.extensions import db
from cafe.libelles import libelle
from cafe.models import GenreGroupe, Groupe, Logo, Rang, Role, Seance
from cafe.models.groupe import groupes_of, membres_of
from cafe.models.seance import seances_of, seances_of_groupe
from tests import factories, reunions
from tests.clients import sign_in
from tests.conftest import Monde
from tests.formats.test_logo import giant
from tests.pages import strict_client
from tests.pilotage.formulaires import fill, post


@pytest.fixture
def trio(monde: Monde) -> str:
    return reunions.make_groupe(monde.demarche, ("Abel", "Berthe", "Cyr"))


def noms(groupe_id: str) -> list[str]:
    db.session.rollback()
    return [m.nom for m in membres_of(db.session(), groupe_id)]


def membre(groupe_id: str, rang: int) -> str:
    db.session.rollback()
    return membres_of(db.session(), groupe_id)[rang].id


def test_chloe_makes_a_group_and_seats_its_members_one_after_the_other(
    chloe: FlaskClient, monde: Monde
) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    page = chloe.get(f"/piloter/demarches/{monde.demarche}/groupes/nouveau")
    answer = fill(chloe, page, "", nom="Emploi et garde", genre="cotech", volet="Emploi")
    assert answer.status_code == 303
    page = chloe.get(answer.location)
    assert "Comité technique" in page.text
    assert "Personne n’y siège encore." in page.text
    answer = fill(
        chloe, page, "/membres", nom="Dora", organisme=ville, rang="suppleant", copilote="y"
    )
    page = chloe.get(answer.location)
    fill(chloe, page, "/membres", nom="Emil")
    (groupe,) = groupes_of(db.session(), monde.demarche)
    assert noms(groupe.id) == ["Dora", "Emil"]
    first = membres_of(db.session(), groupe.id)[0]
    assert (first.rang, first.copilote, first.organisme_id) == (Rang.SUPPLEANT, True, ville)
    listed = chloe.get(f"/piloter/demarches/{monde.demarche}/groupes").text
    assert "2 membres" in listed


def test_what_is_refused_stays_typed_and_the_reason_stands_beside_it(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    page = chloe.get(f"/piloter/demarches/{monde.demarche}/groupes/nouveau")
    for nom in ("", "  ", "n" * 300):
        answer = fill(chloe, page, "", nom=nom, volet="Emploi")
        assert answer.status_code == 422
        assert 'value="Emploi"' in answer.text
        assert 'id="nom-erreur"' in answer.text
    page = chloe.get(f"/piloter/groupes/{trio}")
    answer = fill(chloe, page, "/membres", nom="n" * 300, fonction="Chef")
    assert answer.status_code == 422
    assert 'value="Chef"' in answer.text
    answer = fill(chloe, page, "/membres", nom="Dora", copilote="y")
    assert "choisissez-la" in answer.text
    assert noms(trio) == ["Abel", "Berthe", "Cyr"]


def test_members_go_up_and_down_and_the_focus_follows(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    second = membre(trio, 1)
    moved = {"ordre": "1", "version": "1"}
    answer = post(chloe, f"/piloter/membres-de-groupe/{second}/deplacer", moved)
    assert noms(trio) == ["Berthe", "Abel", "Cyr"]
    page = chloe.get(answer.location)
    # First now, it only goes down: the focus is on the button that is left.
    assert re.search(rf'id="descendre-{second}" autofocus', page.text)
    assert post(chloe, f"/piloter/membres-de-groupe/{second}/deplacer", moved).status_code == 409
    assert (
        post(chloe, f"/piloter/membres-de-groupe/{second}/deplacer", {"ordre": "haut"}).status_code
        == 400
    )


def test_a_member_is_corrected_then_leaves(chloe: FlaskClient, monde: Monde, trio: str) -> None:
    first = membre(trio, 0)
    address = f"/piloter/membres-de-groupe/{first}"
    fill(chloe, chloe.get(address), "", nom="Abelle", fonction="Directrice")
    assert noms(trio)[0] == "Abelle"
    answer = fill(chloe, chloe.get(address), "/fin")
    assert "ne siège plus" in chloe.get(answer.location).text
    assert noms(trio) == ["Berthe", "Cyr"]
    assert fill(chloe, chloe.get(address), "", nom="Abel").status_code == 409


def test_two_who_correct_a_group_are_shown_both_versions(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    address = f"/piloter/groupes/{trio}/modifier"
    old = chloe.get(address)
    fill(chloe, chloe.get(address), "", nom="Emploi", volet="Insertion", genre="copil")
    answer = fill(chloe, old, "", nom="Emploi et garde")
    assert answer.status_code == 409
    shown = answer.text.split("Deux versions", 1)[1]
    assert libelle(GenreGroupe.COPIL) in shown.split("</table>", 1)[0]
    assert "Deux versions" in answer.text
    assert "Insertion" in answer.text
    assert 'value="Emploi et garde"' in answer.text
    assert fill(chloe, answer, "").status_code == 303


def test_a_closed_group_offers_no_meeting_until_it_is_reopened(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    address = f"/piloter/groupes/{trio}"
    fill(chloe, chloe.get(f"{address}/modifier"), "/fermer")
    page = chloe.get(address).text
    assert "ne se réunit plus" in page
    assert "Nouvelle réunion" not in page
    fill(chloe, chloe.get(f"{address}/modifier"), "/rouvrir")
    assert "Nouvelle réunion" in chloe.get(address).text


def test_a_meeting_of_a_group_is_made_with_two_taps(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    page = chloe.get(f"/piloter/groupes/{trio}").text
    (link,) = re.findall(r'href="([^"]+/seances/nouvelle[^"]+)"', page)
    answer = fill(chloe, chloe.get(link.replace("&amp;", "&")), "")
    assert answer.status_code == 303
    assert answer.location.endswith("/ordre-du-jour")
    assert "Suites de la dernière réunion" in chloe.get(answer.location).text
    seance = db.session.query(Seance).filter_by(groupe_id=trio).one()
    assert (seance.titre, seance.format.value) == ("Réunion n° 1", "groupe_de_travail")


def test_the_next_meeting_is_proposed_as_the_last_one_announced_it(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    factories.make_seance(
        monde.demarche,
        groupe_id=trio,
        heure_debut=time(22),
        heure_fin=time(0, 30),
        lieu="Mairie",
        prochaine_jour=date(2027, 1, 15),
        prochaine_heure=time(23),
        prochaine_objet="Le budget",
    )
    page = chloe.get(
        f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format=groupe_de_travail&groupe={trio}"
    )
    fill(chloe, page, "")
    seance = db.session.query(Seance).filter_by(groupe_id=trio, titre="Réunion n° 2").one()
    assert (seance.jour, seance.heure_debut, seance.heure_fin) == (
        date(2027, 1, 15),
        time(23),
        time(1, 30),
    )
    assert (seance.lieu, seance.objet) == ("Mairie", "Le budget")


def test_a_meeting_without_a_day_is_in_order_by_the_day_it_was_made(
    chloe: FlaskClient, monde: Monde, trio: str
) -> None:
    ids = [
        factories.make_seance(monde.demarche, groupe_id=trio, titre=titre, lieu=titre, jour=jour)
        for titre, jour in (
            ("Passée", date(2020, 1, 6)),
            ("Sans jour", None),
            ("Lointaine", date(2090, 1, 6)),
        )
    ]
    found = seances_of_groupe(db.session(), trio)
    assert [seance.id for seance in found] == [ids[2], ids[1], ids[0]]
    assert [s.id for s in seances_of(db.session(), monde.demarche) if s.id in ids] == [
        ids[2],
        ids[1],
        ids[0],
    ]
    page = chloe.get(
        f"/piloter/demarches/{monde.demarche}/seances/nouvelle?format=groupe_de_travail&groupe={trio}"
    )
    assert 'value="Lointaine"' in page.text


def test_the_group_of_another_demarche_is_not_proposed(chloe: FlaskClient, monde: Monde) -> None:
    (elsewhere,) = monde.dan.roles
    groupe = reunions.make_groupe(elsewhere, nom="Groupe secret")
    page = chloe.get(
        f"/piloter/demarches/{monde.demarche}/seances/nouvelle"
        f"?format=groupe_de_travail&groupe={groupe}"
    )
    assert "Groupe secret" not in page.text
    assert page.status_code == 200


def test_a_reader_reads_and_a_stranger_finds_nothing(
    app: Flask, bruno: FlaskClient, monde: Monde, trio: str
) -> None:
    address = f"/piloter/groupes/{trio}"
    page = bruno.get(address).text
    assert "Berthe" in page
    assert "Ajouter un membre" not in page
    assert bruno.get(f"{address}/modifier").status_code == 403
    reader = factories.make_compte("Lea", Role.LECTEUR, monde.demarche)
    assert sign_in(strict_client(app), reader).get(address).status_code == 200
    dan = sign_in(strict_client(app), monde.dan.id or "")
    assert dan.get(address).status_code == 404
    assert dan.get(f"/piloter/membres-de-groupe/{membre(trio, 0)}").status_code == 404


def png(size: tuple[int, int] = (900, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return out.getvalue()


def test_a_logo_is_sent_seen_and_taken_away(chloe: FlaskClient, monde: Monde) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    address = f"/piloter/structures/{ville}/logo"
    assert chloe.get(f"{address}.png").status_code == 404
    sent = {"fichier": (io.BytesIO(png()), "logo.png")}
    assert post(chloe, address, sent).status_code == 303
    image = chloe.get(f"{address}.png")
    assert image.mimetype == "image/png"
    assert Image.open(io.BytesIO(image.data)).size == (600, 200)
    assert "Logo : La Ville" in chloe.get(address).text
    fill(chloe, chloe.get(address), "/retirer")
    assert chloe.get(f"{address}.png").status_code == 404


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (giant(8000, 5000), "trop grande"),
        (b"%PDF-1.7", "PNG ou JPEG"),
        (b"", "PNG ou JPEG"),
    ],
)
def test_a_file_that_cannot_be_a_logo_is_refused_beside_its_field(
    chloe: FlaskClient, monde: Monde, data: bytes, said: str
) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    sent = {"fichier": (io.BytesIO(data), "logo.png")}
    answer = post(chloe, f"/piloter/structures/{ville}/logo", sent)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="fichier-erreur"' in answer.text
    assert db.session.get(Logo, ville) is None


def test_no_file_at_all_is_said_so(chloe: FlaskClient, monde: Monde) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    answer = post(chloe, f"/piloter/structures/{ville}/logo", {})
    assert answer.status_code == 422
    assert "Choisissez une image." in answer.text


def test_the_group_shows_its_copilotes_with_their_logo(chloe: FlaskClient, monde: Monde) -> None:
    ville = reunions.make_organisme(monde.demarche, "La Ville")
    groupe = reunions.make_groupe(monde.demarche)
    page = chloe.get(f"/piloter/groupes/{groupe}")
    fill(chloe, page, "/membres", nom="Dora", organisme=ville, copilote="y")
    assert "Ajouter un logo" in chloe.get(f"/piloter/groupes/{groupe}").text
    post(chloe, f"/piloter/structures/{ville}/logo", {"fichier": (io.BytesIO(png()), "l.png")})
    page = chloe.get(f"/piloter/groupes/{groupe}")
    assert 'alt="Logo : La Ville"' in page.text
    assert db.session.get_one(Groupe, groupe).nom in page.text
