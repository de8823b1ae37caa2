"""The notes of the demo's meeting: they name what exists, and its suivis await the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.extensions import db
from cafe.models import EtatSuivi, Groupe, Ligne, NatureLigne, Seance
from cafe.models.note import points_of
from cafe.models.prise import lines_of_seance
from cafe.models.suivi import earlier_suivis, suivis_of
from tests.demo.lecture import CONTRIBUTIONS, NOTES, PAR_CLE
from tests.demonstration import Demonstration


@pytest.fixture
def base(demonstration: Demonstration) -> Iterator[Session]:
    app = demonstration.app()
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


def meetings(base: Session) -> list[Seance]:
    groupe = base.scalars(select(Groupe)).one()
    rows = select(Seance).where(Seance.groupe_id == groupe.id).order_by(Seance.jour)
    return list(base.scalars(rows))


def test_the_content_draws_in_only_what_may_be() -> None:
    published = {c["id"] for c in CONTRIBUTIONS if c["statut"] == "publiee"}
    for line in NOTES["lignes"]:
        assert line["cite"] is None or line["cite"] in published
        assert (line["nature"] == "suivi") is (line["suivi"] is not None)
        assert bool(line["texte"]) is (line["suivi"] is None)
        assert line["seance"] in PAR_CLE


def test_every_line_stands_under_its_point_and_shows_what_it_draws_in(base: Session) -> None:
    held, _ = meetings(base)
    lines = lines_of_seance(base, held.id)
    places = {point.id: point.ordre for point in points_of(base, held.id)}
    assert Counter(places[line.point_id] for line in lines) == Counter(
        line["point"] for line in NOTES["lignes"]
    )
    assert {line.nature for line in lines} == set(NatureLigne)
    cited = [line.citation for line in lines if line.citation]
    assert len(cited) == sum(line["cite"] is not None for line in NOTES["lignes"])
    assert all(citation.texte for citation in cited)


def test_the_next_meeting_begins_with_what_is_still_open(base: Session) -> None:
    held, coming = meetings(base)
    opened = suivis_of(base, held.id)
    assert Counter(s.etat for s in opened) == {EtatSuivi.OUVERT: 4, EtatSuivi.FAIT: 1}
    assert all(s.etat_dans(held) is EtatSuivi.OUVERT for s in opened)
    assert len(earlier_suivis(base, coming)) == 4
    assert all(s.organisme and s.echeance for s in opened)


def test_no_mark_of_a_date_is_left_in_the_notes(base: Session) -> None:
    assert not [row for row in base.scalars(select(Ligne)) if "{j" in (row.texte or "")]
    told = [n.texte for s in suivis_of(base, meetings(base)[0].id) for n in s.nouvelles]
    assert len(told) == 2
    assert not [texte for texte in told if "{j" in texte]
