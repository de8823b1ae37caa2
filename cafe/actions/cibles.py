"""What may be voted on, and what an open vote holds still. Not actions: each runs inside one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.actions.core import RuleBroken
from cafe.models import Appartenance, CibleScrutin, Contribution, Regroupement, Scrutin
from cafe.models.regroupement import open_appartenance
from cafe.models.scrutin_lecture import holds_contribution, holds_regroupement
from cafe.models.visibilite import Regard, visible, visible_clause

CARTES_MAX = 60


def add_cards(session: Session, row: Scrutin, cles: Sequence[str]) -> None:
    """Make the cards of a vote, in that order: groups ``r:<id>``, words ``c:<id>``.

    Raises ``vote_sans_carte``, ``vote_trop_de_cartes`` or ``carte_pas_publiee``.
    """
    wanted = list(dict.fromkeys(cles))
    if not wanted:
        raise RuleBroken("vote_sans_carte", champ="cibles")
    if len(wanted) > CARTES_MAX:
        raise RuleBroken("vote_trop_de_cartes", champ="cibles", maximum=CARTES_MAX)
    for ordre, cle in enumerate(wanted, start=1):
        genre, _, id_ = cle.partition(":")
        card = CibleScrutin(scrutin_id=row.id, ordre=ordre)
        if genre == "r":
            card.regroupement_id = id_
        else:
            card.contribution_id = id_
        check_votable(session, row.seance_id, card)
        session.add(card)


def check_votable(session: Session, seance_id: str, card: CibleScrutin) -> None:
    """A card that the room may see: an open group with a published word, or such a word."""
    if card.regroupement_id is not None:
        group = session.get(Regroupement, card.regroupement_id)
        if group and group.seance_id == seance_id and group.ferme_le is None:
            if _shown_members(session, group.id):
                return
            raise RuleBroken("groupe_sans_parole", champ="cibles", titre=group.titre)
    elif card.contribution_id is not None:
        word = session.get(Contribution, card.contribution_id)
        if word and word.seance_id == seance_id and visible(word, Regard.ECRAN):
            return
    raise RuleBroken("carte_pas_publiee", champ="cibles")


def check_group_free(session: Session, regroupement_id: str) -> None:
    """Refuse to rename or close what people are voting on."""
    if holds_regroupement(session, regroupement_id):
        raise RuleBroken("groupe_au_vote")


def check_not_last(session: Session, leaving: Iterable[str]) -> None:
    """Refuse to empty a group that people are voting on, by moving its last shown words.

    Taking a word off the wall is never refused: what hurts must go, vote or not.
    """
    gone = set(leaving)
    groups = {
        current.regroupement_id
        for current in (open_appartenance(session, card) for card in gone)
        if current is not None
    }
    for regroupement_id in groups:
        staying = _shown_members(session, regroupement_id) - gone
        if not staying and holds_regroupement(session, regroupement_id):
            raise RuleBroken("derniere_du_vote")


def check_word_free(session: Session, contribution_id: str) -> None:
    """Refuse to rewrite the very word that people are voting on."""
    if holds_contribution(session, contribution_id):
        raise RuleBroken("parole_au_vote")


def _shown_members(session: Session, regroupement_id: str) -> set[str]:
    return set(
        session.scalars(
            select(Contribution.id)
            .join(Appartenance, Appartenance.contribution_id == Contribution.id)
            .where(
                Appartenance.regroupement_id == regroupement_id,
                Appartenance.fin_le.is_(None),
                visible_clause(Regard.ECRAN),
            )
        )
    )
