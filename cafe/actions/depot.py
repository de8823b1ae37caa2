"""The rows of a new contribution, shared by the ways a word comes in, and the event of what is done
to one. Not an action itself: nothing here checks who is asking."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton
from cafe.actions.core import Missing, RuleBroken, hold_numbers, record
from cafe.actions.depot_rangs import (
    INSERT_CONTRIBUTION,
    INSERT_PARTICIPANT,
    INSERT_VERSION,
    secrets_of,
    text_row,
    word_row,
)
from cafe.actions.empreintes import keep_empreinte
from cafe.models import (
    Contribution,
    ContributionVersion,
    GenreMedia,
    Media,
    Origine,
    Phase,
    Seance,
    Signalement,
    Statut,
    Tablee,
    Tour,
)
from cafe.models.arrivee import Arrivee, find_arrivee
from cafe.models.base import new_id
from cafe.models.contribution import LONGUEUR_MAX
from cafe.models.empreinte import erase_empreintes
from cafe.models.participant import highest_numero
from cafe.reperage.lecture import main_kind


@dataclass(frozen=True)
class PieceJointe:
    """A photo or a voice whose bytes are on the disk already, under that id."""

    id: str
    genre: GenreMedia
    type_mime: str
    octets: int
    empreinte: str
    largeur: int | None = None
    hauteur: int | None = None
    secondes: int | None = None


@dataclass(frozen=True)
class Envoi:
    """What a device sends: the shape is checked by the form, the rules here."""

    client_id: str
    question_id: str
    categorie: str
    texte: str
    langue: str = "fr"
    tour: int | None = None
    tablee: int | None = None
    saisi_le: datetime | None = None
    source: Origine = Origine.TELEPHONE
    medias: tuple[PieceJointe, ...] = ()


def clean_text(texte: str) -> str:
    """Line ends unified, control characters and outer blanks removed."""
    unified = texte.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return "".join(c for c in unified if c == "\n" or c >= " ").strip()


def check_text(texte: str, *, may_be_empty: bool = False, champ: str = "texte") -> str:
    """The text as it will be kept. Raises ``texte_vide`` or ``texte_long`` on that field.

    A voice or a photo may come without a word.
    """
    kept = clean_text(texte)
    if not kept and not may_be_empty:
        raise RuleBroken("texte_vide", champ=champ)
    if len(kept) > LONGUEUR_MAX:
        raise RuleBroken("texte_long", champ=champ, longueur=len(kept), maximum=LONGUEUR_MAX)
    return kept


def flag_of(texte: str) -> Signalement | None:
    """What the local lists point at in a text, for somebody to look at."""
    kind = main_kind(texte)
    return Signalement(kind.value) if kind else None


def arrive(
    session: Session, seance_id: str, envoi: Envoi, client_id: str, jeton: str, depuis: datetime
) -> Arrivee:
    """What the rules look at. Raises ``Missing`` when there is no such séance."""
    arrivee = find_arrivee(
        session,
        seance_id,
        question_id=envoi.question_id,
        client_id=client_id,
        jeton_hash=hash_jeton(jeton),
        depuis=depuis,
    )
    if arrivee is None:
        raise Missing
    return arrivee


def check_target(arrivee: Arrivee, envoi: Envoi) -> None:
    """The question is of the séance and takes the category. Raises which is wrong."""
    if arrivee.categories is None:
        raise RuleBroken("question_inconnue", champ="question")
    if envoi.categorie not in arrivee.categories:
        raise RuleBroken("categorie_inconnue", champ="categorie")


def as_uuid(client_id: str) -> str:
    try:
        return str(uuid.UUID(client_id))
    except ValueError:
        raise RuleBroken("client_id_invalide", champ="client_id") from None


def lateness(arrivee: Arrivee) -> bool:
    """Whether the word comes too late. Raises when it cannot be kept at all."""
    if arrivee.phase is Phase.PREPARATION:
        raise RuleBroken("seance_pas_ouverte")
    if not arrivee.takes_late_words():
        raise RuleBroken("seance_close")
    return not arrivee.accepts_contributions()


def birth(session: Session, arrivee: Arrivee, jeton: str, now: datetime) -> str:
    """Write the author of a first word; their id."""
    return insert_participant(session, arrivee.seance_id, jeton, now, arrivee.dernier_numero)


def insert_participant(
    session: Session, seance_id: str, jeton: str, now: datetime, dernier: int | None = None
) -> str:
    """Write a new participant; its id. ``dernier``: the last number given, if it was read."""
    # Others may have been born since it was read.
    if hold_numbers(session) or dernier is None:
        dernier = highest_numero(session, seance_id)
    participant_id = new_id()
    values = {
        "id": participant_id,
        "seance_id": seance_id,
        "numero": dernier + 1,
        "cree_le": now,
        **secrets_of(jeton),
    }
    INSERT_PARTICIPANT.run(session.connection(), values)
    return participant_id


def insert_contribution(
    session: Session,
    *,
    par: Identite,
    arrivee: Arrivee,
    participant_id: str,
    envoi: Envoi,
    client_id: str,
    texte: str,
    statut: Statut,
    tardive: bool,
    now: datetime,
) -> str:
    """The rows and the event of one contribution; its id."""
    seance_id = arrivee.seance_id
    contribution_id, version_id = new_id(), new_id()
    ordre = record(
        session,
        "ContributionPosted",
        par=par,
        demarche_id=arrivee.demarche_id,
        seance_id=seance_id,
        objets=[("contribution", contribution_id), ("question", envoi.question_id)],
        details={"statut": statut.value},
    )
    connection = session.connection()
    word = word_row(
        id_=contribution_id,
        version_id=version_id,
        seance_id=seance_id,
        participant_id=participant_id,
        par=par,
        envoi=envoi,
        client_id=client_id,
        statut=statut,
        tardive=tardive,
        places=(
            id_by_numero(session, Tour, seance_id, envoi.tour),
            id_by_numero(session, Tablee, seance_id, envoi.tablee),
        ),
        ordre=ordre,
        signalement=flag_of(texte),
        now=now,
    )
    INSERT_CONTRIBUTION.run(connection, word)
    INSERT_VERSION.run(connection, text_row(version_id, contribution_id, texte, now))
    keep_empreinte(session, version_id, texte, now)
    session.add_all(
        Media(contribution_id=contribution_id, le=now, **vars(piece)) for piece in envoi.medias
    )
    return contribution_id


def record_word(
    session: Session,
    nature: str,
    row: Contribution,
    seance: Seance,
    par: Identite,
    *,
    objets: Iterable[tuple[str, str]] = (),
    details: Mapping[str, object] | None = None,
) -> None:
    """The one event of what was done to a contribution."""
    record(
        session,
        nature,
        par=par,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[("contribution", row.id), ("question", row.question_id), *objets],
        details=details,
    )


def add_text(
    session: Session, row: Contribution, texte: str, *, notee_par: str | None = None
) -> ContributionVersion:
    """Give a contribution the text it bears from now on; those before are kept.

    ``notee_par``: who of the team wrote it down, when its author did not.
    """
    now = clock.now()
    version = ContributionVersion(
        id=new_id(),
        contribution_id=row.id,
        rang=row.courante.rang + 1,
        texte=texte,
        le=now,
        notee_par=notee_par,
    )
    session.add(version)
    row.version_id = version.id
    row.signalement, row.signalement_vu_le = flag_of(texte), None
    # Only the text that is shown is ever compared.
    erase_empreintes(session, [row.id])
    session.flush()
    keep_empreinte(session, version.id, texte, now)
    return version


def id_by_numero(
    session: Session, model: type[Tour] | type[Tablee], seance_id: str, numero: int | None
) -> str | None:
    """A table or round of the séance; an unknown number is dropped, never a refusal."""
    if numero is None:
        return None
    found_id: str | None = session.scalar(
        select(model.id).where(model.seance_id == seance_id, model.numero == numero)
    )
    return found_id
