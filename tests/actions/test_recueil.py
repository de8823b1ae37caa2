"""A collecte over three weeks keeps its dates: it opens, takes words, and closes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from cafe import clock
from cafe.access.identity import SYSTEME, Identite
from cafe.actions.conduite import keep_dates, set_phase
from cafe.actions.contributions import post_contribution
from cafe.actions.core import NotAllowed, Refusal
from cafe.actions.saisies import post_for_someone
from cafe.actions.seances import FicheSeance, QuestionPrevue, create_seance, update_seance
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Format, Phase, Seance
from cafe.models.ouverture import due_seances, ouverture_of
from cafe.models.question import questions_of
from tests import factories
from tests.conftest import Monde

# Summer time begins on 29 March, in the middle of it.
PREMIER, DERNIER = date(2026, 3, 23), date(2026, 4, 12)
RECUEIL = FicheSeance(
    titre="Vos soirées au parc",
    format=Format.COLLECTE,
    jour=PREMIER,
    jour_fin=DERNIER,
    heure_debut=time(8),
    heure_fin=time(18),
)
OUVRE, FERME = datetime(2026, 3, 23, 7, tzinfo=UTC), datetime(2026, 4, 12, 16, tzinfo=UTC)


class Jours:
    """The day that the server believes it is."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def go(self, now: datetime) -> None:
        """Go to an instant, and do what a request would find due there."""
        self.now = now
        db.session.rollback()
        for seance_id in due_seances(db.session(), now):
            keep_dates(par=SYSTEME, seance_id=seance_id)
        db.session.rollback()


@pytest.fixture
def jours() -> Jours:
    held = Jours()
    clock.set_clock(lambda: held.now)
    return held


def make(monde: Monde, fiche: FicheSeance = RECUEIL, *, question: bool = True) -> str:
    asked = (QuestionPrevue("Que changer le soir ?"),) if question else ()
    return create_seance(par=monde.chloe, demarche_id=monde.demarche, fiche=fiche, questions=asked)


def row(id_: str) -> Seance:
    db.session.rollback()
    return db.session.get_one(Seance, id_)


def question(id_: str) -> str:
    return questions_of(db.session(), id_)[0].id


def post(ana: Identite, id_: str) -> bool:
    """Whether the word that was kept is marked late."""
    return post_contribution(par=ana, envoi=factories.envoi(question(id_))).tardive


def code_of(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.code


def test_it_opens_and_closes_at_its_hours_on_the_clocks_of_the_place(
    monde: Monde, jours: Jours
) -> None:
    id_ = make(monde)
    dates = ouverture_of(row(id_))
    assert dates is not None
    assert (dates.debut, dates.fin, dates.minuit) == (OUVRE, FERME, False)
    for now, phase in (
        (OUVRE.replace(hour=6, minute=59), Phase.PREPARATION),
        (OUVRE, Phase.OUVERTE),
        (FERME.replace(hour=15, minute=59), Phase.OUVERTE),
        (FERME, Phase.TERMINEE),
    ):
        jours.go(now)
        assert row(id_).phase is phase, now
    events = db.session.scalars(
        select(Evenement).where(Evenement.seance_id == id_).order_by(Evenement.numero)
    )
    assert [(e.nature, e.auteur_genre) for e in events] == [
        ("SeanceCreated", "compte"),
        ("SeanceOpened", "systeme"),
        ("SeanceEnded", "systeme"),
    ]


def test_without_hours_its_days_are_whole(monde: Monde, jours: Jours) -> None:
    id_ = make(monde, replace(RECUEIL, heure_debut=None, heure_fin=None))
    jours.go(datetime(2026, 3, 22, 23, 0, tzinfo=UTC))  # midnight in Paris
    assert row(id_).phase is Phase.OUVERTE
    jours.go(datetime(2026, 4, 12, 21, 59, tzinfo=UTC))
    assert row(id_).phase is Phase.OUVERTE
    jours.go(datetime(2026, 4, 12, 22, 0, tzinfo=UTC))
    assert row(id_).phase is Phase.TERMINEE


def test_words_are_taken_from_the_first_day_to_the_last(monde: Monde, jours: Jours) -> None:
    id_ = make(monde)
    ana = factories.participant(id_)
    with pytest.raises(Refusal) as early:
        post(ana, id_)
    assert code_of(early) == "seance_pas_ouverte"
    jours.go(OUVRE)
    assert post(ana, id_) is False
    jours.go(datetime(2026, 4, 11, 12, tzinfo=UTC))
    assert post(ana, id_) is False
    # Nobody asked for a page since the end: the mark does not wait for it.
    jours.now = FERME
    assert post(ana, id_) is True
    jours.go(FERME)
    assert post(ana, id_) is True
    db.session.rollback()
    kept = db.session.scalars(select(Contribution).where(Contribution.seance_id == id_))
    assert len(list(kept)) == 4


def test_a_word_typed_for_somebody_after_the_last_day_is_late_too(
    monde: Monde, jours: Jours
) -> None:
    id_ = make(monde)
    jours.go(OUVRE)

    def typed() -> bool:
        envoi = factories.envoi(question(id_))
        remise = post_for_someone(par=monde.bruno, seance_id=id_, envoi=envoi)
        db.session.rollback()
        return db.session.get_one(Contribution, remise.contribution_id).tardive

    assert typed() is False
    jours.now = FERME  # nobody has asked for a page since
    assert row(id_).phase is Phase.OUVERTE
    assert typed() is True


def test_late_words_are_kept_until_the_compte_rendu_has_left(monde: Monde, jours: Jours) -> None:
    id_ = make(monde)
    ana = factories.participant(id_)
    jours.go(OUVRE)
    jours.go(datetime(2026, 4, 14, 9, tzinfo=UTC))
    assert post(ana, id_) is True
    set_phase(par=monde.chloe, seance_id=id_, phase=Phase.CLOSE)
    with pytest.raises(Refusal) as closed:
        post(ana, id_)
    assert code_of(closed) == "seance_close"


def test_without_a_question_it_does_not_open(monde: Monde, jours: Jours) -> None:
    id_ = make(monde, question=False)
    jours.go(OUVRE)
    assert row(id_).phase is Phase.PREPARATION


def test_what_somebody_ended_early_stays_so(monde: Monde, jours: Jours) -> None:
    id_ = make(monde)
    jours.go(OUVRE)
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.TERMINEE)
    jours.go(datetime(2026, 4, 1, tzinfo=UTC))
    assert row(id_).phase is Phase.TERMINEE
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    assert row(id_).phase is Phase.OUVERTE


