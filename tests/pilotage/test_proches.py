"""What is proposed on a préconisation and on a fiche: accepted with a reason, or refused."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from cafe.actions.core import Missing, NotAllowed
from cafe.actions.liens import link_fiche
from cafe.actions.propositions_plan import refuse_near
from cafe.extensions import db
from cafe.models import Evenement, LienFiche, NatureLien, Preconisation, Role
from cafe.models.proposition import GenreProche, refused_near
from cafe.pilotage import proches
from cafe.suggestions.plan import Voisinage, read_voisinages
from tests import chaine, factories
from tests.clients import sign_in
from tests.conftest import Monde
from tests.pages import strict_client
from tests.pilotage.formulaires import fill, post

GYMNASE = "Ouvrir les gymnases jusqu’à 22 heures"
ENCORE = "Garder les gymnases ouverts jusqu’à 22 heures"
AVERTIE = "Elle répète peut-être une préconisation déjà écrite"


@pytest.fixture
def fiche(monde: Monde) -> str:
    chaine.make_fiche(monde.demarche, "2.2", intitule="Se soigner", contexte="Médecins, soins")
    dit = "Gymnases, stades, créneaux"
    return chaine.make_fiche(
        monde.demarche,
        "4.1",
        intitule="Équipements sportifs",
        contexte=dit,
    )


def written(monde: Monde, intitule: str = GYMNASE) -> str:
    return chaine.make_preconisation(monde.bruno, monde.demarche, intitule, constat="")


def proposed(client: FlaskClient, id_: str) -> bool:
    return (
        "lier-une-fiche"
        in client.get(f"/piloter/preconisations/{id_}").text.partition("Les plus proches")[2]
    )


def test_the_nearest_fiche_is_proposed_with_the_words_and_linked_with_a_reason(
    chloe: FlaskClient, monde: Monde, fiche: str
) -> None:
    id_ = written(monde)
    url = f"/piloter/preconisations/{id_}"
    page = chloe.get(url).text
    assert "Les plus proches" in page
    assert "mots communs : gymnases" in page, "not the words that it only looked for"
    assert "Se soigner</a>" not in page
    chosen = chloe.get(f"{url}?lier={fiche}")
    refused = fill(chloe, chosen, "/fiches", motif="")
    assert refused.status_code == 422
    assert fill(chloe, refused, "/fiches", motif="Elle ouvre plus tard").status_code == 303
    (lien,) = db.session.query(LienFiche).all()
    assert (lien.fiche_id, lien.motif, lien.nature) == (
        fiche,
        "Elle ouvre plus tard",
        NatureLien.COMPLETE,
    )
    assert "Les plus proches" not in chloe.get(url).text


def test_a_fiche_put_aside_is_proposed_no_more_until_it_is_asked_for(
    chloe: FlaskClient, monde: Monde, fiche: str
) -> None:
    id_ = written(monde)
    assert proposed(chloe, id_)
    on_fiche = chloe.get(f"/piloter/fiches/{fiche}").text
    assert "Pourraient porter sur elle" in on_fiche
    assert f"lier={fiche}" in on_fiche
    fill(chloe, chloe.get(f"/piloter/preconisations/{id_}"), "/proches/ecarter")
    assert not proposed(chloe, id_)
    assert "Pourraient porter sur elle" not in chloe.get(f"/piloter/fiches/{fiche}").text
    fill(chloe, chloe.get(f"/piloter/preconisations/{id_}"), "/proches/reproposer")
    assert proposed(chloe, id_)


def test_what_is_linked_is_proposed_on_neither_page(
    chloe: FlaskClient, monde: Monde, fiche: str
) -> None:
    id_ = written(monde)
    link_fiche(
        par=monde.bruno,
        preconisation_id=id_,
        fiche_id=fiche,
        nature=NatureLien.APPUIE,
        motif="Même objet",
    )
    assert not proposed(chloe, id_)
    assert "Pourraient porter sur elle" not in chloe.get(f"/piloter/fiches/{fiche}").text


def test_nothing_alike_is_said_so(chloe: FlaskClient, monde: Monde, fiche: str) -> None:
    page = chloe.get(f"/piloter/preconisations/{written(monde, 'Payer les timbres')}").text
    assert "Aucune suggestion" in page


def test_one_that_repeats_an_older_one_is_said_on_its_page_and_never_stopped(
    chloe: FlaskClient, monde: Monde
) -> None:
    older, later = written(monde), written(monde, ENCORE)
    page = chloe.get(f"/piloter/preconisations/{later}")
    assert AVERTIE in page.text
    assert f"/piloter/preconisations/{older}" in page.text
    assert AVERTIE not in chloe.get(f"/piloter/preconisations/{older}").text
    fill(chloe, page, "/proches/ecarter")
    assert AVERTIE not in chloe.get(f"/piloter/preconisations/{later}").text


def test_while_it_is_written_it_is_told_and_kept_as_typed_and_saved_all_the_same(
    chloe: FlaskClient, monde: Monde
) -> None:
    written(monde)
    url = f"/piloter/demarches/{monde.demarche}/preconisations/nouvelle"
    blank = chloe.get(url)
    assert AVERTIE not in blank.text
    # Enter in a field presses the first button: it saves.
    assert blank.text.index("Enregistrer le brouillon") < blank.text.index('name="chercher"')
    looked = fill(chloe, blank, "", intitule=ENCORE)
    assert looked.status_code == 303, "saved at once, whatever it repeats"
    search = {"intitule": ENCORE, "constat": "<b>Fermés</b> à 18 h", "chercher": "1"}
    told = post(chloe, url, search)
    assert told.status_code == 200
    assert AVERTIE in told.text
    assert "&lt;b&gt;Fermés&lt;/b&gt; à 18 h" in told.text
    assert db.session.query(Preconisation).count() == 2
    nothing = post(chloe, url, {"intitule": "Payer les timbres", "chercher": "1"})
    assert "Aucune préconisation proche n’est déjà écrite" in nothing.text
    long = post(chloe, url, {"intitule": "gymnases " * 600, "chercher": "1"})
    assert long.status_code == 200


def test_rewritten_it_is_not_said_to_repeat_itself(chloe: FlaskClient, monde: Monde) -> None:
    id_ = written(monde)
    assert AVERTIE not in chloe.get(f"/piloter/preconisations/{id_}/modifier").text
    later = written(monde, ENCORE)
    assert AVERTIE in chloe.get(f"/piloter/preconisations/{later}/modifier").text


def test_a_group_says_what_is_already_written_before_a_word_is_typed(
    chloe: FlaskClient, monde: Monde
) -> None:
    written(monde)
    words = chaine.make_words(monde.seance, monde.question, "Le gymnase ferme trop tôt")
    group = chaine.make_regroupement(monde.seance, monde.question, words, ENCORE)
    url = f"/piloter/demarches/{monde.demarche}/preconisations/nouvelle?regroupement={group}"
    assert AVERTIE in chloe.get(url).text


def test_readers_see_no_suggestion_and_put_none_aside(app: Flask, monde: Monde, fiche: str) -> None:
    id_ = written(monde)
    lea = sign_in(
        strict_client(app), factories.make_compte("lea-lit", Role.LECTEUR, monde.demarche)
    )
    assert "Les plus proches" not in lea.get(f"/piloter/preconisations/{id_}").text
    assert "Pourraient porter" not in lea.get(f"/piloter/fiches/{fiche}").text
    for qui in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            refuse_near(par=qui, preconisation_id=id_, genre=GenreProche.FICHE, objet_id=fiche)


def test_refusing_twice_is_once_and_only_what_is_of_the_demarche_can_be(
    monde: Monde, fiche: str
) -> None:
    id_ = written(monde)
    asked = {"par": monde.bruno, "preconisation_id": id_}
    assert refuse_near(**asked, genre=GenreProche.FICHE, objet_id=fiche)
    assert not refuse_near(**asked, genre=GenreProche.FICHE, objet_id=fiche)
    db.session.rollback()
    assert refused_near(db.session(), id_) == {(GenreProche.FICHE, fiche)}
    natures = [e.nature for e in db.session.query(Evenement).order_by(Evenement.numero)]
    assert natures.count("NearRefused") == 1
    ailleurs = factories.make_demarche("Ailleurs")
    for genre, objet in (
        (GenreProche.FICHE, chaine.make_fiche(ailleurs)),
        (GenreProche.PRECONISATION, "inconnue"),
    ):
        with pytest.raises(Missing):
            refuse_near(**asked, genre=genre, objet_id=objet)


def test_one_written_while_the_others_are_compared_stops_no_fiche(
    chloe: FlaskClient, monde: Monde, fiche: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(monde)

    def meanwhile(octets: bytes) -> dict[str, Voisinage]:
        written(monde, "Éclairer les gymnases")
        return read_voisinages(octets)

    monkeypatch.setattr(proches, "read_voisinages", meanwhile)
    page = chloe.get(f"/piloter/fiches/{fiche}").text
    assert GYMNASE in page
    assert "Éclairer les gymnases" not in page
