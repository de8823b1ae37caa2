"""What boards and screens are told of a split, of words brought together, of a mark."""

from __future__ import annotations

from typing import Any

from cafe.actions.isolees import mark_lone_voice
from cafe.actions.moderation import chill_contribution
from cafe.actions.partages import split_contribution
from cafe.actions.rapprochements import bring_together, separate
from cafe.models.base import new_id
from tests.conftest import Monde
from tests.live.ecoute import Ecoute
from tests.live.test_announce import Turn, post, summary


def heard(turn: Turn, page: Ecoute, geste: Any, **asked: Any) -> list[tuple[str, str, str | None]]:
    """What a page is told of one gesture."""
    turn()
    page.operations()
    geste(version=None, **asked)
    turn()
    return summary(page)


def test_a_split_takes_the_whole_off_and_brings_its_parts(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    whole = post(monde, "Des bancs et de l’ombre")
    turn()
    screen.operations()
    asked: dict[str, Any] = {
        "par": monde.bruno,
        "contribution_id": whole,
        "parties": ("Des bancs", "et de l’ombre"),
        "client_id": new_id(),
    }
    told = heard(turn, board, split_contribution, **asked)
    parts = split_contribution(version=None, **asked)
    column = f"libres-{monde.question}"
    assert ("remove", f"carte-{whole}", None) in told
    came = [one for one in told if one[0] == "append"]
    assert came == [("append", column, f"carte-{part}") for part in parts]
    wall = summary(screen)
    assert ("remove", f"parole-{whole}", None) in wall
    assert {w[2] for w in wall if w[0] == "append"} >= {f"parole-{part}" for part in parts}


def test_a_near_word_goes_into_its_principal_and_out_again(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    a, b = post(monde, "Des bancs"), post(monde, "Plus de bancs")
    column = f"libres-{monde.question}"
    near: dict[str, Any] = {"par": monde.bruno, "contribution_id": b}
    told = heard(turn, board, bring_together, principale_id=a, **near)
    assert set(told) == {("append", column, f"carte-{a}"), ("remove", f"carte-{b}", None)}
    told = heard(turn, board, separate, **near)
    assert told == [("append", column, f"carte-{a}"), ("append", column, f"carte-{b}")]


def test_put_aside_a_principal_leaves_its_near_one_where_it_was(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    a, b = post(monde, "Des bancs"), post(monde, "Plus de bancs")
    bring_together(par=monde.bruno, contribution_id=b, principale_id=a, version=None)
    told = heard(turn, board, chill_contribution, par=monde.bruno, contribution_id=a)
    assert ("append", f"frigo-{monde.question}", f"carte-{a}") in told
    assert ("append", f"libres-{monde.question}", f"carte-{b}") in told


def test_a_mark_draws_its_card_again_and_nothing_on_the_wall(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    a = post(monde, "Des bancs")
    turn()
    screen.operations()
    told = heard(turn, board, mark_lone_voice, par=monde.bruno, contribution_id=a, isolee=True)
    assert told == [("append", f"libres-{monde.question}", f"carte-{a}")]
    assert summary(screen) == []
