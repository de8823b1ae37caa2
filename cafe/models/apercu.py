"""Groups as they are seen folded: how many words, and how the first ones begin. Read only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.direct import Direct
from cafe.models.rapprochement import SOUS_UNE_AUTRE
from cafe.models.regroupement import Appartenance
from cafe.models.tableau import Carte, Groupe

# How many words of a folded group are shown, and how much of each.
LIGNES = 2
LIGNE_MAX = 90
_PREMIERES = Direct(
    select(ContributionVersion.texte, Contribution.langue, func.count().over().label("nombre"))
    .join(Contribution, Contribution.version_id == ContributionVersion.id)
    .join(Appartenance, Appartenance.contribution_id == Contribution.id)
    .where(
        Appartenance.regroupement_id == bindparam("groupe"),
        Appartenance.fin_le.is_(None),
        Contribution.statut != Statut.REMPLACEE,
        ~SOUS_UNE_AUTRE,
    )
    .order_by(Appartenance.rang, Contribution.ordre)
    .limit(LIGNES)
)


@dataclass(frozen=True)
class Apercu:
    """A folded group: how many words have a place of their own in it, and the first ones.

    ``lignes``: (beginning, its language); None for a text that was erased, empty for a voice or a
    photo without words.
    """

    id: str
    seance_id: str
    question_id: str
    nombre: int
    lignes: tuple[tuple[str | None, str], ...]


def apercu_of(group: Groupe, cards: Collection[Carte]) -> Apercu:
    """A group and its cards, as it is seen folded."""
    first = list(cards)[:LIGNES]
    lines = tuple((_beginning(card.texte), card.langue) for card in first)
    return Apercu(group.id, group.seance_id, group.question_id, len(cards), lines)


def apercus_of(session: Session, groups: Iterable[Groupe]) -> list[Apercu]:
    """Those groups as they are seen folded now: one short query each, whatever they hold."""
    connection = session.connection()
    found = []
    for group in groups:
        rows = _PREMIERES.rows(connection, {"groupe": group.id})
        lines = tuple((_beginning(texte), langue) for texte, langue, _ in rows)
        nombre = rows[0][2] if rows else 0
        found.append(Apercu(group.id, group.seance_id, group.question_id, nombre, lines))
    return found


def _beginning(texte: str | None) -> str | None:
    if texte is None:
        return None
    line = " ".join(texte.split())
    return line if len(line) <= LIGNE_MAX else line[: LIGNE_MAX - 1].rstrip() + "…"
