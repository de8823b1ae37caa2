"""The demo once it is built: everything of its content, through actions, at its own dates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.demo.frise import Frise
from cafe.demo.lecture import read_contenu
from cafe.extensions import db
from cafe.models import (
    Contribution,
    Decision,
    Effectif,
    Engagement,
    Evenement,
    Fiche,
    Preconisation,
    Regroupement,
    Seance,
    Suite,
    Tour,
)
from cafe.models.demarche import current_plan
from cafe.models.paroles import count_sans_suite
from cafe.models.regroupement import members_of
from cafe.models.verification import check_chain
from tests.demo.lecture import (
    CONTRIBUTIONS,
    ENGAGEMENTS,
    FICHES,
    PRECONISATIONS,
    REGROUPEMENTS,
    REUNIONS,
    SEANCES,
    SUITES,
    texts,
)
from tests.demonstration import Demonstration

PARIS = ZoneInfo("Europe/Paris")
COMING = [{"phase": "preparation"} for _ in REUNIONS["a_venir"]]


@pytest.fixture
def base(demonstration: Demonstration) -> Iterator[Session]:
    """What readers of the demo see."""
    app = demonstration.app()
    with app.app_context():
        yield db.session()
        db.session.remove()
        db.engine.dispose()


def counts(session: Session, column: object) -> Counter[str]:
    return Counter(str(value) for value in session.scalars(select(column)))  # type: ignore[call-overload]


def test_everything_of_the_content_is_in_the_base(base: Session) -> None:
    for model, entries in (
        (Contribution, CONTRIBUTIONS),
        (Regroupement, REGROUPEMENTS),
        (Preconisation, PRECONISATIONS),
        (Engagement, ENGAGEMENTS),
        (Suite, SUITES),
        (Fiche, FICHES),
        (Seance, [*SEANCES, *REUNIONS["a_venir"]]),
    ):
        assert base.scalar(select(func.count()).select_from(model)) == len(entries), model
    for column, entries, key in (
        (Contribution.statut, CONTRIBUTIONS, "statut"),
        (Contribution.source, CONTRIBUTIONS, "source"),
        (Contribution.langue, CONTRIBUTIONS, "langue"),
        (Preconisation.etat, PRECONISATIONS, "etat"),
        (Engagement.etat, ENGAGEMENTS, "etat"),
        (Suite.nature, SUITES, "nature"),
        (Seance.phase, [*SEANCES, *COMING], "phase"),
    ):
        assert counts(base, column) == Counter(e[key] for e in entries), column


def test_the_chain_holds_and_some_words_still_wait(
    base: Session, demonstration: Demonstration
) -> None:
    assert check_chain(base).fautes == ()
    full = demonstration.resume["demarches"][1]["id"]
    assert 10 < count_sans_suite(base, full) < 150


def test_a_group_holds_the_words_that_its_content_names(base: Session) -> None:
    wanted = {
        g["titre"]: [c["texte"] for i in g["contributions"] for c in CONTRIBUTIONS if c["id"] == i]
        for g in REGROUPEMENTS
    }
    for group in base.scalars(select(Regroupement)):
        assert [word.texte for word in members_of(base, group.id)] == wanted[group.titre]
        assert group.resume


def test_the_world_cafe_counts_who_came(base: Session) -> None:
    seance = base.scalars(select(Seance).where(Seance.format == "world_cafe")).one()
    rows = base.execute(select(Effectif.qualite, Effectif.nombre).filter_by(seance_id=seance.id))
    present = {qualite: nombre for qualite, nombre in rows}
    assert sum(present.values()) == 104
    assert present["conseillers citoyens"] == 35


def test_events_are_numbered_in_the_order_of_their_dates(base: Session) -> None:
    dates = list(base.scalars(select(Evenement.le).order_by(Evenement.numero)))
    assert dates == sorted(dates)
    assert dates[-1] <= clock.now()
    assert clock.now() - dates[0] > timedelta(days=90)


def test_a_word_of_the_first_round_was_sent_during_the_first_round(base: Session) -> None:
    seance = base.scalars(select(Seance).where(Seance.format == "world_cafe")).one()
    sent = base.scalars(
        select(Contribution.cree_le)
        .join(Tour, Tour.id == Contribution.tour_id)
        .where(Tour.seance_id == seance.id, Tour.numero == 1)
    ).all()
    assert len(sent) > 90
    hours = [le.astimezone(PARIS).strftime("%H:%M") for le in sent]
    assert min(hours) >= "10:30"
    assert max(hours) <= "11:05"
    assert {le.astimezone(PARIS).date() for le in sent} == {seance.jour}
    assert not base.scalars(select(Contribution).where(Contribution.tardive)).all()


def test_the_open_meeting_has_just_had_its_words(base: Session) -> None:
    seance = base.scalars(select(Seance).where(Seance.format == "atelier")).one()
    dates = base.scalars(select(Contribution.cree_le).filter_by(seance_id=seance.id)).all()
    opened = seance.ouverte_le
    assert opened is not None
    assert opened < min(dates)
    assert max(dates) - min(dates) < timedelta(hours=2)
    assert seance.accepts_contributions()


def test_each_decision_is_dated_of_the_day_it_was_taken(base: Session) -> None:
    for decision in base.scalars(select(Decision)):
        assert decision.le.astimezone(PARIS).date() == decision.jour
        assert decision.instance == "COPIL"
        assert decision.epingles


def test_no_mark_of_a_date_is_left_in_any_text(demonstration: Demonstration) -> None:
    contenu = read_contenu(datetime(2027, 3, 10, tzinfo=UTC).date())
    written = list(texts(vars(contenu)))
    assert not [texte for texte in written if re.search(r"\{j", texte)]
    assert any("24 février 2027" in texte.replace("\xa0", " ") for texte in written)  # {j-14}


def test_the_plan_in_force_is_the_one_of_the_content(
    base: Session, demonstration: Demonstration
) -> None:
    empty, full = (d["id"] for d in demonstration.resume["demarches"])
    plan = current_plan(base, full)
    assert plan is not None
    assert plan.nom == "Contrat de ville 2024-2030"
    assert current_plan(base, empty) is None


@pytest.mark.parametrize(
    ("built", "utc"),
    [
        ("2027-07-01T12:00+00:00", "2027-07-01T07:30+00:00"),
        ("2027-01-15T12:00+00:00", "2027-01-15T08:30+00:00"),
        # Already the next day in Paris.
        ("2027-07-01T22:30+00:00", "2027-07-02T07:30+00:00"),
    ],
)
def test_hours_are_those_of_the_town(built: str, utc: str) -> None:
    frise = Frise(datetime.fromisoformat(built))
    assert frise.at(0, "09:30") == datetime.fromisoformat(utc)


def test_gestures_are_played_in_the_order_of_their_dates_and_the_clock_is_put_back() -> None:
    frise = Frise(clock.now())
    heard: list[tuple[str, datetime]] = []

    def note(what: str) -> None:
        heard.append((what, clock.now()))

    frise.plan(frise.at(-1, "10:00"), note, "hier")
    frise.plan(frise.at(-9, "10:00"), note, "avant")
    frise.plan(frise.at(-1, "10:00"), note, "hier encore")
    parts: list[float] = []
    frise.play(parts.append)
    assert [what for what, _ in heard] == ["avant", "hier", "hier encore"]
    assert heard[0][1] == frise.at(-9, "10:00")
    assert parts[-1] == 1
    assert abs(clock.now() - frise.maintenant) < timedelta(minutes=1)


def test_nothing_is_planned_after_the_day_it_is_built_and_a_failure_puts_the_clock_back() -> None:
    frise = Frise(clock.now())
    with pytest.raises(ValueError, match="nothing of the demo has happened yet"):
        frise.plan(frise.at(1, "10:00"), print)
    frise.plan(frise.at(-30, "10:00"), lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        frise.play()
    assert abs(clock.now() - frise.maintenant) < timedelta(minutes=1)
