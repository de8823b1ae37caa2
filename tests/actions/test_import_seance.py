"""A séance as a file: out, then in on an empty base, field by field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from cafe.access.jetons import hash_jeton
from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.import_seance import import_seance
from cafe.actions.isolees import mark_lone_voice
from cafe.actions.moderation import refuse_contribution
from cafe.actions.notes import correct_ligne
from cafe.actions.partages import split_contribution
from cafe.actions.rapprochements import bring_together
from cafe.actions.retouches import erase_contribution
from cafe.actions.syntheses import erase_synthese, save_synthese
from cafe.extensions import db
from cafe.formats.seance_json import read_seance
from cafe.formats.seance_schema import SECTIONS
from cafe.models import (
    CodeSeance,
    Contribution,
    Effacement,
    Evenement,
    Ligne,
    MotifModeration,
    NatureLigne,
    Organisme,
    Participant,
    Phase,
    Seance,
    Signalement,
    SyntheseVersion,
)
from cafe.models.base import new_id
from cafe.models.relecture import queue_of
from cafe.models.tableau import board_state
from cafe.models.verification import check_chain
from cafe.models.visibilite import Regard
from tests import factories
from tests.actions.seance_voyage import body, elsewhere, empty_base, exported
from tests.conftest import Monde
from tests.rencontre_pleine import Rencontre


def test_a_séance_goes_out_and_comes_in_field_by_field(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    before = body(data)
    assert [nom for nom in SECTIONS if not before[nom]] == []  # one row of each kind at least
    demarche, bilan = elsewhere(data)
    assert bilan.seance_id == rencontre.seance
    assert body(exported(rencontre.seance)) == before
    assert db.session.get_one(Seance, rencontre.seance).demarche_id == demarche
    assert db.session.query(Contribution).filter_by(langue="ar").count() == 1
    assert check_chain(db.session()).fautes == ()


def test_what_leaves_the_team_comes_in_too_without_the_rest(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance, Regard.DOCUMENT)
    assert b"Le voisin" not in data
    before = body(data)
    elsewhere(data)
    assert body(exported(rencontre.seance)) == before


def test_a_text_that_came_in_without_its_past_is_followed_by_the_next(
    monde: Monde, rencontre: Rencontre
) -> None:
    data = exported(rencontre.seance, Regard.DOCUMENT)
    (line,) = (row for row in body(data)["versions_de_lignes"] if "réparé" in row["texte"])
    assert line["rang"] == 2
    demarche, _ = elsewhere(data)
    eve = factories.identite(factories.make_compte("Paul", factories.Role.ANIMATEUR, demarche))
    said = {"par": eve, "ligne_id": line["ligne_id"], "nature": NatureLigne.ECHANGE}
    correct_ligne(**said, texte="Le banc est repeint.")
    assert db.session.get_one(Ligne, line["ligne_id"]).texte == "Le banc est repeint."


def test_what_tables_say_travels_and_only_what_they_approved_leaves_the_team(
    monde: Monde, rencontre: Rencontre
) -> None:
    inside = body(exported(rencontre.seance))
    assert [row["texte"] for row in inside["versions_de_syntheses"]] == [
        "Des bancs.",
        "Des bancs à l’ombre.",
    ]
    assert inside["effectifs_de_tables"][0]["nombre"] == 9
    assert sum(row["etoile_le"] is not None for row in inside["contributions"]) == 1
    outside = body(exported(rencontre.seance, Regard.DOCUMENT))
    assert [row["texte"] for row in outside["versions_de_syntheses"]] == ["Des bancs à l’ombre."]
    tablee, tour = inside["tables"][0]["id"], inside["tours"][0]["id"]
    save_synthese(par=monde.bruno, tablee_id=tablee, tour_id=tour, texte="Autre.", version=2)
    assert body(exported(rencontre.seance, Regard.DOCUMENT))["syntheses"] == []


def test_an_erased_synthese_comes_in_as_a_gap_that_the_register_knows(
    monde: Monde, rencontre: Rencontre
) -> None:
    synthese = body(exported(rencontre.seance))["syntheses"][0]["id"]
    erase_synthese(par=monde.chloe, synthese_id=synthese, motif="demande")
    elsewhere(exported(rencontre.seance))
    db.session.rollback()
    assert set(db.session.scalars(select(SyntheseVersion.texte))) == {None}
    assert synthese in db.session.scalars(select(Effacement.contribution_id)).all()


def test_a_split_idea_and_near_words_travel_whole_and_outside_by_their_parts(monde: Monde) -> None:
    whole = factories.post(monde.ana, monde.question, "Des bancs et de l’ombre").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=whole,
        parties=("Des bancs", "et de l’ombre"),
        client_id=new_id(),
        version=None,
    )
    near = factories.post(monde.ana, monde.question, "Des bancs partout").id
    bring_together(par=monde.bruno, contribution_id=near, principale_id=parts[0], version=None)
    mark_lone_voice(par=monde.bruno, contribution_id=parts[1], isolee=True, version=None)
    outside = body(exported(monde.seance, Regard.DOCUMENT))
    assert [row["texte"] for row in outside["versions_de_contributions"]].count(None) == 0
    assert {row["id"] for row in outside["contributions"]} == {*parts, near}
    assert [row["origine_id"] for row in outside["contributions"]] == [None] * 3
    data = exported(monde.seance)
    assert body(data)["seance"]["phase"] == "ouverte"
    elsewhere(data)
    db.session.rollback()
    (top, alone) = board_state(db.session(), monde.seance, monde.question).libres
    assert [card.id for card in top.proches] == [near]
    assert (top.id, alone.id, alone.isolee) == (*parts, True)
    assert check_chain(db.session()).fautes == ()


def test_what_local_lists_point_at_is_to_be_read_here_too(monde: Monde) -> None:
    insult, insult_refused, plain = (
        factories.post(monde.ana, monde.question, texte).id
        for texte in ("Mon voisin est un abruti", "Quels abrutis", "Un banc")
    )
    refuse_contribution(
        par=monde.bruno,
        contribution_id=insult_refused,
        motif=MotifModeration.PROPOS_BLESSANT,
        precision="",
        version=None,
    )
    elsewhere(exported(monde.seance))
    db.session.rollback()
    rows = [db.session.get_one(Contribution, id_) for id_ in (insult, insult_refused, plain)]
    assert [row.signalement for row in rows] == [Signalement.INSULTE, Signalement.INSULTE, None]
    assert [row.signalement_vu_le is not None for row in rows] == [False, True, False]
    queue = queue_of(db.session(), db.session.get_one(Seance, monde.seance))
    assert [waiting.id for waiting in queue] == [insult]


def test_an_erased_family_comes_in_erased_and_registered(monde: Monde) -> None:
    whole = factories.post(monde.ana, monde.question, "Des bancs et de l’ombre").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=whole,
        parties=("Des bancs", "et de l’ombre"),
        client_id=new_id(),
        version=None,
    )
    erase_contribution(par=monde.chloe, contribution_id=parts[0], motif="demande")
    data = exported(monde.seance)
    assert b"bancs" not in data
    elsewhere(data)
    db.session.rollback()
    assert set(db.session.scalars(select(Effacement.contribution_id))) == {whole, *parts}
    assert check_chain(db.session()).fautes == ()


# What rows had not yet before version 3.
OLDER = {
    "tables": ("hote",),
    "contributions": ("etoile_le",),
    "etapes": (
        *("nature", "tour_id", "ecran", "consigne"),
        *("debut_le", "fin_prevue_le", "pause_le", "ecartee_le"),
    ),
}


def test_a_file_of_an_earlier_version_still_comes_in(rencontre: Rencontre) -> None:
    file = json.loads(exported(rencontre.seance))
    for version, lists in (
        (4, ("versions_de_regroupements", "rapprochements", "decisions_de_moderation")),
        (3, ("scrutins", "cartes_de_scrutins", "bulletins", "papiers_de_scrutins")),
        (2, ("syntheses", "versions_de_syntheses", "effectifs_de_tables")),
        (1, ("traductions",)),
    ):
        file["version"] = version
        for nom in lists:
            del file[nom]
        for row in file["contributions"]:
            for key in ("partie", "isolee_le"):
                row.pop(key, None)
        for nom, keys in OLDER.items() if version < 3 else ():
            for row in file[nom]:
                for key in keys:
                    row.pop(key, None)
        _, came = elsewhere(json.dumps(file).encode())
        assert came.comptes["syntheses"] == (1 if version >= 3 else 0)
        assert came.comptes["scrutins"] == (2 if version == 4 else 0)
        assert came.comptes["tables"] == 1


def test_a_séance_does_not_come_in_twice(monde: Monde, rencontre: Rencontre) -> None:
    lue = read_seance(exported(rencontre.seance))
    with pytest.raises(Refusal, match="seance_deja_la"):
        import_seance(par=monde.chloe, demarche_id=monde.demarche, lue=lue)


def test_nobody_can_act_for_those_who_spoke_elsewhere(rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    secrets = set(db.session.scalars(select(Participant.jeton_hash)))
    assert not [secret for secret in secrets if secret.encode() in data]
    elsewhere(data)
    db.session.rollback()
    held = db.session.scalars(select(Participant)).all()
    assert len(held) == 4  # two who wrote, and whoever each of two ballots was
    assert secrets.isdisjoint({row.jeton_hash for row in held})
    assert hash_jeton("") not in {row.jeton_hash for row in held}
    assert db.session.scalar(select(func.count()).select_from(CodeSeance)) == 0


def test_the_import_is_told_in_the_journal_by_ids_alone(rencontre: Rencontre) -> None:
    elsewhere(exported(rencontre.seance))
    db.session.rollback()
    (event,) = db.session.scalars(select(Evenement).where(Evenement.nature == "SeanceImported"))
    assert event.seance_id == rencontre.seance
    assert "banc" not in str(event.details)


def test_a_structure_of_the_same_name_is_not_made_twice(monde: Monde, rencontre: Rencontre) -> None:
    data = exported(rencontre.seance)
    empty_base()
    demarche = factories.make_demarche()
    chef = factories.identite(factories.make_compte("Eve", factories.Role.CHEF_DE_PROJET, demarche))

    def job(session: Any) -> str:
        from cafe import clock

        row = Organisme(demarche_id=demarche, nom="Le bailleur social", cree_le=clock.now())
        session.add(row)
        session.flush()
        return str(row.id)

    here = factories.build(job)
    import_seance(par=chef, demarche_id=demarche, lue=read_seance(data))
    db.session.rollback()
    assert list(db.session.scalars(select(Organisme.id))) == [here]
    assert {s["organisme_id"] for s in json.loads(exported(rencontre.seance))["suites"]} == {here}


def test_an_open_séance_comes_in_ended(rencontre: Rencontre) -> None:
    file = json.loads(exported(rencontre.seance))
    file["seance"] |= {"phase": "ouverte", "terminee_le": None}
    elsewhere(json.dumps(file).encode())
    db.session.rollback()
    row = db.session.get_one(Seance, rencontre.seance)
    assert row.phase is Phase.TERMINEE
    assert row.terminee_le is not None


def test_only_a_chef_de_projet_takes_a_séance_in(monde: Monde, rencontre: Rencontre) -> None:
    lue = read_seance(exported(rencontre.seance))
    for par in (monde.bruno, monde.dan):
        with pytest.raises(NotAllowed):
            import_seance(par=par, demarche_id=monde.demarche, lue=lue)
