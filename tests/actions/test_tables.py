"""Tables as they are prepared: enough of them, with enough seats, and none that is in use goes."""

from __future__ import annotations

import pytest

from cafe.actions.core import NotAllowed, RuleBroken, Stale
from cafe.actions.tables import TablePrevue, arrange_tables
from cafe.extensions import db
from cafe.models import Phase, Seance
from cafe.models.question import tablees_of
from tests import factories, tablees
from tests.conftest import Monde

SEPT = tuple(TablePrevue(f"Angle {n}", 8, f"Hôte {n}") for n in range(1, 8))


def arrange(
    monde: Monde, tables: tuple[TablePrevue, ...], personnes: int | None = None, version: int = 1
) -> int:
    return arrange_tables(
        par=monde.chloe,
        seance_id=monde.seance,
        tables=tables,
        personnes=personnes,
        version=version,
    )


def listed(monde: Monde) -> list[tuple[int, str, int | None, str]]:
    db.session.rollback()
    rows = tablees_of(db.session(), monde.seance)
    return [(row.numero, row.place, row.capacite, row.hote) for row in rows]


def test_tables_have_a_place_seats_and_a_host(monde: Monde) -> None:
    version = arrange(monde, SEPT, 56)
    assert listed(monde)[6] == (7, "Angle 7", 8, "Hôte 7")
    arrange(monde, SEPT[:3], version=version)
    assert [numero for numero, *_ in listed(monde)] == [1, 2, 3]


def test_no_table_at_all_is_refused(monde: Monde) -> None:
    with pytest.raises(RuleBroken) as caught:
        arrange(monde, ())
    assert (caught.value.code, caught.value.champ) == ("aucune_table", "nombre")


def test_fewer_seats_than_people_is_refused_and_says_both(monde: Monde) -> None:
    with pytest.raises(RuleBroken) as caught:
        arrange(monde, SEPT, 57)
    assert caught.value.code == "places_insuffisantes"
    assert caught.value.details == {"places": 56, "personnes": 57}
    # A table of unknown size may hold them.
    arrange(monde, (*SEPT, TablePrevue()), 57)


@pytest.mark.parametrize("seats", [0, -1, 41])
def test_impossible_seats_name_their_table(monde: Monde, seats: int) -> None:
    with pytest.raises(RuleBroken) as caught:
        arrange(monde, (SEPT[0], TablePrevue(capacite=seats)))
    assert caught.value.code == "capacite_invalide"
    assert caught.value.details["numero"] == 2


def test_a_table_with_a_device_stays(monde: Monde) -> None:
    cafe = tablees.make_cafe(monde, tables=3)
    tablees.pair_host(monde, cafe.tables[2])
    with pytest.raises(RuleBroken) as caught:
        arrange(monde, SEPT[:2])
    assert caught.value.code == "table_utilisee"


def test_of_two_who_arrange_at_once_the_second_is_told(monde: Monde) -> None:
    arrange(monde, SEPT)
    with pytest.raises(Stale):
        arrange(monde, SEPT[:4])
    assert len(listed(monde)) == 7


def test_only_the_lead_arranges_and_nothing_changes_once_closed(monde: Monde) -> None:
    for other in (monde.bruno, monde.dan, monde.ana):
        with pytest.raises(NotAllowed):
            arrange_tables(par=other, seance_id=monde.seance, tables=SEPT, version=1)

    def close(session: object) -> None:
        session.get(Seance, monde.seance).phase = Phase.CLOSE  # type: ignore[attr-defined]

    factories.build(close)
    with pytest.raises(RuleBroken) as caught:
        arrange(monde, SEPT)
    assert caught.value.code == "rencontre_close"
