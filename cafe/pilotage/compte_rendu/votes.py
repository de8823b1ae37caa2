"""The votes of a séance as its compte rendu prints them: closed, and shown to everybody."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from cafe.documents.compte_rendu.contenu import Reprise, VoteTenu
from cafe.models import EtatScrutin
from cafe.models.regroupement import merged_by_taker
from cafe.models.scrutin_lecture import Total, result_of, scrutins_of, totals_shown
from cafe.models.visibilite import Regard


@dataclass(frozen=True)
class Points:
    """The dots of a group as they stand now: its own, and of groups that it took over since."""

    points: int
    papier: int
    reprises: tuple[Reprise, ...] = ()


@dataclass(frozen=True)
class Depouillement:
    """``totaux`` by card (``r:<id>`` or ``c:<id>``), of its last vote; ``votes`` by question.

    ``scrutins``: which vote that was, by card. ``repris``: the groups that went into another, by
    the one that stands now, each with its title.
    """

    totaux: dict[str, Total]
    votes: dict[str, tuple[VoteTenu, ...]]
    scrutins: dict[str, str]
    repris: dict[str, list[tuple[str, str]]]

    def points_of(self, regroupement_id: str) -> Points | None:
        """Dots of the same vote are added up; those of another are told beside. None: no vote."""
        cards = [(f"r:{id_}", titre) for id_, titre in self.repris.get(regroupement_id, ())]
        taken = [(cle, titre) for cle, titre in cards if cle in self.totaux]
        own = f"r:{regroupement_id}"
        voted = [cle for cle in (own, *(cle for cle, _ in taken)) if cle in self.totaux]
        if not voted:
            return None
        vote = self.scrutins[voted[0]]
        same = [self.totaux[cle] for cle in voted if self.scrutins[cle] == vote]
        return Points(
            points=sum(total.points for total in same),
            papier=sum(total.papier for total in same),
            reprises=tuple(
                Reprise(
                    titre=titre,
                    gommettes=self.totaux[cle].points,
                    autre_vote=self.scrutins[cle] != vote,
                )
                for cle, titre in taken
                if self.totaux[cle].points
            ),
        )


def counted_votes(session: Session, seance_id: str) -> Depouillement:
    """What a document may tell of the votes of a séance."""
    totaux: dict[str, Total] = {}
    votes: dict[str, tuple[VoteTenu, ...]] = {}
    scrutins: dict[str, str] = {}
    for row in scrutins_of(session, seance_id):
        if row.etat is not EtatScrutin.CLOS or not totals_shown(row, Regard.DOCUMENT):
            continue
        result = result_of(session, row)
        held = VoteTenu(titre=row.titre, votants=result.votants, presents=result.presents)
        totaux |= {total.carte.cle: total for total in result.totaux}
        scrutins |= {total.carte.cle: row.id for total in result.totaux}
        for question_id in dict.fromkeys(total.carte.question_id for total in result.totaux):
            votes[question_id] = (*votes.get(question_id, ()), held)
    return Depouillement(totaux, votes, scrutins, merged_by_taker(session, seance_id))