def test_once_over_it_opens_again_only_with_a_later_day(monde: Monde, jours: Jours) -> None:
    id_ = make(monde)
    jours.go(OUVRE)
    jours.go(FERME)
    with pytest.raises(Refusal) as over:
        set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    assert code_of(over) == "recueil_passe"
    asked = tuple(
        QuestionPrevue(q.texte, q.theme, tuple(q.categories), id=q.id)
        for q in questions_of(db.session(), id_)
    )
    update_seance(
        par=monde.chloe,
        seance_id=id_,
        fiche=replace(RECUEIL, jour_fin=date(2026, 4, 19)),
        questions=asked,
        etapes=(),
        tables=0,
        version=None,
    )
    set_phase(par=monde.bruno, seance_id=id_, phase=Phase.OUVERTE)
    assert post(factories.participant(id_), id_) is False


def test_an_end_before_its_beginning_is_refused(monde: Monde) -> None:
    with pytest.raises(Refusal) as refused:
        make(monde, replace(RECUEIL, jour_fin=date(2026, 3, 22)))
    assert (code_of(refused), refused.value.champ) == ("fin_avant_debut", "jour_fin")
    same_hours = replace(RECUEIL, heure_fin=time(8))
    assert row(make(monde, same_hours)).heure_fin == time(8)


@pytest.mark.parametrize("annee", [1, 1899, 9999])
def test_a_year_that_no_calendar_holds_is_refused_and_dates_none(monde: Monde, annee: int) -> None:
    for champ in ("jour", "jour_fin"):
        day = date(annee, 12, 31)
        with pytest.raises(Refusal) as refused:
            make(monde, replace(RECUEIL, **{champ: day}))
        assert (code_of(refused), refused.value.champ) == ("annee_impossible", champ)
        # One that a file brought in opens and closes nothing.
        brought = {"format": Format.COLLECTE, "jour": PREMIER, "jour_fin": DERNIER, champ: day}
        assert ouverture_of(Seance(**brought)) is None
    latest = replace(RECUEIL, jour=date(1900, 1, 1), jour_fin=date(9998, 12, 31), heure_fin=None)
    assert ouverture_of(row(make(monde, latest))) is not None


def test_only_a_recueil_has_a_last_day_and_only_the_system_keeps_it(
    monde: Monde, jours: Jours
) -> None:
    atelier = make(monde, replace(RECUEIL, format=Format.ATELIER))
    assert row(atelier).jour_fin is None
    by_hand = make(monde, replace(RECUEIL, jour_fin=None))
    jours.go(OUVRE)
    assert {row(atelier).phase, row(by_hand).phase} == {Phase.PREPARATION}
    with pytest.raises(NotAllowed):
        keep_dates(par=monde.chloe, seance_id=make(monde))
