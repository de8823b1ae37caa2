"""What came since a compte rendu was read: how a validation knows that it is out of date."""

from __future__ import annotations

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from cafe.models.evenement import Evenement
from cafe.models.seance import Seance

# Events that change nothing of what a compte rendu prints.
_SANS_EFFET = frozenset(
    {
        *("AccesCreated", "AccesPaired", "AccesRevoked", "CodeReplaced", "MurChanged"),
        *("CommentSettled", "CompteRenduSentToReview", "CompteRenduStarted", "FichierKept"),
        *("CompteRenduValidated", "InvitationCancelled", "MembreInvited", "MembreJoined"),
        *("EtapeReached", "MembreRevoked", "PasswordChanged", "SeanceEnded"),
        *("EtapePaused", "EtapeResumed", "EtapeExtended", "EtapeLeftOut", "EtapePutBack"),
        *("EtapeTimed", "MessageSet", "VueChanged", "HelpAsked", "HelpSeen"),
        *("ContributionStarred", "StarTakenBack", "EffectifTableeSet", "TablesArranged"),
        *("FeuilleAdded", "FeuilleRemoved"),
        # A vote is printed once it is closed and shown.
        *("ScrutinCreated", "ScrutinUpdated", "ScrutinOpened", "PointsSet"),
        *("PhotoScrutinAdded", "PhotoScrutinRemoved"),
    }
)
_EFFACEMENTS = frozenset(
    {"ContributionErased", "ContributionWithdrawn", "ErasuresReplayed", "SyntheseErased"}
)


def changes_since(session: Session, seance: Seance, numero: int) -> int:
    """How many events of the séance, or of its démarche as a whole, came after that one."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Evenement)
            .where(
                Evenement.numero > numero,
                Evenement.demarche_id == seance.demarche_id,
                or_(Evenement.seance_id == seance.id, Evenement.seance_id.is_(None)),
                Evenement.nature.not_in(_SANS_EFFET),
            )
        )
        or 0
    )


def erased_since(session: Session, seance: Seance, numero: int) -> bool:
    """Whether a text of the séance was erased after that event."""
    query = select(Evenement.numero).where(
        Evenement.numero > numero,
        or_(Evenement.seance_id == seance.id, Evenement.seance_id.is_(None)),
        Evenement.nature.in_(_EFFACEMENTS),
    )
    return session.scalar(query.limit(1)) is not None
