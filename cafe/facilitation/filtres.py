"""Which words of a board are in view: read from the address, said in words, applied to cards.

``static/js/facilitation/filtres.js`` applies the same to the cards that are announced.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from cafe.models import Contribution
from cafe.models.tableau import Carte

# A trait of people (here the language they speak) is shown of no fewer.
PERSONNES_MIN = 5
_CHERCHE_MAX = 200


@dataclass(frozen=True)
class Filtre:
    """What is asked for; a field left empty asks for nothing.

    ``etoiles``: of the words to group, those put forward; the page hides the others, so that one
    key brings them back, and ``keeps`` does not judge them. ``reste``: only the words to group.
    ``tour``: the id of a round; ``table``: the number of a table.
    """

    etoiles: bool = False
    reste: bool = False
    categorie: str = ""
    table: int | None = None
    tour: str = ""
    langue: str = ""
    cherche: str = ""

    @classmethod
    def read(cls, args: MultiDict[str, str], *, etoiles: bool) -> Filtre:
        """From the query of an address; ``etoiles``: what it means when it does not say."""
        asked = args.get("filtre", "")
        return cls(
            etoiles=asked == "etoiles" if asked in ("etoiles", "toutes") else etoiles,
            reste=args.get("reste") == "1",
            categorie=args.get("categorie", ""),
            table=args.get("table", type=int),
            tour=args.get("tour", ""),
            langue=args.get("langue", ""),
            cherche=args.get("q", "")[:_CHERCHE_MAX].replace("\x00", "").strip(),
        )

    @property
    def actif(self) -> bool:
        """Whether anything but the stars is asked for."""
        return self.reste or self.parmi

    @property
    def parmi(self) -> bool:
        """Whether it chooses among the words of a group too: groups without any step aside."""
        asked = (self.categorie, self.table, self.tour, self.langue, self.cherche)
        return any(asked)

    def args(self) -> dict[str, str]:
        """The same as the query of an address."""
        wanted = {
            "filtre": "etoiles" if self.etoiles else "toutes",
            "reste": "1" if self.reste else "",
            "categorie": self.categorie,
            "table": str(self.table) if self.table is not None else "",
            "tour": self.tour,
            "langue": self.langue,
            "q": self.cherche,
        }
        return {name: value for name, value in wanted.items() if value}

    def said(self) -> Mapping[str, object]:
        """What the page's script needs to judge a card that is announced."""
        return asdict(self)

    def keeps(self, carte: Carte, liste: str) -> bool:
        """Whether a card of that list (``libres``, ``groupes``, ``frigo``…) is in view."""
        return (
            (not self.reste or liste == "libres")
            and (not self.categorie or carte.categorie == self.categorie)
            and (self.table is None or carte.tablee == self.table)
            and (not self.tour or carte.tour_id == self.tour)
            and (not self.langue or carte.langue == self.langue)
            and (not self.cherche or self._found(carte))
        )

    def _found(self, carte: Carte) -> bool:
        return plain(self.cherche) in plain(f"{carte.texte or ''} {carte.traduction or ''}")


def plain(texte: str) -> str:
    """Without case nor accents, as the page's script compares words."""
    split = unicodedata.normalize("NFD", texte)
    return "".join(c for c in split if not unicodedata.category(c).startswith("M")).lower()


def people_behind(session: Session, question_id: str, langue: str, cartes: Iterable[str]) -> int:
    """How many people said those of these words that are in that language."""
    query = select(Contribution.id, Contribution.participant_id).where(
        Contribution.question_id == question_id, Contribution.langue == langue
    )
    wanted = set(cartes)
    return len({person for id_, person in session.execute(query) if id_ in wanted})
