"""One language: its code in addresses, its own name, its direction, who re-read its words.

Codes are those people type (« ar », « pt-BR », « fr-simple »). Babel knows them under an
identifier of its own, which also names the folder of the catalogue; a language it does not
know (« zdj ») borrows the dates and the numbers of French.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

FRANCAIS = "fr"
SIMPLE = "fr-simple"
_CODE = re.compile(r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")
# Written from right to left, among the languages that Babel does not know.
_RTL_UNKNOWN = frozenset({"prs", "pbt", "aeb", "ary", "arq", "apc", "arz", "bal", "rhg", "skr"})


class CodeInconnu(ValueError):
    """Not the code of a language; the message is French."""


@dataclass(frozen=True)
class Langue:
    """``relu_par`` is empty while nobody who speaks it has re-read it; ``relu_le`` is ISO."""

    code: str
    nom: str
    relu_par: str = ""
    relu_le: str = ""

    @property
    def locale(self) -> str:
        """Babel's identifier, and the name of the catalogue's folder."""
        return locale_of(self.code)

    @property
    def html(self) -> str:
        """The value of the ``lang`` attribute: simple French is read aloud as French."""
        return FRANCAIS if self.code == SIMPLE else self.code

    @property
    def sens(self) -> str:
        """The value of the ``dir`` attribute."""
        return direction_of(self.code)


LANGUE_SOURCE = Langue(FRANCAIS, "Français")


def check_code(code: str) -> str:
    """The code itself. Raises ``CodeInconnu`` when it cannot be one."""
    if not _CODE.match(code):
        raise CodeInconnu(
            f"« {code} » n’est pas un code de langue : deux ou trois lettres minuscules, comme "
            "« tr » (turc) ou « zdj » (comorien)."
        )
    return code


def locale_of(code: str) -> str:
    """Babel's identifier of a code."""
    known = _known(code)
    if known is None:
        return f"{FRANCAIS}@{code}"
    language, _, rest = code.partition("-")
    # What Babel drops (« fr-simple », « ar-maghreb ») must not fall on the language itself.
    if rest and not (known.territory or known.script or known.variant):
        return f"{language}@{rest}"
    return str(known)


def direction_of(code: str) -> str:
    """« rtl » or « ltr », from the code alone."""
    known = _known(code)
    if known is not None:
        return known.text_direction
    return "rtl" if code.split("-")[0] in _RTL_UNKNOWN else "ltr"


def own_name(code: str) -> str:
    """The name of a language in itself; empty when Babel does not know it."""
    known = _known(code)
    name = known.get_display_name() if known is not None and code != SIMPLE else None
    return name[:1].upper() + name[1:] if name else ""


def _known(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
