"""Scripts kept from the page of a séance, taken again on another, offered to a new one."""

from __future__ import annotations

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cafe.actions.conduite import set_phase
from cafe.extensions import db
from cafe.models import Phase, Seance
from cafe.models.modele_deroule import modeles_of
from cafe.models.question import tablees_of
from tests.actions.test_programme import make, version
from tests.conftest import Monde
from tests.main_form import send
from tests.pages import token_in


def page_of(seance_id: str) -> str:
    return f"/piloter/seances/{seance_id}"


def press(client: FlaskClient, seance_id: str, suffix: str, **fields: str) -> TestResponse:
    """Send a form of the fold, as the page gives its token."""
    page = client.get(page_of(seance_id))
    data = {"csrf_token": token_in(page)} | {k.replace("__", "-"): v for k, v in fields.items()}
    return client.post(f"{page_of(seance_id)}/modeles{suffix}", data=data)


def keep(client: FlaskClient, seance_id: str, titre: str = "Café court") -> None:
    answer = press(client, seance_id, "", modele__titre=titre, modele__description="Une heure")
    assert (answer.status_code, answer.location) == (303, page_of(seance_id))


def kept(monde: Monde) -> dict[str, str]:
    """The ids of the models in force, by title."""
    db.session.rollback()
    return {row.titre: row.id for row in modeles_of(db.session(), monde.demarche)}


def steps(seance_id: str) -> list[str]:
    db.session.rollback()
    return [e.titre for e in db.session.get_one(Seance, seance_id).etapes]


def test_a_script_is_kept_on_one_page_and_taken_again_on_another(
    chloe: FlaskClient, monde: Monde
) -> None:
    source = make(monde, tables=3, questions=1, tours=1)
    target = make(monde, tables=5, questions=2, tours=3)
    assert "Reprendre un modèle" not in chloe.get(page_of(target)).text
    keep(chloe, source)
    page = chloe.get(page_of(target))
    assert "Reprendre un modèle" in page.text
    assert "Une heure" in page.text
    # The first form of the page: its select shows the one model.
    assert send(chloe, page).status_code == 303
    assert steps(target) == ["Accueil", "Tour 1"]
    assert len(tablees_of(db.session(), target)) == 3


def test_what_was_typed_stays_beside_the_refusal(chloe: FlaskClient, monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    keep(chloe, source)
    again = press(chloe, source, "", modele__titre="CAFÉ COURT", modele__description="Le soir")
    assert again.status_code == 409
    assert "Un autre modèle porte déjà ce titre." in again.text
    assert 'value="CAFÉ COURT"' in again.text
    assert "Le soir" in again.text
    assert '<details class="repli" id="modeles" open>' in again.text
    assert press(chloe, source, "", modele__titre=" ").status_code == 422


def test_a_script_moved_by_somebody_else_is_not_replaced_unread(
    chloe: FlaskClient, monde: Monde
) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    keep(chloe, source)
    (modele,) = kept(monde).values()
    before = steps(source)
    stale = {"reprise__modele": modele, "reprise__version": str(version(source) - 1)}
    answer = press(chloe, source, "/reprendre", **stale)
    assert answer.status_code == 409
    # Sent again with the new version in it, it passes.
    assert send(chloe, answer).status_code == 303
    assert steps(source) == before


def test_no_model_is_taken_again_once_the_room_is_open(chloe: FlaskClient, monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    keep(chloe, source)
    (modele,) = kept(monde).values()
    set_phase(par=monde.bruno, seance_id=source, phase=Phase.OUVERTE)
    assert "Reprendre un modèle" not in chloe.get(page_of(source)).text
    late = press(chloe, source, "/reprendre", reprise__modele=modele)
    assert late.status_code == 409
    assert "avant l’ouverture" in late.text


def test_a_model_is_renamed_then_retired(chloe: FlaskClient, monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    keep(chloe, source)
    keep(chloe, source, "Café long")
    long = kept(monde)["Café long"]
    taken = press(chloe, source, f"/{long}/renommer", **{f"{long}-titre": "Café court"})
    assert taken.status_code == 409
    assert "Un autre modèle porte déjà ce titre." in taken.text
    named = press(chloe, source, f"/{long}/renommer", **{f"{long}-titre": "Grand café"})
    assert named.status_code == 303
    assert press(chloe, source, f"/{long}/retirer").status_code == 303
    assert list(kept(monde)) == ["Café court"]
    again = press(chloe, source, f"/{long}/retirer")
    assert again.status_code == 409
    assert "Ce modèle a été retiré." in again.text
    # Chosen in a page opened before: told beside the choice.
    late = press(chloe, source, "/reprendre", reprise__modele=long)
    assert late.status_code == 409
    assert "Ce modèle a été retiré." in late.text


def test_a_new_seance_is_made_of_a_model(chloe: FlaskClient, monde: Monde) -> None:
    keep(chloe, make(monde, tables=3, questions=1, tours=2))
    address = f"/piloter/demarches/{monde.demarche}/seances/nouvelle"
    (modele,) = kept(monde).values()
    assert f"{address}?modele={modele}" in chloe.get(address).text
    page = chloe.get(f"{address}?modele={modele}")
    made = send(chloe, page, titre="Café du lac", questions__0__texte="Que changer ?")
    assert made.status_code == 303
    id_ = made.location.rpartition("/")[2]
    assert steps(id_) == ["Accueil", "Tour 1", "Tour 2"]
    row = db.session.get_one(Seance, id_)
    assert (row.format.value, len(tablees_of(db.session(), id_))) == ("world_cafe", 3)
    assert "Quelle rencontre" in chloe.get(f"{address}?modele=inconnu").text


def test_the_fold_is_the_lead_s(bruno: FlaskClient, monde: Monde) -> None:
    source = make(monde, tables=1, questions=1, tours=1)
    assert "Modèles de déroulé" not in bruno.get(page_of(source)).text
    assert press(bruno, source, "", modele__titre="Essai").status_code == 403
