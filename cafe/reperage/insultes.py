"""Insults, as shapes of bare small letters with word boundaries.

Compiled for this project from what French dictionaries mark as injurious; the project's licence
covers it. Coarse words that aim at nobody are left alone, and so is what a resident may rightly
say of streets (« ordures », « chiens », « sale »).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MOTS = (
    r"abrutis?|abruties?|attardee?s?|batards?|bicots?|bolos(?:se)?s?|bouffon(?:ne)?s?"
    r"|bougnou?les?|boloss(?:es?)?|branleu(?:r|se)s?|cassos|cas soc(?:iaux)?|chinetoques?|clodos?"
    r"|con(?:n)?ards?|connasses?|conasses?|couillons?|cretin(?:e)?s?|debiles?|demeurees?"
    r"|enc+ul+e+r?e?s?|enfoires?|fdp|feignasses?|faineants?|faineantes?|gogols?|gogoles?|gouines?"
    r"|grognasses?|gourdasses?|imbeciles?|mongol(?:ien)?(?:ne)?s?|negres?|negresses?|niakoues?"
    r"|ntm|pedales?(?= de merde)|pedes?|petasses?|pouf+iasses?|poivrots?|pourritures?|putes?"
    r"|racailles?"
    r"|ratons?(?= de)|salauds?|salopes?|saloperies? de gens|salopards?|tapettes?|tarlouzes?|tarees?"
    r"|tebes?|teubes?|tocards?|trisos?|trouducs?|trou du cul|youpins?"
    r"|bon(?:ne)?s? a rien|motherfuckers?|bitch(?:es)?"
)
_TOURNURES = (
    r"(?:gros|grosse|sale|vieux|vieille|pauvre|petit|petite|bande de|quels?|ces|les|des|un|une|"
    r"vrai|vraie|espece de)\s+con(?:ne)?s?"
    r"|tous (?:des )?cons|(?<!une )(?<!cette )(?<!l')(?<!quelle )espece d[e'] ?[a-z]+"
    r"|bande d'(?:idiots|ignares|incapables|assistes)"
    r"|(?:ferme|fermez|ta|vos) (?:la |ta |vos )?gueules?"
    r"|nique(?:r|z|nt)? (?:ta|vos|sa|leur|la|les)\b[ a-z]*|va(?:s)? te faire [a-z]+"
    r"|allez vous faire (?:voir|foutre|mettre)|cassez[- ]vous|casse[- ]toi"
    r"|degagez? de (?:france|chez nous)"
    r"|sales? (?:arabes?|noirs?|blancs?|juifs?|juives?|gitans?|roms?|roumains?|francais|musulmans?|"
    r"turcs?|chinois|africains?|etrangers?|races?|types?|mecs?|gamins?|gosses?|flics?|bourges?)"
    r"|rentre[zr]? (?:dans|chez) (?:ton|votre|leur|vous|toi|eux)(?: pays)?|fuck (?:you|off)"
    r"|(?:fils|fille) de (?:pute|chien(?:ne)?)"
)
_INSULTES = re.compile(rf"(?<![\w-])(?:{_TOURNURES}|{_MOTS})(?![\w])")
# Said of things, they insult nobody.
_CHOSES = re.compile(r"\b(?:c'est|trop|idee|regle|systeme)\s+(?:vraiment |trop )?$")
_DE_CHOSES = frozenset({"debile", "debiles", "cretin", "imbecile", "taree", "con", "conne"})


def insults_in(plat: str) -> Iterator[tuple[int, int]]:
    """Where they stand in a flattened text."""
    for match in _INSULTES.finditer(plat):
        if match.group() in _DE_CHOSES and _CHOSES.search(plat[: match.start()]):
            continue
        yield match.span()
