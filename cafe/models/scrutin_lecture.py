"""A vote as plain values: its cards, one person's dots, its totals, and who may see these.

Read only. Whoever shows a total asks ``totals_shown`` first: pages, screen, exports alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.etape import Droit
from cafe.models.evenement import Evenement, EvenementObjet
from cafe.models.regroupement import Appartenance, Regroupement
from cafe.models.scrutin import (
    CibleScrutin,
    EtatScrutin,
    Gommette,
    PapierScrutin,
    PhotoScrutin,
    Scrutin,
    VisibiliteScrutin,
)
from cafe.models.seance import Phase, Seance
from cafe.models.visibilite import Regard, visible


@dataclass(frozen=True)
class CarteVote:
    """A card that receives dots. ``titre`` is None once it may no longer be seen.

    ``langue``: that of the words, for reading aloud; a group's title is the team's.
    """

    id: str
    cle: str
    question_id: str
    titre: str | None
    resume: str = ""
    langue: str = "fr"


@dataclass(frozen=True)
class Total:
    """The dots of one card: those of phones, and those counted on paper."""

    carte: CarteVote
    telephone: int
    papier: int

    @property
    def points(self) -> int:
        """Both together."""
        return self.telephone + self.papier


@dataclass(frozen=True)
class Resultat:
    """The totals in the order of the cards. ``votants``: the people whose phone gave a dot."""

    totaux: tuple[Total, ...]
    votants: int
    presents: int | None

    @property
    def papier(self) -> int:
        """The dots on paper, all cards together."""
        return sum(total.papier for total in self.totaux)

    @property
    def points(self) -> int:
        """All the dots."""
        return sum(total.points for total in self.totaux)

    def classement(self) -> tuple[Total, ...]:
        """The strongest first; equal ones stay in the order of the cards."""
        return tuple(sorted(self.totaux, key=lambda total: -total.points))


def scrutins_of(session: Session, seance_id: str) -> list[Scrutin]:
    """The votes of a séance, as they were prepared."""
    return list(
        session.scalars(
            select(Scrutin).where(Scrutin.seance_id == seance_id).order_by(Scrutin.cree_le)
        )
    )


def current_scrutin(session: Session, seance_id: str) -> Scrutin | None:
    """The vote that takes dots now, if any."""
    return session.scalar(
        select(Scrutin).where(Scrutin.seance_id == seance_id, Scrutin.etat == EtatScrutin.OUVERT)
    )


def last_closed_scrutin(session: Session, seance_id: str) -> Scrutin | None:
    """The vote closed last, its totals shown or not."""
    return session.scalar(
        select(Scrutin)
        .where(Scrutin.seance_id == seance_id, Scrutin.etat == EtatScrutin.CLOS)
        .order_by(Scrutin.clos_le.desc())
        .limit(1)
    )


def last_step_of(session: Session, scrutin_id: str) -> Evenement | None:
    """The latest event that made a vote what it is; dots given do not."""
    return session.scalar(
        select(Evenement)
        .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
        .where(
            EvenementObjet.genre == "scrutin",
            EvenementObjet.objet_id == scrutin_id,
            Evenement.nature.startswith("Scrutin"),
        )
        .order_by(Evenement.numero.desc())
        .limit(1)
    )


def grants_vote(seance: Seance) -> bool:
    """Whether phones may vote at this step; without a script an open vote is enough."""
    if seance.phase is not Phase.OUVERTE:
        return False
    etape = seance.etape
    return etape is None or Droit.VOTER in etape.droits


def totals_shown(scrutin: Scrutin, regard: Regard) -> bool:
    """Whether the totals may be seen from there.

    The team sees those of a hidden vote once it is closed: it never leans on one under way.
    """
    if scrutin.etat is EtatScrutin.PREPARE:
        return False
    if scrutin.visibilite is VisibiliteScrutin.DIRECT or scrutin.revele_le is not None:
        return True
    return regard is Regard.TABLEAU and scrutin.etat is EtatScrutin.CLOS


def cards_of(session: Session, scrutin_id: str) -> tuple[CarteVote, ...]:
    """The cards of a vote, in order: one query."""
    rows = session.execute(
        select(CibleScrutin, Regroupement, Contribution, ContributionVersion.texte)
        .outerjoin(Regroupement, Regroupement.id == CibleScrutin.regroupement_id)
        .outerjoin(Contribution, Contribution.id == CibleScrutin.contribution_id)
        .outerjoin(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(CibleScrutin.scrutin_id == scrutin_id)
        .order_by(CibleScrutin.ordre)
    )
    return tuple(_card(*row) for row in rows)


def _card(
    cible: CibleScrutin, group: Regroupement | None, word: Contribution | None, texte: str | None
) -> CarteVote:
    if group is not None:
        return CarteVote(cible.id, cible.cle, group.question_id, group.titre, group.resume)
    if word is None:
        raise ValueError("a card of a vote is a group or a word")
    shown = texte if visible(word, Regard.ECRAN) else None
    return CarteVote(cible.id, cible.cle, word.question_id, shown, langue=word.langue)


def dots_of(session: Session, scrutin_id: str, participant_id: str) -> dict[str, int]:
    """How many dots a person gave, by id of card."""
    rows = session.execute(
        select(Gommette.cible_id, func.count())
        .where(Gommette.scrutin_id == scrutin_id, Gommette.participant_id == participant_id)
        .group_by(Gommette.cible_id)
    )
    return {cible_id: count for cible_id, count in rows}


def count_voters(session: Session, scrutin_id: str) -> int:
    """How many people gave at least one dot by phone."""
    voters = func.count(func.distinct(Gommette.participant_id))
    return session.scalar(select(voters).where(Gommette.scrutin_id == scrutin_id)) or 0


def result_of(session: Session, scrutin: Scrutin) -> Resultat:
    """The totals of a vote now."""
    rows = session.execute(
        select(Gommette.cible_id, func.count())
        .where(Gommette.scrutin_id == scrutin.id)
        .group_by(Gommette.cible_id)
    )
    phones = {cible_id: count for cible_id, count in rows}
    paper = papers_of(session, scrutin.id)
    return Resultat(
        totaux=tuple(
            Total(card, phones.get(card.id, 0), paper.get(card.id, 0))
            for card in cards_of(session, scrutin.id)
        ),
        votants=count_voters(session, scrutin.id),
        presents=scrutin.presents,
    )


def papers_of(session: Session, scrutin_id: str) -> dict[str, int]:
    """The paper dots by card, as they were counted last."""
    rows = session.execute(
        select(PapierScrutin.cible_id, PapierScrutin.total)
        .join(CibleScrutin, CibleScrutin.id == PapierScrutin.cible_id)
        .where(CibleScrutin.scrutin_id == scrutin_id)
        .order_by(PapierScrutin.le, PapierScrutin.id)
    )
    return {cible_id: total for cible_id, total in rows}


def photos_of(session: Session, scrutin_id: str) -> list[PhotoScrutin]:
    """The photos of a vote's paper dots that were not taken away, oldest first."""
    return list(
        session.scalars(
            select(PhotoScrutin)
            .where(PhotoScrutin.scrutin_id == scrutin_id, PhotoScrutin.retiree_le.is_(None))
            .order_by(PhotoScrutin.le)
        )
    )


