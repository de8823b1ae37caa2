"""A word typed for someone who has no phone, said aloud or from a sheet of paper."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import mots_of, new_jeton, recu_of
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.cibles import check_word_free
from cafe.actions.core import (
    NotAllowed,
    RuleBroken,
    action,
    check_version,
    found,
    require,
)
from cafe.actions.depot import (
    Envoi,
    add_text,
    arrive,
    as_uuid,
    birth,
    check_target,
    check_text,
    id_by_numero,
    insert_contribution,
    lateness,
    record_word,
)
from cafe.actions.talons import bearer_of
from cafe.models import Contribution, Origine, Phase, Seance, Statut, Tablee
from cafe.models.regroupement import open_appartenance

MAINS_MAX = 999


@dataclass(frozen=True)
class Remise:
    """What is handed over once: the word's id and its receipt, in letters and in six words.

    ``talon``: the person holds that slip, which is their receipt; the two forms are then empty.
    """

    contribution_id: str
    recu: str = ""
    mots: str = ""
    talon: int | None = None


@action
def post_for_someone(
    session: Session, *, par: Identite, seance_id: str, envoi: Envoi, talon: int | None = None
) -> Remise:
    """« Saisie pour » someone without a phone: returns the receipt to hand over.

    Who: staff or a device that may type in the séance (a host only at its table). A
    repeat of the same ``client_id`` is refused as ``deja_saisi``: the receipt was given
    once and is not kept. ``talon``: the number of the slip that the person holds; all the
    words tied to it are one participant's. Event: ContributionPosted.
    """
    seance = found(session, Seance, seance_id)
    tablee_id = id_by_numero(session, Tablee, seance.id, envoi.tablee)
    who = require(session, par, Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id, tablee_id))
    client_id = as_uuid(envoi.client_id)
    texte = check_text(envoi.texte)
    now = clock.now()
    jeton = new_jeton()
    arrivee = arrive(session, seance.id, envoi, client_id, jeton, now)
    check_target(arrivee, envoi)
    if arrivee.premiere_id is not None:
        raise RuleBroken("deja_saisi", champ="client_id")
    lateness(arrivee)  # refuses what cannot be kept at all
    # Phones may be down while a table talks: what is typed for it then is in time. Paper is
    # entered afterwards as a matter of course.
    paper = envoi.source is Origine.PAPIER
    tardive = arrivee.ended(now) and not paper
    if paper and envoi.saisi_le is None:
        # The tour says when it was thought, this when it was typed.
        envoi = replace(envoi, saisi_le=now)
    if talon is None:
        participant_id = birth(session, arrivee, jeton, now)
    else:
        participant_id = bearer_of(session, seance.id, talon)
    contribution_id = insert_contribution(
        session,
        par=who,
        arrivee=arrivee,
        participant_id=participant_id,
        envoi=envoi,
        client_id=client_id,
        texte=texte,
        statut=Statut.PUBLIEE,
        tardive=tardive,
        now=now,
    )
    if talon is not None:
        return Remise(contribution_id, talon=talon)
    return Remise(contribution_id, recu_of(jeton), mots_of(jeton))


@action
def correct_for_someone(
    session: Session,
    *,
    par: Identite,
    contribution_id: str,
    texte: str,
    mains: int | None,
    version: int | None,
) -> int:
    """Put right a word just read back to who said it, and count the hands raised for it.

    Who: whoever typed it, while they may type there. Rules: not withdrawn, not grouped,
    before the compte rendu has left. ``mains`` None leaves the count. Returns the new
    version. Event: ContributionReadBack, unless nothing changed.
    """
    row, seance, who = _typed_by(session, par, contribution_id)
    kept = check_text(texte)
    if mains is not None and not 0 <= mains <= MAINS_MAX:
        raise RuleBroken("mains_invalides", champ="mains", maximum=MAINS_MAX)
    counted = row.mains if mains is None else mains
    if (kept, counted) == (row.texte, row.mains):
        return row.version
    check_version(row, version)
    if kept != row.texte:
        if open_appartenance(session, row.id) is not None:
            raise RuleBroken("deja_regroupee_saisie")
        check_word_free(session, row.id)
        add_text(session, row, kept)
    row.mains = counted
    row.version += 1
    said = {"mains": counted, "version": row.version_id}
    record_word(session, "ContributionReadBack", row, seance, who, details=said)
    return row.version


@action
def tie_talon(
    session: Session, *, par: Identite, contribution_id: str, numero: int, version: int | None
) -> int:
    """Give a word just typed to the bearer of that slip: it was forgotten, or mistyped.

    Who, rules: as to put it right. Returns the new version. Event: TalonTied, unless the word
    was theirs already.
    """
    row, seance, who = _typed_by(session, par, contribution_id)
    bearer = bearer_of(session, seance.id, numero)
    if bearer == row.participant_id:
        return row.version
    if row.origine_id is not None:
        # All the parts of an idea are one person's, and so is the whole.
        raise RuleBroken("parole_partagee")
    check_version(row, version)
    row.participant_id = bearer
    row.version += 1
    record_word(session, "TalonTied", row, seance, who, details={"talon": numero})
    return row.version


def _typed_by(
    session: Session, par: Identite, contribution_id: str
) -> tuple[Contribution, Seance, Identite]:
    """A word with whoever typed it, while it may still be put right there."""
    row = found(session, Contribution, contribution_id, lock=True)
    seance = found(session, Seance, row.seance_id)
    who = require(session, par, Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id, row.tablee_id))
    if row.saisie_par is None or row.saisie_par != who.id:
        raise NotAllowed
    if row.statut is Statut.RETIREE:
        raise RuleBroken("deja_retiree")
    if row.statut is Statut.REMPLACEE:
        raise RuleBroken("parole_partagee")
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")
    return row, seance, who
