"""What the page of the votes shows, as plain values: each vote with its totals, if any may see."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import request
from sqlalchemy.orm import Session

from cafe.access.permits import Pouvoir
from cafe.actions.scrutins import Bulletin
from cafe.facilitation.vue import may
from cafe.models import Contribution, PhotoScrutin, Question, Scrutin, Seance, VisibiliteScrutin
from cafe.models.question import questions_of
from cafe.models.regroupement import open_regroupements
from cafe.models.scrutin import POINTS_MAX
from cafe.models.scrutin_lecture import (
    Resultat,
    cards_of,
    grants_vote,
    photos_of,
    result_of,
    scrutins_of,
    totals_shown,
    votable_words,
)
from cafe.models.tableau import Groupe, groups_by_id
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class VoteVue:
    """One vote. ``montre``: whether the team may read its totals; ``salle``: the room."""

    scrutin: Scrutin
    resultat: Resultat
    montre: bool
    salle: bool
    photos: list[PhotoScrutin]


@dataclass(frozen=True)
class PageVotes:
    """The whole page. ``telephones``: whether the step under way lets phones vote."""

    seance: Seance
    votes: list[VoteVue]
    anime: bool
    telephones: bool
    erreur: str = ""
    champ: str | None = None


@dataclass(frozen=True)
class Choix:
    """The cards that one question offers to a vote."""

    question: Question
    groupes: list[Groupe]
    paroles: list[Contribution]


@dataclass(frozen=True)
class PagePreparer:
    """The form. ``cibles`` are the cards ticked; ``scrutin`` the vote that is put right."""

    seance: Seance
    choix: list[Choix]
    bulletin: Bulletin
    scrutin: Scrutin | None = None
    erreur: str = ""
    champ: str | None = None
    points_max: int = POINTS_MAX
    cibles: frozenset[str] = field(default=frozenset())


def page_votes(
    session: Session, seance: Seance, erreur: str = "", champ: str | None = None
) -> PageVotes:
    """Gather the page, the latest vote first."""
    rows = reversed(scrutins_of(session, seance.id))
    return PageVotes(
        seance=seance,
        votes=[vote_vue(session, row) for row in rows],
        anime=may(seance, Pouvoir.ANIMER),
        telephones=grants_vote(seance),
        erreur=erreur,
        champ=champ,
    )


def vote_vue(session: Session, row: Scrutin) -> VoteVue:
    """One vote as the team sees it."""
    return VoteVue(
        scrutin=row,
        resultat=result_of(session, row),
        montre=totals_shown(row, Regard.TABLEAU),
        salle=totals_shown(row, Regard.ECRAN),
        photos=photos_of(session, row.id),
    )


def page_preparer(
    session: Session,
    seance: Seance,
    bulletin: Bulletin | None = None,
    scrutin: Scrutin | None = None,
    erreur: str = "",
    champ: str | None = None,
) -> PagePreparer:
    """The form with what was typed, else the vote as it is, else every group ticked."""
    choix = [_choices(session, question) for question in questions_of(session, seance.id)]
    if bulletin is None and scrutin is not None:
        ticked = [card.cle for card in cards_of(session, scrutin.id)]
        bulletin = Bulletin(
            scrutin.titre, scrutin.points, scrutin.par_carte, scrutin.visibilite, ticked
        )
    if bulletin is None:
        ticked = [f"r:{group.id}" for choice in choix for group in choice.groupes]
        bulletin = Bulletin("", 3, 1, VisibiliteScrutin.CACHE, ticked)
    return PagePreparer(
        seance, choix, bulletin, scrutin, erreur, champ, cibles=frozenset(bulletin.cibles)
    )


def _choices(session: Session, question: Question) -> Choix:
    rows = open_regroupements(session, question.id)
    groups = groups_by_id(session, [row.id for row in rows])
    return Choix(
        question=question,
        groupes=[group for group in groups if group.voix],
        paroles=votable_words(session, question.id),
    )


def bulletin_typed() -> Bulletin:
    """The form as it was sent; a number that is none becomes 0, which the action refuses."""
    form = request.form
    hidden = form.get("visibilite") != VisibiliteScrutin.DIRECT.value
    return Bulletin(
        titre=form.get("titre", ""),
        points=form.get("points", 0, type=int),
        par_carte=form.get("par_carte", 0, type=int),
        visibilite=VisibiliteScrutin.CACHE if hidden else VisibiliteScrutin.DIRECT,
        cibles=form.getlist("cibles"),
    )
