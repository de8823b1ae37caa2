"""What the printed kit says: plain values, hours already written. No drawing, no base.

A part that has nothing to print is empty; `PARTIES` gives their order and their names.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from cafe.documents.affiche import Affiche
from cafe.documents.affiche_wifi import AfficheWifi
from cafe.documents.chevalet import Chevalet

# A step's nature, as in the script of a séance.
LIBRE = "libre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entete:
    """The séance that all these papers belong to. `quand` is written in full."""

    demarche: str
    titre: str
    quand: str = ""
    lieu: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A step of the script. `debut` and `fin`: « 9 h 05 », or « + 20 min » without an hour known.

    `droits`: what phones may do (lire, contribuer, voter). `ecran`: the view shown.
    """

    titre: str
    nature: str = LIBRE
    debut: str = ""
    fin: str = ""
    minutes: int | None = None
    droits: tuple[str, ...] = ()
    ecran: str = "mur"
    consigne: str = ""

    @property
    def heures(self) -> str:
        """« 9 h 05 – 9 h 25 »."""
        return "\u00a0–\u00a0".join(part for part in (self.debut, self.fin) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class TourPrevu:
    """What a table talks of during a round. `heures` may be empty."""

    numero: int
    heures: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeuilleTable:
    """The sheet that one table fills in during one round."""

    table: int
    tour: TourPrevu
    hote: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheHote:
    """What a host holds in their hand all day."""

    table: int
    hote: str = ""
    place: str = ""
    capacite: int | None = None
    programme: tuple[TourPrevu, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signataire:
    """Somebody who is expected by name."""

    nom: str
    qualite: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeuilleSignature:
    """The sheet to sign: who is expected, then blank lines."""

    signataires: tuple[Signataire, ...] = ()
    lignes_vides: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Secours:
    """How a kind of step is done on paper alone. `moments`: the steps of that kind.

    `qualites` are counted by strokes at the door; sheets of `tables` and `tours` are ticked off.
    """

    nature: str
    moments: tuple[Moment, ...] = ()
    qualites: tuple[str, ...] = ()
    tables: tuple[int, ...] = ()
    tours: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """All the papers of a séance."""

    entete: Entete
    affiche: Sequence[Affiche] = ()
    questions: Sequence[Affiche] = ()
    wifi: Sequence[AfficheWifi] = ()
    chevalets: Sequence[Chevalet] = ()
    feuilles: Sequence[FeuilleTable] = ()
    hotes: Sequence[FicheHote] = ()
    conducteur: Sequence[Moment] = ()
    presences: Sequence[FeuilleSignature] = ()
    secours: Sequence[Secours] = ()

    def only(self, partie: str) -> "Kit":
        """The same séance with that part alone. Raises KeyError for a part that is not of a kit."""
        if partie not in PARTIES:
            raise KeyError(partie)
        return Kit(entete=self.entete, **{partie: getattr(self, partie)})

    @property
    def parties(self) -> tuple[str, ...]:
        """The parts that have something to print, in their order."""
        return tuple(partie for partie in PARTIES if getattr(self, partie))


PARTIES = tuple(field.name for field in fields(Kit) if field.name != "entete")
