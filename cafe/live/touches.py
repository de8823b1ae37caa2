"""What a batch of events touched in one séance: the ids to read again and draw again.

Every event names its objects, so one rule serves them all: cards and groups named are
drawn again, and an event about the séance or its questions alone changes the frame of the
page, which is then fetched again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cafe.access.identity import Genre as Auteur
from cafe.models.evenement import Nouvelle

_CADRE = frozenset({"seance", "question", "etape", "tour", "tablee"})
_CONTENU = frozenset({"contribution", "regroupement"})
# What a meeting writes down: neither boards nor phones show any of it.
_REUNION = frozenset({"point", "ligne", "suivi", "presence", "document_joint"})
# These leave the wall as it is: words change place, not state.
SANS_EFFET = frozenset(
    {
        *("ContributionMoved", "ContributionsMoved", "RegroupementCreated", "RegroupementClosed"),
        *("RegroupementRenamed", "RegroupementsMerged", "RegroupementReopened"),
        *("LoneVoiceMarked", "LoneVoiceUnmarked"),
        *("SuiteGiven", "SuiteTakenBack"),
        *("ContributionsBroughtTogether", "ContributionsSeparated"),
        *("PropositionsAccepted", "PropositionsReversed"),
    }
)
_GROUPES_NEUFS = frozenset({"RegroupementCreated", "RegroupementReopened"})
# The clock of the step: every salle is told the time, nothing else of a page changes.
HORLOGE = frozenset({"EtapePaused", "EtapeResumed", "EtapeExtended"})
# What a table says of itself, to those who lead and on its own page.
_TABLE = frozenset(
    {"HelpAsked", "HelpSeen", "EffectifTableeSet", "FeuilleAdded", "FeuilleRemoved", "PlaceSeen"}
)
# What only those who lead see: steps to come, a table that calls.
CONDUITE = HORLOGE | _TABLE | {"EtapeLeftOut", "EtapePutBack", "EtapeTimed"}
# Boards and the screen read them whole; phones have no part in them.
_SYNTHESES = frozenset({"SyntheseSaved", "SyntheseApproved", "SyntheseErased"})
_DEPLACEMENTS = frozenset(
    {"EtapeReached", "SeanceOpened", "SeanceEnded", "SeanceClosed", "SeanceUpdated"}
)
# The state of the room screen is none of the phones'.
_MUR = frozenset({"MurChanged", "VueChanged"})
# Many words at once: pages are fetched again rather than sent each of them.
_LISTES = frozenset({"ContributionsImported", "ImportWithdrawn"})
_EQUIPE = frozenset({Auteur.COMPTE, Auteur.APPAREIL, Auteur.SYSTEME})


@dataclass
class Touches:
    """Ids touched by the events up to ``numero``; ``cartes`` says by which natures."""

    numero: int = 0
    cartes: dict[str, set[str]] = field(default_factory=dict)
    cartes_par_equipe: set[str] = field(default_factory=set)
    groupes: set[str] = field(default_factory=set)
    groupes_neufs: set[str] = field(default_factory=set)
    groupes_renumerotes: set[str] = field(default_factory=set)
    lignes: set[str] = field(default_factory=set)
    suivis: set[str] = field(default_factory=set)
    # Points came, went, changed place or name; the compte rendu was signed.
    cadre_des_notes: bool = False
    cadre: bool = False
    # Dots were given or counted: room screens are told, and seldom.
    votes: bool = False
    # A change that phones must see too.
    cadre_des_telephones: bool = False
    # The time to tell everybody; the conductor's page to draw again.
    horloge: bool = False
    conduite: bool = False
    # Badges seen elsewhere than planned: the phones that hold them are told.
    badges: set[str] = field(default_factory=set)
    # Tables whose host's page is to be fetched again; what tables say of a tour has changed.
    tablees: set[str] = field(default_factory=set)
    syntheses: bool = False
    # A whole list came in, or was taken back.
    listes: bool = False

    def add(self, event: Nouvelle) -> None:
        """Take in one event."""
        self.numero = event.numero
        cards, groups = event.ids("contribution"), event.ids("regroupement")
        for card in cards:
            self.cartes.setdefault(card, set()).add(event.nature)
        if event.auteur_genre in _EQUIPE:
            self.cartes_par_equipe.update(cards)
        self.groupes.update(groups)
        if event.nature in _GROUPES_NEUFS:
            self.groupes_neufs.add(event.details["regroupement"])
        if event.nature == "PropositionsAccepted":
            self.groupes_neufs.update(event.details["crees"])
        if event.details.get("renumerote"):
            self.groupes_renumerotes.add(event.details["vers"])
        kinds = {genre for genre, _ in event.objets}
        self.votes |= "scrutin" in kinds
        self.listes |= event.nature in _LISTES
        if kinds & _REUNION:
            lines = event.ids("ligne")
            self.lignes.update(lines)
            self.suivis.update(event.ids("suivi"))
            self.cadre_des_notes |= not lines
        self.cadre_des_notes |= "compte_rendu" in kinds
        self.horloge |= event.nature in HORLOGE | _DEPLACEMENTS
        self.tablees.update(event.ids("tablee"))
        if event.nature == "PlaceSeen":
            self.badges.update(event.ids("badge"))
        if event.nature in _SYNTHESES:
            self.syntheses = self.conduite = True
        elif event.nature in CONDUITE:
            self.conduite = True
        elif kinds & _CADRE and not kinds & (_CONTENU | _REUNION):
            self.cadre = self.conduite = True
            self.cadre_des_telephones |= event.nature not in _MUR


def touches_by_seance(events: Iterable[Nouvelle]) -> dict[str, Touches]:
    """The touches of a batch, by séance; events outside any séance touch no screen."""
    found: dict[str, Touches] = {}
    for event in events:
        if event.seance_id is not None:
            found.setdefault(event.seance_id, Touches()).add(event)
    return found
