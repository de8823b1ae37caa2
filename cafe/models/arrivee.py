"""What the rules about an incoming word look at, read at once.

A full hall sends a hundred words a second: the séance and its step, the question, the person and
a first try of the same word are one statement here, built once, instead of one each. Read only;
the rules themselves are the actions'.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from cafe.models.base import table_of
from cafe.models.contribution import Contribution
from cafe.models.direct import Direct
from cafe.models.etape import Droit, Etape
from cafe.models.ouverture import Ouverture, ouverture_between
from cafe.models.participant import Participant
from cafe.models.question import Question
from cafe.models.seance import Moderation, Phase, Seance, droits_of, takes_late_words


@dataclass(frozen=True)
class Arrivee:
    """The séance a word comes to, and what is known of its question, author and first try.

    ``categories`` is None when the question is not of the séance; ``participant_id`` when the
    author is not born. ``envoyes`` counts the author's words, ``nes`` the séance's newcomers,
    both since the instant asked; ``nes`` and ``dernier_numero`` are read for newcomers only.
    """

    seance_id: str
    demarche_id: str
    phase: Phase
    moderation: Moderation
    ouverture: Ouverture | None
    droits: tuple[Droit, ...]
    categories: tuple[str, ...] | None
    participant_id: str | None
    participant_seance_id: str | None
    envoyes: int
    nes: int
    dernier_numero: int
    premiere_id: str | None
    # The author is slowed down by the team.
    ralenti: bool = False

    def accepts_contributions(self) -> bool:
        """Whether phones may write now."""
        return Droit.CONTRIBUER in self.droits

    def ended(self, at: datetime) -> bool:
        """Whether the séance is over, by somebody's word or by the dates of a collecte."""
        dates = self.ouverture
        return self.phase is Phase.TERMINEE or (dates is not None and dates.over(at))

    def takes_late_words(self) -> bool:
        """Whether a word that comes too late is kept."""
        return takes_late_words(self.phase)


_seance, _etape, _question = table_of(Seance), table_of(Etape), table_of(Question)
_auteur, _autre = table_of(Participant), table_of(Participant).alias("autre")
_premiere, _recente = table_of(Contribution), table_of(Contribution).alias("recente")

_ENVOYES = (
    select(func.count())
    .where(
        _recente.c.participant_id == _auteur.c.id,
        _recente.c.cree_le > bindparam("depuis"),
        # A word that the team split was sent once.
        _recente.c.origine_id.is_(None),
    )
    .correlate(_auteur)
    .scalar_subquery()
)
_NES = (
    select(func.count())
    .where(_autre.c.seance_id == _seance.c.id, _autre.c.cree_le > bindparam("depuis"))
    .correlate(_seance)
    .scalar_subquery()
)
_DERNIER_NUMERO = (
    select(func.max(_autre.c.numero))
    .where(_autre.c.seance_id == _seance.c.id)
    .correlate(_seance)
    .scalar_subquery()
)
_ARRIVEE = Direct(
    select(
        _seance.c.demarche_id,
        _seance.c.phase,
        _seance.c.moderation,
        _seance.c.format,
        _seance.c.jour,
        _seance.c.heure_debut,
        _seance.c.jour_fin,
        _seance.c.heure_fin,
        _etape.c.droits,
        _question.c.categories,
        _auteur.c.id.label("participant_id"),
        _auteur.c.seance_id.label("participant_seance_id"),
        _ENVOYES.label("envoyes"),
        case((_auteur.c.id.is_(None), _NES), else_=0).label("nes"),
        case((_auteur.c.id.is_(None), _DERNIER_NUMERO), else_=0).label("dernier_numero"),
        _premiere.c.id.label("premiere_id"),
        _auteur.c.ralenti_le.is_not(None).label("ralenti"),
    )
    .select_from(_seance)
    .outerjoin(_etape, and_(_etape.c.id == _seance.c.etape_id, _etape.c.seance_id == _seance.c.id))
    .outerjoin(
        _question,
        and_(_question.c.id == bindparam("question_id"), _question.c.seance_id == _seance.c.id),
    )
    .outerjoin(_auteur, _auteur.c.jeton_hash == bindparam("jeton_hash"))
    .outerjoin(
        _premiere,
        and_(
            _premiere.c.seance_id == _seance.c.id, _premiere.c.client_id == bindparam("client_id")
        ),
    )
    .where(_seance.c.id == bindparam("seance_id"))
)


def find_arrivee(
    session: Session,
    seance_id: str,
    *,
    question_id: str,
    client_id: str,
    jeton_hash: str,
    depuis: datetime,
) -> Arrivee | None:
    """One reading for one word; None when there is no such séance."""
    sought = {
        "seance_id": seance_id,
        "question_id": question_id,
        "client_id": client_id,
        "jeton_hash": jeton_hash,
        "depuis": depuis,
    }
    rows = _ARRIVEE.rows(session.connection(), sought)
    if not rows:
        return None
    demarche_id, phase, moderation, *dates, droits, categories = rows[0][:10]
    auteur = rows[0][10:]
    participant_id, participant_seance_id, envoyes, nes, dernier_numero, premiere_id, ralenti = (
        auteur
    )
    return Arrivee(
        seance_id=seance_id,
        demarche_id=demarche_id,
        phase=phase,
        moderation=moderation,
        ouverture=ouverture_between(*dates),
        droits=droits_of(phase, droits),
        categories=None if categories is None else tuple(categories),
        participant_id=participant_id,
        participant_seance_id=participant_seance_id,
        envoyes=envoyes,
        nes=nes,
        dernier_numero=dernier_numero or 0,
        premiere_id=premiere_id,
        ralenti=bool(ralenti),
    )
