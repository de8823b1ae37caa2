"""The journal of a board: its gestures in order, which are undone, what moved on since."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from cafe.models.contribution import Contribution
from cafe.models.evenement import Evenement, EvenementObjet

# What changes where a card stands or whether it is shown.
CARTES = frozenset(
    {
        *("ContributionMoved", "ContributionRefiled", "ContributionPublished"),
        *("ContributionRefused", "ContributionChilled", "ContributionHeld", "ContributionSplit"),
        *("ContributionsMoved", "ContributionsChilled", "ContributionsReleased"),
        *("ContributionPartsJoined", "ContributionWithdrawn", "ContributionErased"),
        *("RegroupementCreated", "RegroupementClosed", "RegroupementReopened"),
        *("RegroupementsMerged", "ErasuresReplayed", "ImportWithdrawn"),
        *("ContributionsBroughtTogether", "ContributionsSeparated"),
        *("PropositionsAccepted", "PropositionsReversed"),
    }
)
# What changes a group itself; cards that come and go do not.
GROUPES = frozenset(
    {
        *("RegroupementCreated", "RegroupementRenamed", "RegroupementClosed"),
        *("RegroupementReopened", "RegroupementsMerged"),
        *("PropositionsAccepted", "PropositionsReversed"),
    }
)
# What is marked on a card without moving it: gestures before it can still be undone.
MARQUES = frozenset({"LoneVoiceMarked", "LoneVoiceUnmarked"})
# What somebody said of a word that lists point at.
REGARDS = frozenset({"FlagCleared", "FlagRestored"})
# At what pace a person writes: whoever wrote the word, which is only the occasion.
ALLURES = frozenset({"ParticipantSlowedDown", "SlowDownLifted"})
SUITES = frozenset({"SuiteGiven", "SuiteTakenBack"})
# A flag is about a text and whether it is shown: what changes either is not looked past.
_LECTURES = REGARDS | {
    *("ContributionCorrected", "ContributionReadBack", "ContributionTranscribed"),
    *("ContributionPublished", "ContributionRefused", "ContributionChilled", "ContributionHeld"),
    *("ContributionsChilled", "ContributionsReleased", "ContributionSplit"),
    *("ContributionPartsJoined", "ContributionWithdrawn", "ContributionErased"),
    *("ImportWithdrawn", "ErasuresReplayed"),
}
_FAMILLES = (
    (MARQUES, MARQUES),
    (REGARDS, _LECTURES),
    (ALLURES, ALLURES),
    (SUITES, SUITES | {"RetourRecorded"}),
)
_RECENTS = 200


def is_undone(session: Session, event: Evenement) -> bool:
    """Whether a later event undid it."""
    genre, objet_id = _sensitive(event)[0]
    return any(
        later.details.get("annule") == event.numero
        for later in _history(session, genre, objet_id, event)
        if later.numero > event.numero
    )


def touched_since(session: Session, event: Evenement) -> Evenement | None:
    """What last changed a card or a group of that gesture after it, undone gestures left out."""
    for genre, objet_id in _sensitive(event):
        last = _standing(_history(session, genre, objet_id, event))
        if last is not None and last.numero > event.numero:
            return last
    return None


def _sensitive(event: Evenement) -> list[tuple[str, str]]:
    """The objects whose state the gesture set: all its cards, and the groups that it is about.

    Of a suite, the suite itself: the words that lead there may go where they like.
    """
    if event.nature in SUITES:
        return [("suite", str(id_)) for id_ in event.details.get("suites", ())]
    cards = [("contribution", id_) for id_ in event.ids("contribution")]
    if event.nature not in GROUPES:
        return cards
    group = event.details.get("regroupement")
    groups = event.details.get("crees", [group] if group else [])
    return [*cards, *(("regroupement", str(id_)) for id_ in groups)]


def _history(session: Session, genre: str, objet_id: str, event: Evenement) -> Iterator[Evenement]:
    """What changed that object in the way that the gesture did, the latest first."""
    natures = CARTES if genre == "contribution" else GROUPES
    natures = next((all_ for family, all_ in _FAMILLES if event.nature in family), natures)
    query = (
        select(Evenement)
        .join(EvenementObjet, EvenementObjet.numero == Evenement.numero)
        .where(EvenementObjet.genre == genre, Evenement.nature.in_(natures))
        .order_by(Evenement.numero.desc())
        .limit(_RECENTS)
    )
    if event.nature in ALLURES:
        query = query.where(EvenementObjet.objet_id.in_(_words_of_author(objet_id)))
    else:
        query = query.where(EvenementObjet.objet_id == objet_id)
    return iter(session.scalars(query))


def _words_of_author(contribution_id: str) -> Select[str]:
    author = select(Contribution.participant_id).where(Contribution.id == contribution_id)
    return select(Contribution.id).where(Contribution.participant_id == author.scalar_subquery())


def _standing(history: Iterator[Evenement]) -> Evenement | None:
    """The last one that still holds: neither an undo nor undone."""
    undone: set[int] = set()
    for event in history:
        if (annule := event.details.get("annule")) is not None:
            undone.add(int(annule))
        elif event.numero not in undone:
            return event
    return None
