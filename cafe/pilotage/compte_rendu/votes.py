"""The votes of a séance as its compte rendu prints them: closed, and shown to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.documents.compte_rendu.contenu import VoteTenu
from cafe.models import EtatScrutin
from cafe.models.scrutin_lecture import Total, result_of, scrutins_of, totals_shown
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class Depouillement:
    """``totaux`` by card (``r:<id>`` or ``c:<id>``), of its last vote; ``votes`` by question."""

    totaux: dict[str, Total]
    votes: dict[str, tuple[VoteTenu, ...]]


def counted_votes(session: Session, seance_id: str) -> Depouillement:
    """What a document may tell of the votes of a séance."""
    totaux: dict[str, Total] = {}
    votes: dict[str, tuple[VoteTenu, ...]] = {}
    for row in scrutins_of(session, seance_id):
        if row.etat is not EtatScrutin.CLOS or not totals_shown(row, Regard.DOCUMENT):
            continue
        result = result_of(session, row)
        held = VoteTenu(titre=row.titre, votants=result.votants, presents=result.presents)
        totaux |= {total.carte.cle: total for total in result.totaux}
        for question_id in dict.fromkeys(total.carte.question_id for total in result.totaux):
            votes[question_id] = (*votes.get(question_id, ()), held)
    return Depouillement(totaux, votes)
