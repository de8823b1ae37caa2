"""The pages of a compte rendu: read, commented, validated, compared, downloaded."""

from __future__ import annotations

import html
import io
import re
import uuid
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.notes import Note, write_ligne
from cafe.actions.presences import Personne, add_presence
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import CompteRendu, EtatCompteRendu, Format, NatureLigne, Phase, Role
from cafe.models.compte_rendu import comments_of, draft_of, versions_of
from cafe.models.note import points_of
from tests import chaine, factories
from tests.clients import sign_in
from tests.comptes_rendus import file_of, make_validated
from tests.conftest import Monde
from tests.documents.lecture import read_pages
from tests.pages import strict_client, token_in
from tests.reunions import make_groupe, make_points, set_phase
from tests.serveur import wait_until

ECHANGE = "La ligne 4 s’arrête à vingt heures."
SUIVI = "Écrire au transporteur"


@pytest.fixture
def reunion(monde: Monde) -> str:
    """A meeting of a group that is ended: one point, an exchange, an action agreed."""
    groupe = make_groupe(monde.demarche, ("Marc Petit",))
    seance = factories.make_seance(
        monde.demarche,
        format=Format.GROUPE_DE_TRAVAIL,
        titre="Groupe du 21",
        groupe_id=groupe,
        redacteur="Bruno",
    )
    add_presence(par=monde.chloe, seance_id=seance, personne=Personne("Lise Roy", "conseillère"))
    (point,) = make_points(seance, 1)
    note(monde, point, NatureLigne.ECHANGE, ECHANGE)
    note(monde, point, NatureLigne.SUIVI, SUIVI)
    set_phase(seance, Phase.TERMINEE)
    return seance


def note(monde: Monde, point: str, nature: NatureLigne, texte: str) -> str:
    said = Note(nature=nature, texte=texte, client_id=str(uuid.uuid4()))
    return write_ligne(par=monde.bruno, point_id=point, note=said).id


def at(seance: str, suite: str = "") -> str:
    return f"/piloter/seances/{seance}/compte-rendu{suite}"


def post(
    client: FlaskClient, seance_id: str, suite: str, page: str = "", /, **data: str
) -> TestResponse:
    """A form of the page, sent with its token and the hidden fields that it showed."""
    shown = client.get(at(seance_id, page))
    hidden = dict(
        re.findall(r'<input type="hidden" name="(version|lu)" value="([^"]*)"', shown.text)
    )
    sent = {"csrf_token": token_in(shown)} | hidden | data
    return client.post(at(seance_id, suite), data=sent)


def points(seance: str) -> list[str]:
    """The points that are numbered."""
    db.session.rollback()
    return [p.id for p in points_of(db.session(), seance) if p.ordre]


def words(answer: TestResponse) -> str:
    """The text of a page, without its tags."""
    body = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def begun(chloe: FlaskClient, seance: str) -> CompteRendu:
    assert post(chloe, seance, "/commencer", modele="reunion").status_code == 303
    db.session.rollback()
    draft = draft_of(db.session(), seance)
    assert draft is not None
    return draft


def to_sign(chloe: FlaskClient, seance: str) -> str:
    """Where the page of the document leads once it is read."""
    (suite,) = set(re.findall(r'/compte-rendu(/valider\?lu=\d+)"', chloe.get(at(seance)).text))
    return str(suite)


def validated(chloe: FlaskClient, seance: str, nom: str = "Chloé Arnaud") -> TestResponse:
    return post(chloe, seance, "/valider", to_sign(chloe, seance), nom=nom)


def test_the_page_shows_the_document_before_anything_is_begun(
    chloe: FlaskClient, reunion: str
) -> None:
    text = words(chloe.get(at(reunion)))
    for said in (ECHANGE, SUIVI, "Lise Roy", "Pas commencé", "Préparer le compte rendu"):
        assert said in text
    assert 'href="' + at(reunion) in chloe.get(f"/piloter/seances/{reunion}").text


def test_the_other_model_may_be_chosen(chloe: FlaskClient, reunion: str) -> None:
    begun(chloe, reunion)
    assert post(chloe, reunion, "/commencer", modele="world_cafe").status_code == 303
    assert "Ce qui s’est dit" in words(chloe.get(at(reunion)))


