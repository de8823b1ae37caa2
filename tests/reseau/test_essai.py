"""What the calls and silences of phones look like: the three usual failures, and no more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cafe.reseau.essai import MAXIMUM, Bilan, Constat, Essai, EtatTelephone

DEBUT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return DEBUT + timedelta(seconds=seconds)


def played(calls: dict[str, tuple[int, int]], until: int, attendus: int | None = None) -> Bilan:
    """Phones that call every three seconds, each from one second to another."""
    essai = Essai(DEBUT)
    for second in range(until + 1):
        for cle, (first, last) in calls.items():
            if first <= second <= last and (second - first) % 3 == 0:
                essai.call(cle, at(second))
    return essai.bilan(at(until), attendus)


def test_nobody_is_no_alarm_at_first_then_it_is() -> None:
    assert played({}, 30).constats == (Constat.ATTENTE,)
    assert played({}, 61).constats == (Constat.PERSONNE,)


def test_phones_that_stay_more_than_a_minute_are_fine() -> None:
    calls = {"a": (0, 90), "b": (5, 90)}
    assert played(calls, 30).constats == (Constat.EN_COURS,)
    assert played(calls, 90).constats == (Constat.BON,)


def test_missing_phones_are_seen_only_when_their_number_was_said() -> None:
    calls = {str(n): (n, 200) for n in range(8)}
    assert played(calls, 100).constats == (Constat.BON,)
    assert played(calls, 40, 12).constats == (Constat.EN_COURS,)
    assert played(calls, 100, 12).constats == (Constat.PLEIN,)
    assert played(calls, 100, 8).constats == (Constat.BON,)


def test_a_phone_that_leaves_while_others_stay_has_left_the_wifi() -> None:
    bilan = played({"a": (0, 100), "b": (0, 100), "c": (10, 40)}, 60)
    assert bilan.constats == (Constat.FUITES,)
    assert (bilan.presents, bilan.perdus) == (2, 1)


def test_a_phone_that_stayed_long_before_it_left_is_no_such_failure() -> None:
    bilan = played({"a": (0, 300), "b": (0, 200)}, 300)
    assert bilan.constats == (Constat.EN_COURS,)


def test_all_gone_together_is_the_network() -> None:
    assert played({"a": (0, 40), "b": (1, 40)}, 60).constats == (Constat.TOUS_PERDUS,)


def test_a_screen_that_is_locked_is_not_a_phone_that_left() -> None:
    essai = Essai(DEBUT)
    essai.call("a", at(0))
    essai.call("b", at(0))
    essai.call("b", at(10), en_pause=True)
    for second in range(3, 61, 3):
        essai.call("a", at(second))
    bilan = essai.bilan(at(60))
    assert bilan.perdus == 0
    assert [etat for _, etat, _ in bilan.telephones] == [
        EtatTelephone.PRESENT,
        EtatTelephone.EN_PAUSE,
    ]
    assert Constat.FUITES not in bilan.constats
    assert essai.call("b", at(61)) == 2
    assert essai.bilan(at(61)).presents == 2


def test_a_trial_keeps_no_more_phones_than_its_maximum() -> None:
    essai = Essai(DEBUT)
    for rank in range(MAXIMUM + 5):
        essai.call(str(rank), DEBUT)
    assert len(essai.telephones) == MAXIMUM
    assert essai.call("new", DEBUT) == MAXIMUM + 6
