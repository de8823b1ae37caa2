"""The gestures of a board told in French: texts from their versions, titles, who and when.

Events hold ids only. What was erased since is told as « propos retiré », and a group by the title
that it has today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.actions.annulation import has_inverse
from cafe.facilitation.gestes_phrases import Mots, card_of, said
from cafe.models import (
    Contribution,
    ContributionVersion,
    Evenement,
    Organisme,
    Question,
    Regroupement,
    RegroupementVersion,
)
from cafe.models.auteur import author_name
from cafe.models.journal_lecture import last_standing, undos_of
from cafe.models.journal_tableau import ALLURES, SUITES

_PROPOSES, _GROUPE = "PropositionsAccepted", "regroupement"
_EXTRAIT = 60
_EXTRAIT_COURT = 30  # on a button
# Words of another script stand in a French sentence without turning it round.
_ISOLE = "\u2068{}\u2069"


@dataclass(frozen=True)
class GesteDit:
    """One gesture: ``dit`` is « « Bus » renommé », ``carte`` and ``groupe`` where to look.

    ``annulable``: made by whoever reads, has an inverse, stands. ``retour``: it undid another.
    """

    numero: int
    le: datetime
    qui: str
    dit: str
    question: str | None
    carte: str | None
    groupe: str | None
    mien: bool
    annulable: bool
    annule_le: datetime | None = None
    retour: bool = False


def tell(
    session: Session, events: Sequence[Evenement], moi: Identite, extrait: int = _EXTRAIT
) -> list[GesteDit]:
    """These gestures in French, in the order given, for whoever reads them.

    ``extrait``: how many characters of a word are quoted.
    """
    undone = _undone(session, events)
    origins = _origins(session, events)
    mots = _words(session, [*events, *origins.values()], extrait)
    found: list[GesteDit] = []
    for event in events:
        undo = undone.get(event.numero)
        origin = origins.get(int(event.details.get("annule", 0)))
        dit = said(mots, event)
        if origin is not None:
            dit = _("retour en arrière : %(geste)s", geste=said(mots, origin))
        mine = event.auteur_id is not None and event.auteur_id == moi.id
        standing = undo is None and has_inverse(event)
        # Which words are one person's is nobody's to read here.
        card = None if event.nature in ALLURES else card_of(event)
        asked = next(iter(event.ids("question")), None) if event.nature not in ALLURES else None
        found.append(
            GesteDit(
                numero=event.numero,
                le=event.le,
                qui=author_of(session, event),
                dit=dit,
                question=mots.places.get(card) if card else asked,
                carte=_to_look_at(event, card),
                groupe=event.details.get("dans") or event.details.get("regroupement"),
                mien=mine,
                annulable=mine and standing,
                annule_le=undo.le if undo else None,
                retour=origin is not None,
            )
        )
    return found


def _to_look_at(event: Evenement, card: str | None) -> str | None:
    """A word that was split is on no board: its first part is."""
    parts = event.details.get("parties", ()) if event.nature == "ContributionSplit" else ()
    return next(iter(parts), card)


def undoable(session: Session, seance_id: str, moi: Identite) -> GesteDit | None:
    """What « Annuler » would undo on that board: one's own last gesture that stands."""
    event = last_standing(session, seance_id, moi.id, has_inverse) if moi.id else None
    return tell(session, [event], moi, _EXTRAIT_COURT)[0] if event else None


def author_of(session: Session, event: Evenement) -> str:
    """Who made a gesture: never the name of a participant, who has none."""
    if name := author_name(session, event):
        return name
    if event.auteur_genre == Genre.APPAREIL:
        return str(_("une tablette de l’équipe"))
    if event.auteur_genre == Genre.PARTICIPANT:
        return str(_("la personne qui l’a écrite"))
    return str(_("l’équipe"))


