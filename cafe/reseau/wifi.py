"""The hall's Wi-Fi, and the text of the QR code that makes a phone join it."""

from __future__ import annotations

from dataclasses import dataclass, field

_A_PROTEGER = '\\;,":'
NOM_MAX = 32  # bytes, by the standard
CLE_MIN, CLE_MAX = 8, 63


@dataclass(frozen=True)
class Wifi:
    """A network; without a password it is open. The password never shows in a message."""

    nom: str
    mot_de_passe: str = field(default="", repr=False)

    def fault(self) -> str | None:
        """The field that no Wi-Fi would take (``nom`` or ``mot_de_passe``); None if all is well."""
        if not 0 < len(self.nom.encode()) <= NOM_MAX:
            return "nom"
        key = self.mot_de_passe
        if key and not (CLE_MIN <= len(key) <= CLE_MAX and key.isascii() and key.isprintable()):
            return "mot_de_passe"
        return None


def wifi_text(wifi: Wifi) -> str:
    """What the QR code holds: ``WIFI:T:WPA;S:…;P:…;;``, as phones read it."""
    if not wifi.mot_de_passe:
        return f"WIFI:T:nopass;S:{_escape(wifi.nom)};;"
    return f"WIFI:T:WPA;S:{_escape(wifi.nom)};P:{_escape(wifi.mot_de_passe)};;"


def _escape(texte: str) -> str:
    return "".join(f"\\{signe}" if signe in _A_PROTEGER else signe for signe in texte)
