"""The addresses of this machine that phones of a hall may reach, with their interfaces."""

from __future__ import annotations

import ipaddress
import socket
import struct
import sys
from dataclasses import dataclass

from cafe.addresses import local_address

# The request « address of this interface », and where in its answer the four bytes stand.
_SIOCGIFADDR = {"linux": 0x8915, "darwin": 0xC0206921}
_REPONSE, _ADRESSE = "16s16x", slice(20, 24)

# Made by programs, not by a card or a cable: phones are not there.
_VIRTUELLES = ("docker", "br-", "veth", "virbr", "vbox", "vmnet", "tun", "tap", "wg", "zt", "utun")
_SANS_FIL = ("wl", "ap", "wifi")


@dataclass(frozen=True)
class Interface:
    """One private IPv4 address; ``nom`` is empty where the system does not say it."""

    nom: str
    adresse: str


def private_addresses() -> list[Interface]:
    """What phones may be told, best guess first; empty when the machine is on no network.

    The best guess is the way the system itself would take; then Wi-Fi, cables, and last what
    programs made. Only a guess: a laptop may be on the town's network and on the hall's.
    """
    return ranked(_all_addresses(), local_address())


def ranked(found: list[Interface], guess: str) -> list[Interface]:
    """The private ones among them, each once, in that order."""
    kept = {one.adresse: one for one in reversed(found) if _is_private(one.adresse)}
    if _is_private(guess):
        kept.setdefault(guess, Interface("", guess))
    return sorted(kept.values(), key=lambda one: (one.adresse != guess, _rank(one), one.adresse))


def choose(wanted: str, found: list[Interface]) -> str | None:
    """The address meant by an address or by an interface's name; None when there is none."""
    return next((one.adresse for one in found if wanted in (one.adresse, one.nom)), None)


def _rank(one: Interface) -> int:
    if one.nom.startswith(_VIRTUELLES):
        return 2
    return 0 if one.nom.startswith(_SANS_FIL) else 1


def _is_private(adresse: str) -> bool:
    found = ipaddress.ip_address(adresse)
    return found.is_private and not (found.is_loopback or found.is_link_local)


def _all_addresses() -> list[Interface]:
    request = _SIOCGIFADDR.get(sys.platform)
    if request is None:
        return _addresses_without_names()
    import fcntl

    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        for _, nom in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(asking, request, struct.pack(_REPONSE, nom.encode()[:15]))
            except OSError:
                continue  # no IPv4 address there
            found.append(Interface(nom, socket.inet_ntoa(answer[_ADRESSE])))
    return found


def _addresses_without_names() -> list[Interface]:
    """Windows tells the addresses of its own name, not which card has them."""
    try:
        _, _, found = socket.gethostbyname_ex(socket.gethostname())
    except OSError:
        return []
    return [Interface("", adresse) for adresse in found]
