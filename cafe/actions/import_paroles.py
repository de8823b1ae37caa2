"""A typed list comes in: many words at once, all of them or none, and once only.

Reading the list is ``cafe.formats.paroles``; here are the rules, and what makes a line known
again. Words of a list have no receipt to hand over: nobody is there to take it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import NotAllowed, RuleBroken, action, erasure, found, record, require
from cafe.actions.depot import Envoi, as_uuid
from cafe.actions.effacements import erase_words
from cafe.actions.numeros import take_numbers
from cafe.actions.paroles_pretes import Ligne, Prete, insert_list
from cafe.formats.paroles import LIGNES_MAX
from cafe.models import (
    Appartenance,
    Contribution,
    Origine,
    Phase,
    RoleAcces,
    Seance,
    Statut,
    Tablee,
    Tour,
)
from cafe.models.contribution import LONGUEUR_MAX
from cafe.models.liste import imports_of, words_of_import
from cafe.models.question import questions_of

_ESPACE = uuid.UUID("6f1f4b53-5e0c-4a3a-9a1d-0c9a3b0b7d11")


@dataclass(frozen=True)
class BilanListe:
    """``numero``: of the event, None when all was there already. ``deja``: lines known again."""

    numero: int | None
    creees: int
    deja: int


def known_again(
    seance_id: str, lignes: Sequence[Ligne], tenues: Mapping[str, bool]
) -> list[tuple[Ligne, str | None]]:
    """Each line with the id its word will bear; None where it is here already. Pure.

    A line is known by its ``identifiant``, else by its words, its question, its category, its
    table and its tour: said twice in a list, it is two words. ``tenues``: the ids of the words
    that are here, and whether each still stands; a word taken back may come again.
    """
    seen: dict[str, int] = {}
    out: list[tuple[Ligne, str | None]] = []
    for ligne in lignes:
        if ligne.identifiant:
            said = f"id|{ligne.identifiant}"
        else:
            words = " ".join(ligne.texte.split())
            said = "|".join(
                (ligne.question_id, ligne.categorie, str(ligne.tablee), str(ligne.tour), words)
            )
        while True:
            seen[said] = rang = seen.get(said, 0) + 1
            client_id = str(uuid.uuid5(_ESPACE, f"{seance_id}|{rang}|{said}"))
            if tenues.get(client_id) is not False:
                break
        out.append((ligne, None if client_id in tenues else client_id))
    return out


def words_here(session: Session, seance_id: str) -> dict[str, bool]:
    """The ``tenues`` of ``known_again``."""
    rows = session.execute(
        select(Contribution.client_id, Contribution.statut).where(
            Contribution.seance_id == seance_id, Contribution.source != Origine.TELEPHONE
        )
    )
    return {client_id: statut is not Statut.RETIREE for client_id, statut in rows}


@action
def import_contributions(
    session: Session,
    *,
    par: Identite,
    seance_id: str,
    client_id: str,
    lignes: Sequence[Prete],
    source: Origine,
) -> BilanListe:
    """Make words of the lines of a list, in its order; what is here already is left as it is.

    Who: whoever may type in the séance, but no host's device. Rules: open or over, before the
    compte rendu has left; each line obeys the rules of a word typed for someone; one that does
    not refuses them all (``liste_ligne``, with its number). The same ``client_id`` again changes
    nothing and returns the first outcome. Event: ContributionsImported, unless nothing is new.
    """
    seance = found(session, Seance, seance_id)
    who = require(session, par, Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id))
    if who.role_acces is RoleAcces.HOTE:
        raise NotAllowed
    envoi_id = as_uuid(client_id)
    for former in imports_of(session, seance.id):
        if former.client_id == envoi_id:
            return BilanListe(former.numero, former.creees, former.deja)
    check_time(seance)
    if not lignes:
        raise RuleBroken("liste_vide", champ="liste")
    if len(lignes) > LIGNES_MAX:
        raise RuleBroken("liste_longue", champ="liste", nombre=len(lignes), maximum=LIGNES_MAX)
    _check_lines(session, seance, lignes)
    known = known_again(seance.id, [one.ligne for one in lignes], words_here(session, seance.id))
    now = clock.now()
    new = [
        (one, _envoi(one, word_id, source, now))
        for one, (_ligne, word_id) in zip(lignes, known, strict=True)
        if word_id
    ]
    deja = len(lignes) - len(new)
    if not new:
        return BilanListe(None, 0, deja)
    ids = insert_list(
        session,
        par=who,
        seance_id=seance.id,
        mots=new,
        tardive=seance.phase is Phase.TERMINEE and source is not Origine.PAPIER,
        # First: on PostgreSQL this holds the numbers of participants too.
        premier=take_numbers(session, len(new)),
        now=now,
    )
    numero = record(
        session,
        "ContributionsImported",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[
            *(("contribution", id_) for id_ in ids),
            *(("question", envoi.question_id) for _, envoi in new),
        ],
        details={
            "client_id": envoi_id,
            "creees": len(new),
            "deja": deja,
            "questions": {id_: envoi.question_id for id_, (_, envoi) in zip(ids, new, strict=True)},
        },
    )
    return BilanListe(numero, len(new), deja)


@erasure
def withdraw_import(session: Session, *, par: Identite, seance_id: str, numero: int) -> int:
    """Take back every word of a list at once, for good, as if each had been; returns how many.

    Who: whoever imported it, while they may type there. Rules: nobody has touched one of them
    (``liste_travaillee``, with how many); before the compte rendu has left. Asked twice, it is
    done once. Event: ImportWithdrawn.
    """
    seance = found(session, Seance, seance_id, lock=True)
    who = require(session, par, Pouvoir.SAISIR, Lieu(seance.demarche_id, seance.id))
    former = next((one for one in imports_of(session, seance.id) if one.numero == numero), None)
    if former is None:
        raise RuleBroken("liste_inconnue")
    if former.par is None or former.par != who.id:
        raise NotAllowed
    if former.retiree:
        return 0
    check_time(seance)
    ids = words_of_import(session, numero)
    touched, questions = _look(session, ids)
    if touched:
        raise RuleBroken("liste_travaillee", nombre=touched, total=len(ids))
    objets = [
        *(("contribution", id_) for id_ in ids),
        *(("question", id_) for id_ in questions),
        *erase_words(session, seance.id, ids, "retrait"),
    ]
    record(
        session,
        "ImportWithdrawn",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=objets,
        details={"import": numero},
    )
    return len(ids)


def check_time(seance: Seance) -> None:
    """Refuse a list for a séance that has not begun, or whose compte rendu has left."""
    if seance.phase is Phase.PREPARATION:
        raise RuleBroken("liste_trop_tot")
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")


def _envoi(one: Prete, client_id: str, source: Origine, now: datetime) -> Envoi:
    line = one.ligne
    return Envoi(
        client_id=client_id,
        question_id=line.question_id,
        categorie=line.categorie,
        texte=one.texte,
        tablee=line.tablee,
        tour=line.tour,
        saisi_le=now,
        source=source,
    )


def _check_lines(session: Session, seance: Seance, lignes: Sequence[Prete]) -> None:
    accepted = {q.id: set(q.categories) for q in questions_of(session, seance.id)}
    tables, tours = (
        set(session.scalars(select(model.numero).where(model.seance_id == seance.id)))
        for model in (Tablee, Tour)
    )
    names: set[str] = set()
    for one in lignes:
        line = one.ligne
        ok = (
            line.categorie in accepted.get(line.question_id, ())
            and 0 < len(one.texte) <= LONGUEUR_MAX
            and (line.tablee is None or line.tablee in tables)
            and (line.tour is None or line.tour in tours)
            and (not line.identifiant or line.identifiant not in names)
        )
        if not ok:
            raise RuleBroken("liste_ligne", champ="liste", ligne=line.ligne)
        names.add(line.identifiant)


def _look(session: Session, ids: Collection[str]) -> tuple[int, set[str]]:
    """How many of these words somebody has touched, and the questions that they answer."""
    grouped = (
        select(Appartenance.id)
        .where(Appartenance.contribution_id == Contribution.id, Appartenance.fin_le.is_(None))
        .exists()
    )
    touched = or_(
        Contribution.version != 1,
        Contribution.statut != Statut.PUBLIEE,
        Contribution.etoile_le.is_not(None),
        grouped,
    )
    rows = session.execute(
        select(Contribution.question_id, touched)
        .where(Contribution.id.in_(ids))
        .with_for_update(of=Contribution)
    ).all()
    return sum(bool(moved) for _, moved in rows), {question for question, _ in rows}
