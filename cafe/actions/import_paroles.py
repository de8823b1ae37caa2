"""A typed list comes in: many words at once, all of them or none, and once only.

Reading the list is ``cafe.formats.paroles``; here are the rules, and what makes a line known
again. Words of a list have no receipt to hand over: nobody is there to take it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import new_jeton
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.core import NotAllowed, RuleBroken, action, erasure, found, record, require
from cafe.actions.depot import (
    Envoi,
    arrive,
    as_uuid,
    clean_text,
    insert_contribution,
    insert_participant,
)
from cafe.actions.effacements import erase_family
from cafe.actions.numeros import take_numbers
from cafe.formats.paroles import LIGNES_MAX
from cafe.models import (
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
from cafe.models.liste import imports_of
from cafe.models.participant import highest_numero
from cafe.models.question import questions_of
from cafe.models.regroupement import open_appartenance

_ESPACE = uuid.UUID("6f1f4b53-5e0c-4a3a-9a1d-0c9a3b0b7d11")


@dataclass(frozen=True)
class Ligne:
    """A line ready to be a word. ``identifiant``: the list's own name for it, if it has one."""

    ligne: int
    question_id: str
    categorie: str
    texte: str
    tablee: int | None = None
    tour: int | None = None
    identifiant: str = ""


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
    lignes: Sequence[Ligne],
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
    here = words_here(session, seance.id)
    new = [(line, id_) for line, id_ in known_again(seance.id, lignes, here) if id_]
    deja = len(lignes) - len(new)
    if not new:
        return BilanListe(None, 0, deja)
    first = take_numbers(session, len(new))
    now, jeton = clock.now(), new_jeton()
    arrivee = arrive(session, seance.id, _envoi(*new[0], source), envoi_id, jeton, now)
    dernier = highest_numero(session, seance.id)
    ids = [
        insert_contribution(
            session,
            par=who,
            arrivee=arrivee,
            participant_id=insert_participant(
                session, seance.id, new_jeton(), now, dernier + place
            ),
            envoi=replace(_envoi(line, word_id, source), saisi_le=now),
            client_id=word_id,
            texte=clean_text(line.texte),
            statut=Statut.PUBLIEE,
            tardive=seance.phase is Phase.TERMINEE and source is not Origine.PAPIER,
            now=now,
            ordre=first + place,
        )
        for place, (line, word_id) in enumerate(new)
    ]
    numero = record(
        session,
        "ContributionsImported",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=[
            *(("contribution", id_) for id_ in ids),
            *(("question", line.question_id) for line, _ in new),
        ],
        details={
            "client_id": envoi_id,
            "creees": len(new),
            "deja": deja,
            "questions": {id_: line.question_id for id_, (line, _) in zip(ids, new, strict=True)},
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
    rows = [found(session, Contribution, id_, lock=True) for id_ in former.ids]
    touched = [row for row in rows if _touched(session, row)]
    if touched:
        raise RuleBroken("liste_travaillee", nombre=len(touched), total=len(rows))
    objets = [
        *(("contribution", row.id) for row in rows),
        *(("question", row.question_id) for row in rows),
    ]
    for row in rows:
        objets += erase_family(session, row, "retrait")
    record(
        session,
        "ImportWithdrawn",
        par=who,
        demarche_id=seance.demarche_id,
        seance_id=seance.id,
        objets=objets,
        details={"import": numero},
    )
    return len(rows)


def check_time(seance: Seance) -> None:
    """Refuse a list for a séance that has not begun, or whose compte rendu has left."""
    if seance.phase is Phase.PREPARATION:
        raise RuleBroken("liste_trop_tot")
    if seance.phase is Phase.CLOSE:
        raise RuleBroken("rencontre_close")


def _envoi(line: Ligne, client_id: str, source: Origine) -> Envoi:
    return Envoi(
        client_id=client_id,
        question_id=line.question_id,
        categorie=line.categorie,
        texte=line.texte,
        tablee=line.tablee,
        tour=line.tour,
        source=source,
    )


def _check_lines(session: Session, seance: Seance, lignes: Sequence[Ligne]) -> None:
    accepted = {q.id: set(q.categories) for q in questions_of(session, seance.id)}
    tables, tours = (
        set(session.scalars(select(model.numero).where(model.seance_id == seance.id)))
        for model in (Tablee, Tour)
    )
    names: set[str] = set()
    for line in lignes:
        ok = (
            line.categorie in accepted.get(line.question_id, ())
            and 0 < len(clean_text(line.texte)) <= LONGUEUR_MAX
            and (line.tablee is None or line.tablee in tables)
            and (line.tour is None or line.tour in tours)
            and (not line.identifiant or line.identifiant not in names)
        )
        if not ok:
            raise RuleBroken("liste_ligne", champ="liste", ligne=line.ligne)
        names.add(line.identifiant)


def _touched(session: Session, row: Contribution) -> bool:
    moved_on = row.version != 1 or row.statut is not Statut.PUBLIEE or row.etoile_le is not None
    return moved_on or open_appartenance(session, row.id) is not None
