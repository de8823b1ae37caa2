"""What becomes of a word already sent: its author corrects or withdraws it, the lead erases it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.auteurs import author_of, own_word
from cafe.actions.cibles import check_word_free
from cafe.actions.core import (
    NotAllowed,
    RuleBroken,
    action,
    check_version,
    erasure,
    found,
    record,
    require,
)
from cafe.actions.depot import add_text, check_text, record_word
from cafe.actions.effacements import erase_words
from cafe.actions.syntheses import empty_synthese
from cafe.models import (
    Contribution,
    Moderation,
    Participant,
    Phase,
    Seance,
    Statut,
    SyntheseTablee,
)
from cafe.models.famille import family_of
from cafe.models.regroupement import open_appartenance


def _own(session: Session, par: Identite, contribution_id: str) -> Contribution:
    """The participant's own contribution, still free to change. Raises the refusal."""
    row = own_word(session, par, contribution_id)
    # Grouped or not: nobody is held to what others wrote down for them.
    if not row.courante.a_confirmer and open_appartenance(session, row.id) is not None:
        raise RuleBroken("deja_regroupee")
    if found(session, Seance, row.seance_id).phase is Phase.CLOSE:
        raise RuleBroken("seance_close")
    return row


@action
def correct_contribution(
    session: Session, *, par: Identite, contribution_id: str, texte: str, version: int | None
) -> int:
    """Give one's idea a new text, until it is grouped; the old one is kept as a version.

    Returns the new version. Event: ContributionCorrected. A refused word that is
    corrected waits for a facilitator again, and so does a published one where words are read
    before they show, or whose author is slowed down. While people vote on it, it stays as it is.
    """
    row = _own(session, par, contribution_id)
    kept = check_text(texte)
    if row.texte == kept:
        return row.version
    check_version(row, version)
    check_word_free(session, row.id)
    rang = add_text(session, row, kept).rang
    row.version += 1
    if row.statut is Statut.NON_PUBLIEE or (row.statut is Statut.PUBLIEE and _unread(session, row)):
        row.statut = Statut.EN_ATTENTE
    _record_change(session, "ContributionCorrected", row, details={"rang": rang})
    return row.version


def _unread(session: Session, row: Contribution) -> bool:
    """Whether a new text of that person may not show before it is read."""
    if open_appartenance(session, row.id) is not None:
        return False
    if found(session, Seance, row.seance_id).moderation is Moderation.A_PRIORI:
        return True
    return found(session, Participant, row.participant_id).ralenti_le is not None


@erasure
def withdraw_contribution(session: Session, *, par: Identite, contribution_id: str) -> None:
    """Take one's idea back, until it is grouped: text, photo, voice go for good; a marked gap
    stays.

    The parts of an idea go together: they hold the same words as the whole. Withdrawing twice
    changes nothing. Event: ContributionWithdrawn.
    """
    row = found(session, Contribution, contribution_id)
    if row.statut is Statut.RETIREE:
        return
    row = _own(session, par, contribution_id)
    if any(open_appartenance(session, one.id) for one in family_of(session, row) if one is not row):
        raise RuleBroken("deja_regroupee")
    touched = erase_words(session, row.seance_id, [row.id], "retrait")
    _record_change(session, "ContributionWithdrawn", row, objets=touched)


@erasure
def erase_contribution(
    session: Session, *, par: Identite, contribution_id: str, motif: str
) -> None:
    """Erase a text for good (RGPD), grouped or not: the row stays, « propos retiré ».

    A split word goes with all its family, which holds the same words. Frozen comptes rendus that
    print it lose their file, and a version n+1 follows. Who: chef de projet. Event:
    ContributionErased. Never undone.
    """
    row = found(session, Contribution, contribution_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.EFFACER, Lieu(seance.demarche_id, seance.id))
    if row.texte is None:
        return
    touched = erase_words(session, row.seance_id, [row.id], motif[:40])
    _record_change(session, "ContributionErased", row, par=who, objets=touched)


def _record_change(
    session: Session,
    nature: str,
    row: Contribution,
    *,
    par: Identite | None = None,
    objets: Iterable[tuple[str, str]] = (),
    details: dict[str, object] | None = None,
) -> None:
    seance = found(session, Seance, row.seance_id)
    record_word(session, nature, row, seance, par or author_of(row), objets=objets, details=details)


@erasure
def replay_erasures(session: Session, *, par: Identite, contribution_ids: tuple[str, ...]) -> int:
    """Erase again, after a restore, what had been erased since; returns how many were.

    The register names contributions and, by the same column, what tables wrote.

    Who: the command line. Event: ErasuresReplayed, unless there was none to replay.
    """
    if par.genre is not Genre.SYSTEME:
        raise NotAllowed
    erased: list[tuple[str, str]] = []
    count = 0
    for id_ in dict.fromkeys(contribution_ids):
        row = session.get(Contribution, id_)
        if row is not None and row.texte is not None:
            erased += [
                ("contribution", id_),
                *erase_words(session, row.seance_id, [row.id], "restauration"),
            ]
            count += 1
        said = session.get(SyntheseTablee, id_)
        if said is not None and said.courante.texte is not None:
            erased += [("synthese", id_), *empty_synthese(session, said, "restauration")]
            count += 1
    if erased:
        record(session, "ErasuresReplayed", par=par, demarche_id=None, objets=erased)
    return count
