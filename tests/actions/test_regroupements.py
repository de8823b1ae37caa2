"""Groups of the board: made, renamed, dissolved, and never by two people over each other."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from cafe.actions.core import Missing, NotAllowed, Refusal, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.extensions import db
from cafe.messages import SENTENCES, sentence
from cafe.models import Appartenance, Contribution, Evenement, Regroupement
from cafe.models.regroupement import members_of, open_appartenance
from tests import factories
from tests.conftest import Monde


def group(monde: Monde, titre: str, *cartes: str) -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=cartes
    )


def cards(monde: Monde, *textes: str) -> list[str]:
    return [factories.post(monde.ana, monde.question, texte).id for texte in textes]


def members(regroupement_id: str) -> list[str]:
    return [c.id for c in members_of(db.session(), regroupement_id)]


def event_count() -> int:
    return len(db.session.scalars(select(Evenement.numero)).all())


def test_bruno_opens_a_group_with_two_cards_in_his_order(monde: Monde) -> None:
    bancs, ombre = cards(monde, "Des bancs", "De l’ombre")
    chosen = str(uuid.uuid4())
    made = create_regroupement(
        par=monde.bruno,
        question_id=monde.question,
        titre="  Se poser\n dehors ",
        contributions=(ombre, bancs),
        regroupement_id=chosen,
    )
    assert made == chosen
    assert members(made) == [ombre, bancs]
    row = db.session.get_one(Regroupement, made)
    assert (row.titre, row.ordre) == ("Se poser dehors", 1)
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.nature == "RegroupementCreated"
    assert set(event.ids("contribution")) == {bancs, ombre}


def test_a_repeat_with_the_same_id_changes_nothing(monde: Monde) -> None:
    (bancs,) = cards(monde, "Des bancs")
    chosen = str(uuid.uuid4())
    for titre in ("Se poser", "Se poser"):
        create_regroupement(
            par=monde.bruno,
            question_id=monde.question,
            titre=titre,
            contributions=(bancs,),
            regroupement_id=chosen,
        )
    assert event_count() == 2  # the word and the group
    elsewhere = factories.make_question(monde.seance)
    with pytest.raises(RuleBroken, match="identifiant_pris"):
        create_regroupement(
            par=monde.bruno, question_id=elsewhere, titre="Autre", regroupement_id=chosen
        )


def test_groups_take_their_places_one_after_the_other(monde: Monde) -> None:
    first, second = group(monde, "Un"), group(monde, "Deux")
    close_regroupement(par=monde.bruno, regroupement_id=second, version=1)
    third = group(monde, "Trois")
    ordres = [db.session.get_one(Regroupement, g).ordre for g in (first, second, third)]
    assert ordres == [1, 2, 3]


def test_a_card_that_moved_meanwhile_is_not_taken_into_a_new_group(monde: Monde) -> None:
    (bancs,) = cards(monde, "Des bancs")
    kept = group(monde, "Se poser", bancs)
    with pytest.raises(Stale) as caught:
        create_regroupement(
            par=monde.chloe,
            question_id=monde.question,
            titre="Mobilier",
            contributions=(bancs,),
            versions={bancs: 1},
        )
    assert caught.value.details["regroupement_id"] == kept
    assert members(kept) == [bancs]
    assert len(db.session.scalars(select(Regroupement.id)).all()) == 1


@pytest.mark.parametrize(
    ("titre", "code"), [("  ", "groupe_sans_titre"), ("a" * 201, "saisie_longue")]
)
def test_a_title_is_needed_and_stays_short(monde: Monde, titre: str, code: str) -> None:
    with pytest.raises(RuleBroken, match=code) as caught:
        group(monde, titre)
    assert caught.value.champ == "titre"
    assert code in SENTENCES


def test_cards_of_elsewhere_or_not_published_are_refused_and_no_group_is_made(
    monde: Monde,
) -> None:
    elsewhere = factories.make_question(monde.seance)
    foreign = factories.post(monde.ana, elsewhere).id
    (cold,) = cards(monde, "Le stade")
    chill_contribution(par=monde.bruno, contribution_id=cold, version=1)
    for card, code in ((foreign, "autre_question"), (cold, "parole_pas_publiee")):
        with pytest.raises(RuleBroken, match=code):
            group(monde, "Se poser", card)
    assert db.session.scalars(select(Regroupement)).all() == []


def test_two_people_rename_at_once_and_the_second_reads_both_versions(monde: Monde) -> None:
    made = group(monde, "Bancs")
    rename_regroupement(
        par=monde.chloe, regroupement_id=made, titre="S’asseoir", resume="Partout", version=1
    )
    with pytest.raises(Stale) as caught:
        rename_regroupement(
            par=monde.bruno, regroupement_id=made, titre="Le mobilier", resume="", version=1
        )
    assert caught.value.details == {
        "regroupement_id": made,
        "version": 2,
        "titre": "S’asseoir",
        "resume": "Partout",
        "qui": "Chloe",
    }
    assert "Chloe" in sentence(caught.value)
    assert "« S’asseoir »" in sentence(caught.value)


def test_renaming_to_what_it_is_already_succeeds_from_an_old_view(monde: Monde) -> None:
    made = group(monde, "Bancs")
    for version in (1, 1):
        got = rename_regroupement(
            par=monde.bruno, regroupement_id=made, titre="S’asseoir", resume="", version=version
        )
    assert got == 2
    assert event_count() == 2


def test_dissolving_sets_the_cards_free_and_keeps_the_history(monde: Monde) -> None:
    bancs, ombre = cards(monde, "Des bancs", "De l’ombre")
    made = group(monde, "Se poser", bancs, ombre)
    close_regroupement(par=monde.bruno, regroupement_id=made, version=1)
    close_regroupement(par=monde.bruno, regroupement_id=made, version=1)
    assert members(made) == []
    assert open_appartenance(db.session(), bancs) is None
    history = db.session.scalars(
        select(Appartenance).where(Appartenance.contribution_id == bancs)
    ).all()
    assert [(h.regroupement_id, h.fin_par) for h in history] == [(made, monde.bruno.id)]
    assert history[0].fin_le is not None
    assert db.session.get_one(Regroupement, made).ferme_le is not None
    # Whoever still sees the card in the group has an old view of it.
    other = group(monde, "Autre")
    with pytest.raises(Stale, match="carte_a_regrouper"):
        move_contribution(par=monde.chloe, contribution_id=bancs, regroupement_id=other, version=2)


def test_a_group_on_which_an_answer_rests_is_not_dissolved(monde: Monde) -> None:
    from cafe import clock
    from cafe.models import NatureSuite, Suite

    made = group(monde, "Se poser")
    factories.build(
        lambda session: session.add(
            Suite(
                demarche_id=monde.demarche,
                regroupement_id=made,
                nature=NatureSuite.REPONSE_DONNEE,
                texte="Trois bancs en mai",
                jour=clock.now().date(),
                le=clock.now(),
            )
        )
    )
    with pytest.raises(RuleBroken, match="regroupement_cite"):
        close_regroupement(par=monde.bruno, regroupement_id=made, version=1)


def test_only_those_who_facilitate_this_seance_touch_its_groups(monde: Monde) -> None:
    made = group(monde, "Se poser")
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            create_regroupement(par=outsider, question_id=monde.question, titre="À moi")
        with pytest.raises(NotAllowed):
            rename_regroupement(
                par=outsider, regroupement_id=made, titre="À moi", resume="", version=1
            )
        with pytest.raises(NotAllowed):
            close_regroupement(par=outsider, regroupement_id=made, version=1)
    assert event_count() == 1


def test_unknown_question_and_group_are_missing(monde: Monde) -> None:
    unknown = str(uuid.uuid4())
    with pytest.raises(Missing):
        create_regroupement(par=monde.bruno, question_id=unknown, titre="Rien")
    with pytest.raises(Missing):
        close_regroupement(par=monde.bruno, regroupement_id=unknown, version=1)
    with pytest.raises(Refusal, match="client_id_invalide"):
        create_regroupement(
            par=monde.bruno, question_id=monde.question, titre="Rien", regroupement_id="x"
        )


def test_a_withdrawn_card_left_in_a_group_goes_free_with_the_others(monde: Monde) -> None:
    from cafe.actions.retouches import erase_contribution

    (bancs,) = cards(monde, "Des bancs")
    made = group(monde, "Se poser", bancs)
    erase_contribution(par=monde.chloe, contribution_id=bancs, motif="demande")
    close_regroupement(par=monde.bruno, regroupement_id=made, version=1)
    assert open_appartenance(db.session(), bancs) is None
    assert db.session.get_one(Contribution, bancs).texte is None