def photo_ids(session: Session) -> list[str]:
    """The file of every photo of a vote that is kept."""
    kept = select(PhotoScrutin.id).where(PhotoScrutin.retiree_le.is_(None))
    return list(session.scalars(kept))


def holds_regroupement(session: Session, regroupement_id: str) -> bool:
    """Whether an open vote counts dots on that group."""
    return _held(session, CibleScrutin.regroupement_id == regroupement_id)


def holds_contribution(session: Session, contribution_id: str) -> bool:
    """Whether an open vote counts dots on that very word."""
    return _held(session, CibleScrutin.contribution_id == contribution_id)


def _held(session: Session, where: ColumnElement[bool]) -> bool:
    found = session.scalar(
        select(Scrutin.id)
        .join(CibleScrutin, CibleScrutin.scrutin_id == Scrutin.id)
        .where(Scrutin.etat == EtatScrutin.OUVERT, where)
        .limit(1)
    )
    return found is not None


def votable_words(session: Session, question_id: str) -> list[Contribution]:
    """The published words of a question that stand alone: they may be voted on by themselves."""
    grouped = select(Appartenance.id).where(
        Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None)
    )
    return list(
        session.scalars(
            select(Contribution)
            .where(
                Contribution.question_id == question_id,
                Contribution.statut == Statut.PUBLIEE,
                ~grouped.exists(),
            )
            .order_by(Contribution.ordre, Contribution.partie)
        )
    )
