"""Long drawings are kept for a while, a few at once, and each is fetched until then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cafe import clock
from cafe.pilotage.compte_rendu.fabrique import DUREE, GARDEES, Fabrication, Fabrique
from cafe.threads import Tache

DEBUT = datetime(2026, 11, 3, 18, tzinfo=UTC)


def keep(fabrique: Fabrique, pdf: bytes) -> Fabrication:
    return fabrique.keep(
        Tache(lambda: True, lambda: pdf),
        seance_id="s",
        extension="pdf",
        nom="compte rendu.pdf",
        contributions=900,
        numero=1,
    )


def test_the_oldest_gives_way_to_a_new_one_only() -> None:
    fabrique = Fabrique()
    first, *others = [keep(fabrique, b"%d" % n) for n in range(GARDEES)]
    assert [fabrique.get(m.jeton, "s") for m in (first, *others)] == [first, *others]
    keep(fabrique, b"new")
    assert fabrique.get(first.jeton, "s") is None
    assert [fabrique.get(m.jeton, "s") for m in others] == others


def test_a_drawing_is_of_its_seance_and_forgotten_after_a_while() -> None:
    clock.set_clock(lambda: DEBUT)
    fabrique = Fabrique()
    made = keep(fabrique, b"")
    assert fabrique.get(made.jeton, "autre") is None
    clock.set_clock(lambda: DEBUT + DUREE)
    assert fabrique.get(made.jeton, "s") is made
    clock.set_clock(lambda: DEBUT + DUREE + timedelta(seconds=1))
    assert fabrique.get(made.jeton, "s") is None
