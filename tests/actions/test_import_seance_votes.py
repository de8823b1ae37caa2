"""The votes of a séance as a file: their totals travel, never who voted what."""

from __future__ import annotations

import json

from sqlalchemy import select

from cafe.actions.moderation import refuse_contribution
from cafe.extensions import db
from cafe.models import (
    EtatScrutin,
    MotifModeration,
    Scrutin,
)
from cafe.models.scrutin_lecture import result_of
from cafe.models.visibilite import Regard
from tests.actions.seance_voyage import body, elsewhere, exported
from tests.conftest import Monde
from tests.rencontre_pleine import Rencontre
from tests.votes import make_urne


def test_a_vote_travels_with_its_totals_and_not_who_voted_what(rencontre: Rencontre) -> None:
    def counted() -> list[tuple[int, int]]:
        db.session.rollback()
        (row,) = db.session.scalars(select(Scrutin).where(Scrutin.etat == EtatScrutin.CLOS))
        result = result_of(db.session(), row)
        assert (result.votants, result.presents) == (2, 104)
        return [(total.telephone, total.papier) for total in result.totaux]

    file = body(exported(rencontre.seance))
    assert [row["votant"] for row in file["bulletins"]] == [1, 1, 2]
    people = {row["id"] for row in file["participants"]}
    assert not [id_ for id_ in people if id_ in json.dumps(file["bulletins"])]
    assert [row["total"] for row in file["papiers_de_scrutins"]] == [16, 61]
    before = counted()
    elsewhere(exported(rencontre.seance))
    assert counted() == before == [(3, 61), (1, 0)]


def test_outside_the_team_a_vote_is_in_the_file_once_the_room_has_seen_it(
    monde: Monde, rencontre: Rencontre
) -> None:
    def titles(regard: Regard) -> list[str]:
        return [row["titre"] for row in body(exported(rencontre.seance, regard))["scrutins"]]

    assert titles(Regard.TABLEAU) == ["Que faire d’abord ?", "Et ensuite ?"]
    assert titles(Regard.DOCUMENT) == ["Que faire d’abord ?"]
    refuse_contribution(
        par=monde.bruno,
        contribution_id=rencontre.publiee,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="",
        version=None,
    )
    outside = body(exported(rencontre.seance, Regard.DOCUMENT))
    assert [row["contribution_id"] for row in outside["cartes_de_scrutins"]] == [None]
    assert [row["points"] for row in outside["bulletins"]] == [1, 2]
    assert [row["total"] for row in outside["papiers_de_scrutins"]] == [61]
    elsewhere(json.dumps(outside | {"installation": "", "numero": 0}).encode())


def test_a_hidden_vote_under_way_is_not_in_the_file(monde: Monde) -> None:
    make_urne(monde)
    assert body(exported(monde.seance))["scrutins"] == []
