"""The checker of the chain over split words, given each fault it must see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from cafe import clock
from cafe.actions.partages import split_contribution
from cafe.extensions import db
from cafe.models import Contribution, ContributionVersion, Effacement, Rapprochement, Statut
from cafe.models.base import new_id
from cafe.models.empreinte import erase_empreintes
from cafe.models.verification import check_chain
from cafe.models.verification_familles import FAMILLES
from tests import chaine, factories
from tests.conftest import Monde


@dataclass(frozen=True)
class Famille:
    """A word and its two parts, and a word of somebody else."""

    entiere: str
    parties: tuple[str, ...]
    autre: str
    ailleurs: str


@pytest.fixture
def famille(monde: Monde) -> Famille:
    whole = factories.post(monde.ana, monde.question, "Des bancs et de l’ombre").id
    parts = split_contribution(
        par=monde.bruno,
        contribution_id=whole,
        parties=("Des bancs", "et de l’ombre"),
        client_id=new_id(),
        version=None,
    )
    (other,) = chaine.make_words(monde.seance, monde.question, "Le bus du soir")
    seance = factories.make_seance(monde.demarche)
    (elsewhere,) = chaine.make_words(seance, factories.make_question(seance), "Chez nous aussi")
    return Famille(whole, parts, other, elsewhere)


def given_to_another(session: Session, f: Famille) -> None:
    other = session.get_one(Contribution, f.autre).participant_id
    session.get_one(Contribution, f.parties[0]).participant_id = other


def half_erased(session: Session, f: Famille) -> None:
    """As if the parts alone had been erased."""
    for part in f.parties:
        session.execute(
            update(ContributionVersion)
            .where(ContributionVersion.contribution_id == part)
            .values(texte=None)
        )
        erase_empreintes(session, [part])
        session.get_one(Contribution, part).statut = Statut.RETIREE
        session.add(Effacement(contribution_id=part, le=clock.now(), motif="demande"))


def kept_under(session: Session, carte: str, principale: str) -> None:
    session.add(Rapprochement(contribution_id=carte, principale_id=principale, le=clock.now()))


FAUTES: dict[str, Callable[[Session, Famille], object]] = {
    "Parole partagée dont aucune partie n’est là": lambda s, f: setattr(
        s.get_one(Contribution, f.autre), "statut", Statut.REMPLACEE
    ),
    "Partie d’une autre personne que l’idée entière": given_to_another,
    "Idée et partie affichées ensemble": lambda s, f: setattr(
        s.get_one(Contribution, f.entiere), "statut", Statut.PUBLIEE
    ),
    "Paroles de deux rencontres gardées ensemble": lambda s, f: kept_under(s, f.autre, f.ailleurs),
    "Parole gardée sous une autre qui l’est aussi": lambda s, f: (
        kept_under(s, f.autre, f.parties[0]),
        kept_under(s, f.parties[0], f.parties[1]),
    ),
    "Idée effacée dont une partie a encore son texte, ou l’inverse": half_erased,
}


def test_every_rule_has_a_fault_to_see() -> None:
    assert set(FAUTES) == set(FAMILLES)


@pytest.mark.parametrize("sentence", FAUTES)
def test_a_planted_fault_is_reported_and_nothing_else(sentence: str, famille: Famille) -> None:
    assert check_chain(db.session()).fautes == ()

    def plant(session: Session) -> None:
        FAUTES[sentence](session, famille)

    factories.build(plant)
    faults = check_chain(db.session()).fautes
    assert faults
    assert {fault.partition(" : ")[0] for fault in faults} == {sentence}