def _undone(session: Session, events: Sequence[Evenement]) -> dict[int, Evenement]:
    by_seance: dict[str, list[int]] = {}
    for event in events:
        if event.seance_id:
            by_seance.setdefault(event.seance_id, []).append(event.numero)
    return {
        numero: undo
        for seance_id, numeros in by_seance.items()
        for numero, undo in undos_of(session, seance_id, numeros).items()
    }


def _origins(session: Session, events: Iterable[Evenement]) -> dict[int, Evenement]:
    numeros = [int(event.details["annule"]) for event in events if "annule" in event.details]
    if not numeros:
        return {}
    rows = session.scalars(select(Evenement).where(Evenement.numero.in_(numeros)))
    return {row.numero: row for row in rows}


def _words(session: Session, events: Sequence[Evenement], extrait: int) -> Mots:
    cards = {card for event in events if (card := card_of(event)) is not None}
    groups = {
        str(id_)
        for event in events
        for key in ("regroupement", "de", "vers", "dans")
        if isinstance(id_ := event.details.get(key), str)
    }
    named = {_PROPOSES, *SUITES}
    groups |= {id_ for event in events if event.nature in named for id_ in event.ids(_GROUPE)}
    structures = {id_ for event in events for id_ in event.ids("organisme")}
    texts = session.execute(
        select(
            Contribution.id,
            Contribution.langue,
            Contribution.question_id,
            ContributionVersion.texte,
        )
        .outerjoin(ContributionVersion, ContributionVersion.id == Contribution.version_id)
        .where(Contribution.id.in_(cards))
    ).all()
    titles = select(Regroupement.id, Regroupement.titre).where(Regroupement.id.in_(groups))
    asked = select(Question.id, Question.theme, Question.texte).where(Question.id.in_(groups))
    return Mots(
        textes={id_: quote(texte, langue, extrait) for id_, langue, _place, texte in texts},
        places={id_: place for id_, _langue, place, _texte in texts},
        titres={id_: titre for id_, titre in session.execute(titles)},
        questions={
            id_: _cut(theme or texte, extrait) for id_, theme, texte in session.execute(asked)
        },
        noms=_names(session, events),
        structures=_structures(session, structures),
    )


def _structures(session: Session, ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    query = select(Organisme.id, Organisme.nom).where(Organisme.id.in_(ids))
    return {id_: nom for id_, nom in session.execute(query)}


def _names(session: Session, events: Iterable[Evenement]) -> dict[str, tuple[str, str]]:
    """For each rename, by the id of the name it replaced: that name, and the one it gave."""
    groups = {
        event.details["regroupement"] for event in events if event.nature == "RegroupementRenamed"
    }
    if not groups:
        return {}
    rows = session.scalars(
        select(RegroupementVersion)
        .where(RegroupementVersion.regroupement_id.in_(groups))
        .order_by(RegroupementVersion.le)
    )
    titles = select(Regroupement.id, Regroupement.titre).where(Regroupement.id.in_(groups))
    now = {id_: titre for id_, titre in session.execute(titles)}
    kept: dict[str, list[RegroupementVersion]] = {}
    for row in rows:
        kept.setdefault(row.regroupement_id, []).append(row)
    found: dict[str, tuple[str, str]] = {}
    for group, names in kept.items():
        for name, later in zip(names, [*(n.titre for n in names[1:]), now[group]], strict=True):
            found[name.id] = (name.titre, later)
    return found


def quote(texte: str | None, langue: str, extrait: int = _EXTRAIT_COURT) -> str:
    """« The beginning of a word », or what stands for it where there is no text."""
    if texte is None:
        return str(_("« propos retiré »"))
    if not texte.strip():
        return str(_("message à écouter ou photo"))
    cut = _cut(texte, extrait)
    return str(_("« %(texte)s »", texte=cut if langue == "fr" else _ISOLE.format(cut)))


def _cut(texte: str, extrait: int) -> str:
    one_line = " ".join(texte.split())
    return one_line if len(one_line) <= extrait else f"{one_line[: extrait - 1].rstrip()}…"
