"""The pace of one person's gestures: counted over a minute, and forgotten after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cafe.actions.cadence import Cadence

START = datetime(2026, 6, 11, 18, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_one_too_many_waits_until_the_first_is_a_minute_old() -> None:
    cadence = Cadence(3)
    assert [cadence.take("ana", after(n)) for n in (0, 10, 20, 30)] == [True, True, True, False]
    assert not cadence.take("ana", after(59))
    assert cadence.take("ana", after(60))
    assert not cadence.take("ana", after(61))
    assert cadence.take("ana", after(70))


def test_one_does_not_wait_for_another() -> None:
    cadence = Cadence(1)
    assert cadence.take("ana", START)
    assert not cadence.take("ana", START)
    assert cadence.take("eve", START)


def test_a_hall_that_went_home_is_forgotten() -> None:
    cadence = Cadence(60)
    for n in range(1000):
        cadence.take(str(n), after(n / 50))
    assert cadence.held() == 1000
    cadence.take("0", after(70))
    assert cadence.held() == 500  # those of the last minute, and the one who came back
