"""The group of the demo and its two meetings: one held and called, one to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.extensions import db
from cafe.models import EtatPresence, Groupe, Logo, Phase, Seance
from cafe.models.groupe import membres_of
from cafe.models.note import documents_of, points_of
from cafe.models.presence import presences_of
from tests.demo.lecture import ORGANISMES, PAR_CLE, REUNIONS
from tests.demonstration import Demonstration


@pytest.fixture
def base(demonstration: Demonstration) -> Iterator[Session]:
    app = demonstration.app()
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


def test_the_content_names_only_what_exists() -> None:
    (groupe,) = REUNIONS["groupes"]
    assert {m["organisme"] for m in groupe["membres"]} <= ORGANISMES.keys()
    known = {*PAR_CLE, *(s["cle"] for s in REUNIONS["a_venir"])}
    assert {r["seance"] for r in REUNIONS["reunions"]} <= known
    noms = [m["nom"] for m in groupe["membres"]]
    assert len(set(noms)) == len(noms) == 13
    assert len({m["organisme"] for m in groupe["membres"]}) == 9


def test_a_group_of_thirteen_from_nine_structures_has_two_copilotes_with_logos(
    base: Session,
) -> None:
    groupe = base.scalars(select(Groupe)).one()
    membres = membres_of(base, groupe.id)
    assert len(membres) == 13
    assert len({m.organisme_id for m in membres}) == 9
    leaders = {m.organisme_id for m in membres if m.copilote}
    assert {logo.organisme_id for logo in base.scalars(select(Logo))} == leaders
    assert len(leaders) == 2


def test_the_meeting_held_was_called_and_announced_the_next(base: Session) -> None:
    groupe = base.scalars(select(Groupe)).one()
    held, coming = base.scalars(
        select(Seance).where(Seance.groupe_id == groupe.id).order_by(Seance.jour)
    )
    assert (held.phase, coming.phase) == (Phase.TERMINEE, Phase.PREPARATION)
    assert Counter(p.etat for p in presences_of(base, held.id)) == {
        EtatPresence.PRESENT: 13,
        EtatPresence.EXCUSE: 1,
        EtatPresence.REPRESENTE: 1,
    }
    assert sum(p.membre_id is None for p in presences_of(base, held.id)) == 2
    assert presences_of(base, coming.id) == []
    assert (held.prochaine_jour, held.prochaine_heure) == (coming.jour, coming.heure_debut)
    for seance, letters in ((held, "AB"), (coming, "A")):
        assert [p.ordre for p in points_of(base, seance.id)] == [0, 1, 2, 3]
        assert "".join(d.lettre for d in documents_of(base, seance.id)) == letters
