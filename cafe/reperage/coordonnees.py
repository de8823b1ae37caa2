"""What reaches a person: e-mail, phone, door, handle, number plate, as shapes of a text.

A street alone is a public place. Public numbers (short ones, 08…) are nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_EMAIL = r"[\w.+-]+\s?(?:@|\(at\)|\[at\]| arobase )\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}"
_TELEPHONE = r"(?<![\d,.])(?:\+\s?33\s?(?:\(0\)\s?)?|0033\s?|0)[1-79](?:[ .\-/]{0,2}\d\d){4}(?!\d)"
# A number, then a way named after something; « place », « route », « passage » count things too.
_VOIE = (
    r"(?:rue|avenue|av|boulevard|bd|bld|allee|impasse|square|quai|villa|sentier|residence|faubourg|"
    r"venelle|chemin)"
)
_NUMERO = (
    r"(?<![\d,./-])(?<!\bles )(?<!\bdes )(?<!\bces )(?<!\bnos )(?<!bus )(?<!tram )(?<!ligne )"
    r"\d{1,4}\s?(?:bis|ter|quater|[a-c](?=[ ,]))?"
)
_PLACE = r"place\s+(?:de la|du|des|d'|de)\s?(?!parking|creche|stationn|garage|velo|jeu)[\w'-]+"
_ADRESSE = rf"{_NUMERO}\s*,?\s+(?:{_VOIE}\b\.?\s+(?!pieton)\w[\w'-]*|{_PLACE})"
_PORTE = r"\b(?:appartement|appart|appt|apt|porte)\s+(?:n[°o.]?\s*)?\d{1,4}\b"
_PSEUDO = r"(?<![\w@.])@[a-z_][\w.]{2,}|\b(?:snap|insta|whatsapp|telegram)\s?:\s?\S{3,}"
_PLAQUE = r"(?<![\w-])[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}(?![\w-])"
_COORDONNEES = re.compile("|".join((_EMAIL, _TELEPHONE, _ADRESSE, _PORTE, _PSEUDO, _PLAQUE)))
_PEUT_ETRE = re.compile(r"[\d@:]|[(\[]at[)\]]| arobase ")
# An administration's handle is not a person's.
_PUBLICS = re.compile(r"@(?:ville|mairie|prefecture)\b")


def addresses_in(plat: str) -> Iterator[tuple[int, int]]:
    """Where they stand in a flattened text."""
    if not _PEUT_ETRE.search(plat):
        return
    for match in _COORDONNEES.finditer(plat):
        if not _PUBLICS.match(match.group()):
            yield match.span()
