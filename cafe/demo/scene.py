"""What the parts of the demo share while it is played: who acts, and the ids made so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy.orm import Session

from cafe.access.identity import Genre, Identite
from cafe.actions.core import writer
from cafe.demo.frise import Frise
from cafe.demo.lecture import Contenu, Objet
from cafe.models import Role

T = TypeVar("T")


def read(job: Callable[[Session], T]) -> T:
    """Read what the actions before have written, though nothing is committed yet."""
    return writer().run(job)


@dataclass(frozen=True)
class Rencontre:
    """A séance once it is made: what the content calls by keys and numbers."""

    id: str
    code: str
    questions: dict[str, str]
    etapes: tuple[str, ...]

    def participant(self, jeton: str) -> Identite:
        """The person whose phone holds that secret."""
        return Identite(Genre.PARTICIPANT, seance_id=self.id, jeton=jeton)


@dataclass
class Scene:
    """Filled as the timeline is played; keys are those of the content."""

    frise: Frise
    contenu: Contenu
    demarche_vide: str = ""
    demarche: str = ""
    equipe: dict[Role, Identite] = field(default_factory=dict)
    organismes: dict[str, str] = field(default_factory=dict)
    fiches: dict[str, str] = field(default_factory=dict)
    groupes: dict[str, str] = field(default_factory=dict)
    # By name: one group of the demo has named members.
    membres: dict[str, str] = field(default_factory=dict)
    rencontres: dict[str, Rencontre] = field(default_factory=dict)
    # By séance and number of the point.
    points: dict[tuple[str, int], str] = field(default_factory=dict)
    jetons: dict[tuple[str, str], str] = field(default_factory=dict)
    contributions: dict[str, str] = field(default_factory=dict)
    regroupements: dict[str, str] = field(default_factory=dict)
    preconisations: dict[str, str] = field(default_factory=dict)

    @property
    def chef(self) -> Identite:
        """The chef de projet."""
        return self.equipe[Role.CHEF_DE_PROJET]

    @property
    def animateur(self) -> Identite:
        """Who facilitates and types for others."""
        return self.equipe[Role.ANIMATEUR]

    def nom_organisme(self, cle: str) -> str:
        """The name of a structure, where a text names it."""
        return next(str(o["nom"]) for o in self.contenu.demarche["organismes"] if o["cle"] == cle)

    def seance(self, cle: str) -> Objet:
        """What the content says of a séance."""
        return next(s for s in self.contenu.seances if s["cle"] == cle)
