"""A whole séance comes in from a file: as it was held, in another installation or another year.

Nobody can act for those who spoke there: their secrets stay where they were, so receipts of the
first installation lead nowhere here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from cafe import clock
from cafe.access.identity import Identite
from cafe.access.jetons import hash_jeton, new_jeton
from cafe.access.permits import Lieu, Pouvoir
from cafe.actions.champs import hold_demarche
from cafe.actions.core import RuleBroken, action, record, require
from cafe.actions.depot import flag_of
from cafe.actions.empreintes import fill_empreintes
from cafe.actions.import_votes import insert_ballots
from cafe.formats.seance_json import Rang, SeanceLue
from cafe.models import (
    Base,
    Contribution,
    Effacement,
    Groupe,
    Mur,
    Organisme,
    Phase,
    Seance,
    Suivi,
)
from cafe.models.base import EnumText, new_id, table_of
from cafe.models.seance_fichier import MODELES

# A row that names another of its own section is written after it; versions come after both.
_SANS_ID = frozenset({"programme", "effectifs_de_tables", "bulletins"})


@dataclass(frozen=True)
class BilanSeance:
    """What came in, by section; ``laissees`` counts news of suivis that are not here."""

    seance_id: str
    comptes: Mapping[str, int]
    laissees: int


@action
def import_seance(
    session: Session, *, par: Identite, demarche_id: str, lue: SeanceLue
) -> BilanSeance:
    """Write a séance that was read without error, with its own ids; all of it or nothing.

    Structures and the group are found again by id, then by name, else made. A séance that was
    still open is ended; it has no join code. Refused when it, or anything of it, is already
    here. Who: chef de projet. Event: SeanceImported.
    """
    hold_demarche(session, demarche_id)
    who = require(session, par, Pouvoir.PREPARER, Lieu(demarche_id))
    if lue.erreurs or not lue.seance:
        raise RuleBroken("seance_illisible")
    _check_absent(session, lue)
    try:
        seance_id, counts, left = _write(session, demarche_id, lue)
    except IntegrityError as error:
        raise RuleBroken("seance_incoherente") from error
    record(
        session,
        "SeanceImported",
        par=who,
        demarche_id=demarche_id,
        seance_id=seance_id,
        objets=[
            ("seance", seance_id),
            *(("contribution", rang["id"]) for rang in lue.sections["contributions"]),
        ],
    )
    return BilanSeance(seance_id, counts, left)


def _write(session: Session, demarche_id: str, lue: SeanceLue) -> tuple[str, dict[str, int], int]:
    """Write everything; returns the séance, how many rows by section, and the news left out."""
    names = {
        "organismes": _match(
            session,
            lue.sections["organismes"],
            Organisme,
            demarche_id,
            lambda rang: Organisme.nom == rang["nom"],
        ),
        "groupes": _match(
            session,
            lue.sections["groupes"],
            Groupe,
            demarche_id,
            lambda rang: (Groupe.nom == rang["nom"]) & (Groupe.genre == rang["genre"]),
        ),
    }
    seance = _seance(session, lue.seance, demarche_id, names)
    kept, left = _news_of_known(session, lue)
    counts = {}
    for nom, rangs in lue.sections.items():
        held = kept if nom == "nouvelles_de_suivis" else rangs
        counts[nom] = len(held)
        if nom == "bulletins":
            insert_ballots(session, seance.id, held)
        elif nom not in names:
            _insert(session, nom, held, seance, names)
    _speak_translated(session, lue)
    _point_at_words(session, lue)
    seance.etape_id = lue.seance["etape_id"]
    _register_erasures(session, lue)
    session.flush()
    while fill_empreintes(session, seance.id):
        pass
    return seance.id, counts, left


def _check_absent(session: Session, lue: SeanceLue) -> None:
    if session.get(Seance, lue.seance["id"]) is not None:
        raise RuleBroken("seance_deja_la")
    for nom, rangs in lue.sections.items():
        if nom in ("organismes", "groupes") or nom in _SANS_ID or not rangs:
            continue
        model: Any = MODELES[nom]
        ids = [rang["id"] for rang in rangs]
        if session.scalar(select(model.id).where(model.id.in_(ids)).limit(1)) is not None:
            raise RuleBroken("seance_deja_la")


def _match(
    session: Session,
    rangs: Sequence[Rang],
    model: Any,
    demarche_id: str,
    alike: Callable[[Rang], Any],
) -> dict[str, str]:
    """The id here of each row of the file: the same row, its namesake, or a new one."""
    found: dict[str, str] = {}
    for rang in rangs:
        held = session.get(model, rang["id"])
        here = held if held is not None and held.demarche_id == demarche_id else None
        here = here or session.scalar(
            select(model).where(model.demarche_id == demarche_id, alike(rang)).limit(1)
        )
        if here is None:
            values = _columns(model, rang) | {"demarche_id": demarche_id}
            if held is not None:
                values["id"] = new_id()
            here = model(**{"cree_le": clock.now()} | values)
            session.add(here)
            session.flush()
        found[rang["id"]] = here.id
    return found


def _seance(
    session: Session, rang: Rang, demarche_id: str, names: Mapping[str, Mapping[str, str]]
) -> Seance:
    values = _columns(Seance, rang)
    values |= {
        "demarche_id": demarche_id,
        "groupe_id": names["groupes"].get(rang["groupe_id"]),
        # Nobody is in that hall any more: its screen and its script are at rest.
        "etape_id": None,
        "mur": Mur.DIRECT if rang["mur"] == Mur.FIGE else rang["mur"],
    }
    if rang["phase"] == Phase.OUVERTE:
        values |= {"phase": Phase.TERMINEE, "terminee_le": clock.now()}
    row = Seance(**values)
    session.add(row)
    session.flush()
    return row


def _insert(
    session: Session,
    nom: str,
    rangs: Sequence[Rang],
    seance: Seance,
    names: Mapping[str, Mapping[str, str]],
) -> None:
    model = MODELES[nom]
    columns = table_of(model).columns
    for rang in _parents_first(rangs):
        values = _columns(model, rang)
        if values.get("organisme_id"):
            values["organisme_id"] = names["organismes"][values["organisme_id"]]
        if "seance_id" in columns:
            values["seance_id"] = seance.id if rang.get("dite_ici", True) else None
        if "demarche_id" in columns:
            values["demarche_id"] = seance.demarche_id
        if nom == "suivis":
            values["groupe_id"] = seance.groupe_id
        if nom == "participants":
            # Secrets that nobody holds.
            values |= {
                key: hash_jeton(new_jeton()) for key in ("jeton_hash", "recu_hash", "mots_hash")
            }
        if nom in ("versions_de_syntheses", "papiers_de_scrutins"):
            values["par"] = ""  # whoever wrote it is of the hall it served
        session.add(model(**values))
    session.flush()


def _parents_first(rangs: Sequence[Rang]) -> list[Rang]:
    """The rows so that one that comes from another, or went into it, follows it."""
    known = {rang.get("id"): rang for rang in rangs}
    done: dict[Any, Rang] = {}

    def put(rang: Rang, above: frozenset[Any]) -> None:
        key = rang.get("id") or id(rang)
        if key in done or key in above:
            return
        for cle in ("origine_id", "fusionne_dans"):
            parent = known.get(rang.get(cle))
            if parent is not None:
                put(parent, above | {key})
        done[key] = rang

    for rang in rangs:
        put(rang, frozenset())
    return list(done.values())


def _columns(model: type[Base], rang: Rang) -> dict[str, Any]:
    """The values of a row for its model; refuses a code that no enumeration knows."""
    columns = table_of(model).columns
    found = {}
    for cle, valeur in rang.items():
        if cle not in columns:
            continue
        type_ = columns[cle].type
        if isinstance(type_, EnumText) and valeur is not None:
            try:
                valeur = type_.enum(valeur)
            except ValueError as error:
                raise RuleBroken("seance_code_inconnu", cle=cle, valeur=valeur) from error
        found[cle] = valeur
    return found


def _news_of_known(session: Session, lue: SeanceLue) -> tuple[list[Rang], int]:
    """What was told of suivis of the file or of this base, and how many others there are."""
    news = lue.sections["nouvelles_de_suivis"]
    here = {rang["id"] for rang in lue.sections["suivis"]}
    others = [rang["suivi_id"] for rang in news if rang["suivi_id"] not in here]
    here |= set(session.scalars(select(Suivi.id).where(Suivi.id.in_(others))))
    kept = [rang for rang in news if rang["suivi_id"] in here]
    return kept, len(news) - len(kept)


def _speak_translated(session: Session, lue: SeanceLue) -> None:
    """A word that was translated is in the language it was translated from."""
    spoken = {rang["version_id"]: rang["langue"] for rang in lue.sections["traductions"]}
    for rang in lue.sections["contributions"]:
        if langue := spoken.get(rang["version_id"]):
            session.get_one(Contribution, rang["id"]).langue = langue


def _point_at_words(session: Session, lue: SeanceLue) -> None:
    """What the local lists find is said here too; a word that somebody decided of was read."""
    texts = {rang["id"]: rang["texte"] for rang in lue.sections["versions_de_contributions"]}
    read: dict[str, datetime] = {}
    for rang in lue.sections["decisions_de_moderation"]:
        id_ = rang["contribution_id"]
        read[id_] = max(rang["le"], read.get(id_, rang["le"]))
    for rang in lue.sections["contributions"]:
        if flag := flag_of(texts.get(rang["version_id"]) or ""):
            row = session.get_one(Contribution, rang["id"])
            row.signalement, row.signalement_vu_le = flag, read.get(row.id)


def _register_erasures(session: Session, lue: SeanceLue) -> None:
    """What was erased there is in the register here, for the backups to come."""
    now = clock.now()
    words = dict.fromkeys(
        r["contribution_id"]
        for r in lue.sections["versions_de_contributions"]
        if r["texte"] is None
    )
    emptied = (r for r in lue.sections["versions_de_syntheses"] if r["texte"] is None)
    said = dict.fromkeys(r["synthese_id"] for r in emptied)
    session.add_all(
        Effacement(contribution_id=id_, le=now, motif="import") for id_ in (*words, *said)
    )
