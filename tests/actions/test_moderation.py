"""What is shown and what is not: reasons given, nothing deleted, everything can come back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.moderation import (
    chill_contribution,
    publish_contribution,
    refuse_contribution,
)
from cafe.actions.regroupements import create_regroupement
from cafe.actions.retouches import (
    correct_contribution,
    erase_contribution,
    withdraw_contribution,
)
from cafe.extensions import db
from cafe.models import (
    Appartenance,
    Contribution,
    DecisionModeration,
    Evenement,
    MotifModeration,
    Statut,
)
from cafe.models.regroupement import open_appartenance
from tests import factories
from tests.conftest import Monde


@pytest.fixture
def carte(monde: Monde) -> str:
    return factories.post(monde.ana, monde.question, "Le voisin du 12 fait du bruit").id


def row(carte: str) -> Contribution:
    db.session.rollback()
    return db.session.get_one(Contribution, carte)


def refuse(
    monde: Monde,
    carte: str,
    version: int | None,
    motif: MotifModeration = MotifModeration.PERSONNE_NOMMEE,
    precision: str = "",
) -> int:
    return refuse_contribution(
        par=monde.bruno, contribution_id=carte, motif=motif, precision=precision, version=version
    )


def natures() -> list[str]:
    return list(db.session.scalars(select(Evenement.nature).order_by(Evenement.numero)))


def test_a_refused_word_says_why_and_keeps_its_text(monde: Monde, carte: str) -> None:
    assert refuse(monde, carte, 1, precision="Dites plutôt la rue") == 2
    kept = row(carte)
    assert (kept.statut, kept.motif) == (Statut.NON_PUBLIEE, MotifModeration.PERSONNE_NOMMEE)
    assert (kept.precision, kept.texte) == ("Dites plutôt la rue", "Le voisin du 12 fait du bruit")


def decisions(carte: str) -> list[tuple[Statut, str]]:
    db.session.rollback()
    rows = select(DecisionModeration).where(DecisionModeration.contribution_id == carte)
    return [
        (r.statut, r.precision) for r in db.session.scalars(rows.order_by(DecisionModeration.le))
    ]


def test_every_decision_is_kept_and_what_it_said_goes_with_the_word(
    monde: Monde, carte: str
) -> None:
    refuse(monde, carte, 1, precision="Dites plutôt la rue")
    publish_contribution(par=monde.bruno, contribution_id=carte, version=2)
    assert decisions(carte) == [
        (Statut.NON_PUBLIEE, "Dites plutôt la rue"),
        (Statut.PUBLIEE, ""),
    ]
    erase_contribution(par=monde.chloe, contribution_id=carte, motif="demande")
    assert decisions(carte) == [(Statut.NON_PUBLIEE, ""), (Statut.PUBLIEE, "")]


def test_a_word_put_aside_leaves_its_group_and_the_group_remembers(
    monde: Monde, carte: str
) -> None:
    other = factories.post(monde.ana, monde.question, "Le stade").id
    group = create_regroupement(
        par=monde.bruno, question_id=monde.question, titre="Bruit", contributions=(carte, other)
    )
    refuse(monde, carte, 2)
    chill_contribution(par=monde.bruno, contribution_id=other, version=2)
    for gone in (carte, other):
        assert open_appartenance(db.session(), gone) is None
        past = db.session.scalars(
            select(Appartenance).where(Appartenance.contribution_id == gone)
        ).one()
        assert past.regroupement_id == group
        assert past.fin_par == monde.bruno.id
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.nature == "ContributionChilled"
    assert event.ids("regroupement") == [group]


@pytest.mark.parametrize("aside", ["frigo", "non_publiee"])
def test_a_word_put_aside_comes_back_without_its_reason(
    monde: Monde, carte: str, aside: str
) -> None:
    if aside == "frigo":
        chill_contribution(par=monde.bruno, contribution_id=carte, version=1)
    else:
        refuse(monde, carte, 1)
    assert publish_contribution(par=monde.bruno, contribution_id=carte, version=2) == 3
    kept = row(carte)
    assert (kept.statut, kept.motif, kept.precision) == (Statut.PUBLIEE, None, "")
    last = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert last is not None
    assert last.details["de"] == aside


def test_a_waiting_word_is_published_after_its_author_mended_it(monde: Monde, carte: str) -> None:
    refuse(monde, carte, 1)
    correct_contribution(
        par=monde.ana, contribution_id=carte, texte="Il y a du bruit le soir", version=2
    )
    assert row(carte).statut is Statut.EN_ATTENTE
    publish_contribution(par=monde.bruno, contribution_id=carte, version=3)
    assert row(carte).statut is Statut.PUBLIEE


def test_asking_again_for_what_is_already_so_changes_nothing(monde: Monde, carte: str) -> None:
    for version in (1, 1):
        assert refuse(monde, carte, version) == 2
    for version in (2, 2):
        assert chill_contribution(par=monde.bruno, contribution_id=carte, version=version) == 3
    for version in (3, 3):
        assert publish_contribution(par=monde.bruno, contribution_id=carte, version=version) == 4
    assert len(natures()) == 4


def test_another_reason_replaces_the_first_one_only_from_a_fresh_view(
    monde: Monde, carte: str
) -> None:
    refuse(monde, carte, 1)
    with pytest.raises(Stale, match="carte_non_publiee"):
        refuse(monde, carte, 1, MotifModeration.DOUBLON)
    assert refuse(monde, carte, 2, MotifModeration.DOUBLON) == 3


def test_the_reason_autre_wants_words(monde: Monde, carte: str) -> None:
    with pytest.raises(RuleBroken, match="precision_vide") as caught:
        refuse(monde, carte, 1, MotifModeration.AUTRE, "  ")
    assert caught.value.champ == "precision"
    with pytest.raises(RuleBroken, match="saisie_longue"):
        refuse(monde, carte, 1, MotifModeration.AUTRE, "a" * 501)


def test_a_withdrawn_word_is_not_brought_back(monde: Monde, carte: str) -> None:
    withdraw_contribution(par=monde.ana, contribution_id=carte)
    with pytest.raises(RuleBroken, match="parole_retiree"):
        publish_contribution(par=monde.bruno, contribution_id=carte, version=None)


def test_only_those_who_facilitate_moderate(monde: Monde, carte: str) -> None:
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            chill_contribution(par=outsider, contribution_id=carte, version=1)
        with pytest.raises(NotAllowed):
            publish_contribution(par=outsider, contribution_id=carte, version=1)
        with pytest.raises(NotAllowed):
            refuse_contribution(
                par=outsider,
                contribution_id=carte,
                motif=MotifModeration.DOUBLON,
                precision="",
                version=1,
            )
    assert natures() == ["ContributionPosted"]
