"""What a page tells the outbox of the phone: whose words it may keep, and where they go."""

from __future__ import annotations

from dataclasses import dataclass

from cafe.extensions import db
from cafe.models.evenement import installation_id
from cafe.participation.salle import code_of, here


@dataclass(frozen=True)
class Boite:
    """The two ids everything in the phone is kept under, and the code of the addresses.

    Another installation at the same address has another ``instance``: it sees nothing of
    what this one left in the phone.
    """

    instance: str
    seance: str
    code: str


def boite_here() -> Boite:
    """The outbox of the séance of this request."""
    seance = here()
    return Boite(installation_id(db.session()), seance.id, code_of(seance))