def test_a_paragraph_is_commented_on_without_scripts_and_settled(
    app: Flask, chloe: FlaskClient, monde: Monde, reunion: str
) -> None:
    draft = begun(chloe, reunion).id
    anchor = re.findall(r'id="(ligne-[^"]+)"', chloe.get(at(reunion)).text)[0]
    assert "Commenter" not in words(chloe.get(at(reunion)))
    assert post(chloe, reunion, "/relecture").status_code == 303
    rose = sign_in(strict_client(app), factories.make_compte("Rose", Role.LECTEUR, monde.demarche))
    assert at(reunion, f"?commenter={anchor}#{anchor}") in html.unescape(rose.get(at(reunion)).text)
    asked = f"?commenter={anchor}"
    empty = post(rose, reunion, "/remarques", asked, ancre=anchor, texte="")
    assert empty.status_code == 422
    assert "Remplissez ce champ." in empty.text
    assert post(rose, reunion, "/remarques", asked, ancre="ailleurs", texte="x").status_code == 404
    done = post(rose, reunion, "/remarques", asked, ancre=anchor, texte="Dire l’arrêt.")
    assert done.status_code == 303
    assert done.location.endswith(f"#{anchor}")
    text = words(chloe.get(at(reunion)))
    assert "Dire l’arrêt." in text
    assert "1 remarque à régler." in text
    (comment,) = comments_of(db.session(), draft)
    settle = f"/piloter/remarques/{comment.id}/regler"
    token = token_in(rose.get(at(reunion)))
    assert rose.post(settle, data={"csrf_token": token}).status_code == 403
    token = token_in(chloe.get(at(reunion)))
    assert chloe.post(settle, data={"csrf_token": token}).status_code == 303
    assert "Aucune remarque à régler." in words(chloe.get(at(reunion)))


def test_a_validation_prints_the_name_and_gives_the_same_bytes_for_ever(
    chloe: FlaskClient, monde: Monde, reunion: str
) -> None:
    begun(chloe, reunion)
    form = words(chloe.get(at(reunion, to_sign(chloe, reunion))))
    assert "Ce qui sera figé" in form
    assert validated(chloe, reunion).status_code == 303
    pdf = chloe.get(at(reunion, ".pdf?version=1"))
    text = " ".join(" ".join(read_pages(pdf.data)).split())
    assert "Validé le" in text
    assert "par Chloé Arnaud" in text
    kept = file_of(versions_of(db.session(), reunion)[0].id)
    assert kept is not None
    assert kept.pdf == pdf.data
    later = factories.make_seance(
        monde.demarche, titre="La suivante", format=Format.GROUPE_DE_TRAVAIL
    )
    approve = post(
        chloe, reunion, "/approuver", "/approuver", seance=later, amendements="Lire 21 heures."
    )
    assert approve.status_code == 303
    assert "Lire 21 heures." in words(chloe.get(at(reunion)))
    assert chloe.get(at(reunion, ".pdf")).data == pdf.data
    told = words(chloe.get(at(later)))
    assert "Amendements : Lire 21 heures." in told


def test_the_form_needs_a_name_and_an_ended_seance(chloe: FlaskClient, reunion: str) -> None:
    begun(chloe, reunion)
    assert validated(chloe, reunion, nom=" ").status_code == 422
    set_phase(reunion, Phase.OUVERTE)
    refused = validated(chloe, reunion)
    assert refused.status_code == 409
    assert "Terminez-la, puis validez" in words(refused)


def test_notes_that_come_after_the_reading_are_read_before_one_signs(
    chloe: FlaskClient, monde: Monde, reunion: str
) -> None:
    begun(chloe, reunion)
    read = to_sign(chloe, reunion)
    (point,) = points(reunion)
    note(monde, point, NatureLigne.DECISION, "Arrivée entre-temps")
    refused = post(chloe, reunion, "/valider", read, nom="Chloé")
    assert refused.status_code == 409
    assert "Des notes sont arrivées" in words(refused)
    hidden = dict(
        re.findall(r'<input type="hidden" name="(version|lu)" value="([^"]*)"', refused.text)
    )
    sent = {"csrf_token": token_in(refused), "nom": "Chloé"} | hidden
    assert chloe.post(at(reunion, "/valider"), data=sent).status_code == 409
    assert versions_of(db.session(), reunion)[0].valide_le is None
    assert "Arrivée entre-temps" in words(chloe.get(at(reunion)))
    assert validated(chloe, reunion).status_code == 303


def test_one_signs_from_the_document_that_one_has_read(chloe: FlaskClient, reunion: str) -> None:
    begun(chloe, reunion)
    back = chloe.get(at(reunion, "/valider"))
    assert (back.status_code, back.location) == (303, at(reunion))
    for lu in ("0", "²", "9" * 40):
        refused = post(chloe, reunion, "/valider", f"/valider?lu={lu}", nom="Chloé")
        assert refused.status_code == 409


