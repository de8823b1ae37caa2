"""What comparing the words of a séance needs: their text, what was kept of it, where they stand."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution, ContributionVersion, Statut
from cafe.models.empreinte import EmpreinteTexte
from cafe.models.rapprochement import principals_of
from cafe.models.regroupement import Appartenance
from cafe.models.traduction import traductions_of


class Comparee(NamedTuple):
    """A published word. ``octets`` is None where nothing was kept of that very text."""

    id: str
    question_id: str
    texte: str
    octets: bytes | None
    groupe: str | None


def compared_words(session: Session, seance_id: str) -> list[Comparee]:
    """The published words of a séance that have a text, as they came, in French where the team
    has put them into French."""
    rows = session.execute(
        select(
            Contribution.id,
            Contribution.question_id,
            Contribution.version_id,
            ContributionVersion.texte,
            EmpreinteTexte.octets,
            Appartenance.regroupement_id,
        )
        .join(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .outerjoin(EmpreinteTexte, EmpreinteTexte.version_id == Contribution.version_id)
        .outerjoin(
            Appartenance,
            and_(Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None)),
        )
        .where(
            Contribution.seance_id == seance_id,
            Contribution.statut == Statut.PUBLIEE,
            ContributionVersion.texte != "",
        )
        .order_by(Contribution.ordre)
    ).all()
    said = traductions_of(session, [row.version_id for row in rows])
    # What stands under another word goes with it: somebody has compared those already.
    under = principals_of(session, [row.id for row in rows])
    found = []
    for id_, question_id, version_id, texte, octets, groupe in rows:
        if id_ in under:
            continue
        french = said.get(version_id)
        if french is not None and french.texte:
            found.append(Comparee(id_, question_id, french.texte, None, groupe))
        else:
            found.append(Comparee(id_, question_id, texte or "", octets, groupe))
    return found