def test_a_correction_is_compared_with_what_it_corrects(
    chloe: FlaskClient, monde: Monde, reunion: str
) -> None:
    begun(chloe, reunion)
    validated(chloe, reunion)
    assert chloe.get(at(reunion, "/ecarts")).status_code == 404
    first = chloe.get(at(reunion, ".pdf?version=1")).data
    opened = post(chloe, reunion, "/corriger", "/corriger", precision="Un oubli au point 1")
    assert opened.status_code == 303
    (point,) = points(reunion)
    note(monde, point, NatureLigne.DECISION, "Le COPIL en parlera.")
    validated(chloe, reunion)
    text = words(chloe.get(at(reunion, "/ecarts")))
    assert "De la version 1 à la version 2" in text
    assert "Le COPIL en parlera." in text
    assert "Ajouté" in text
    assert chloe.get(at(reunion, ".pdf?version=1")).data == first
    assert "Un oubli au point 1" in words(chloe.get(at(reunion)))


def test_each_format_is_handed_over_under_its_name(chloe: FlaskClient, reunion: str) -> None:
    begun(chloe, reunion)
    for extension, start in (("pdf", b"%PDF"), ("docx", b"PK"), ("odt", b"PK"), ("html", b"<!")):
        answer = chloe.get(at(reunion, f".{extension}"))
        assert answer.status_code == 200
        assert answer.data.lower().startswith(start.lower())
        assert answer.headers["Content-Disposition"].endswith(f'-projet.{extension}"')
    document = zipfile.ZipFile(io.BytesIO(chloe.get(at(reunion, ".docx")).data))
    assert ECHANGE in document.read("word/document.xml").decode()
    assert chloe.get(at(reunion, ".pdf?version=7")).status_code == 404


def test_a_long_document_is_drawn_aside_and_fetched_when_it_is_there(
    chloe: FlaskClient, monde: Monde, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cafe.pilotage.compte_rendu.formats.LONGUE", 2)
    chaine.make_words(monde.seance, monde.question, "Un", "Deux", "Trois")
    answer = chloe.get(at(monde.seance, ".pdf"))
    assert answer.status_code == 303
    wait = answer.location
    page = chloe.get(wait)
    assert page.status_code == 200
    wait_until(lambda: "Le fichier est prêt" in chloe.get(wait).text, "the file")
    done = chloe.get(f"{wait}/fichier")
    assert done.data.startswith(b"%PDF")
    assert chloe.get(at(monde.seance, "/fabrication/inconnue")).status_code == 404
    elsewhere = factories.make_seance(monde.demarche)
    moved = wait.replace(monde.seance, elsewhere)
    assert chloe.get(moved).status_code == 404


def test_after_an_erasure_each_version_prints_the_gap(chloe: FlaskClient, monde: Monde) -> None:
    said = chaine.make_words(monde.seance, monde.question, "Mon voisin du 4e", "Un banc")
    make_validated(monde.chloe, monde.seance)
    erase_contribution(par=monde.chloe, contribution_id=said[0], motif="demande")
    text = words(chloe.get(at(monde.seance)))
    assert "propos retiré" in text
    assert "version 2" in text
    for version in (1, 2):
        pdf = chloe.get(at(monde.seance, f".pdf?version={version}"))
        printed = " ".join(" ".join(read_pages(pdf.data)).split())
        assert "propos retiré" in printed
        assert "voisin" not in printed
    second = versions_of(db.session(), monde.seance)[0]
    kept = file_of(second.id)
    assert kept is not None
    assert kept.pdf == chloe.get(at(monde.seance, ".pdf")).data
    assert second.etat is EtatCompteRendu.VALIDE


def test_dan_finds_nothing_and_bruno_does_not_sign(
    app: Flask, chloe: FlaskClient, bruno: FlaskClient, monde: Monde, reunion: str
) -> None:
    begun(chloe, reunion)
    dan = sign_in(strict_client(app), monde.dan.id or "")
    for suite in ("", ".pdf", ".docx", "/valider", "/ecarts", "/approuver"):
        assert dan.get(at(reunion, suite)).status_code == 404
    assert bruno.get(at(reunion)).status_code == 200
    assert "Valider" not in words(bruno.get(at(reunion)))
    assert bruno.get(at(reunion, "/valider")).status_code == 403
