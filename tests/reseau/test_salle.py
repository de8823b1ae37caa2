"""This machine's addresses, the Wi-Fi's QR code, and the papers that no longer tell the truth."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cafe import clock
from cafe.addresses import base_url
from cafe.config import ConfigError, Reglages, load
from cafe.reseau.carnet import FICHIER, Carnet
from cafe.reseau.interfaces import Interface, choose, private_addresses, ranked
from cafe.reseau.wifi import Wifi, wifi_text

CARTES = [
    Interface("lo", "127.0.0.1"),
    Interface("docker0", "172.17.0.1"),
    Interface("eth0", "10.0.0.5"),
    Interface("wlan0", "192.168.1.20"),
    Interface("eth1", "169.254.3.4"),
    Interface("ppp0", "82.65.1.2"),
]


def test_the_way_the_system_takes_comes_first_then_wifi_cables_and_programs() -> None:
    found = [one.adresse for one in ranked(CARTES, "10.0.0.5")]
    assert found == ["10.0.0.5", "192.168.1.20", "172.17.0.1"]


def test_an_address_that_no_card_told_is_offered_all_the_same() -> None:
    assert ranked([], "192.168.1.20") == [Interface("", "192.168.1.20")]
    assert ranked([], "127.0.0.1") == []


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("wlan0", "192.168.1.20"), ("10.0.0.5", "10.0.0.5"), ("192.168.9.9", None), ("", None)],
)
def test_an_address_is_chosen_by_itself_or_by_its_card(wanted: str, found: str | None) -> None:
    assert choose(wanted, CARTES) == found


def test_this_machine_tells_only_private_addresses() -> None:
    for one in private_addresses():
        assert ranked([one], "127.0.0.1") == [one]


def test_the_chosen_address_is_what_papers_carry(reglages: Reglages) -> None:
    here = replace(reglages, public_url=None, host="::", adresse="192.168.1.20")
    assert base_url(here) == f"http://192.168.1.20:{reglages.port}"
    assert base_url(replace(here, public_url="https://ville.fr")) == "https://ville.fr"


@pytest.mark.parametrize(
    ("wifi", "text"),
    [
        (Wifi("Salle bleue", "unmotdepasse"), "WIFI:T:WPA;S:Salle bleue;P:unmotdepasse;;"),
        (Wifi("Café"), "WIFI:T:nopass;S:Café;;"),
        (Wifi(r'a;b,c:d"e\f', r"p;,:\"q\r"), r"WIFI:T:WPA;S:a\;b\,c\:d\"e\\f;P:p\;\,\:\\\"q\\r;;"),
    ],
)
def test_the_qr_code_of_a_wifi_is_escaped(wifi: Wifi, text: str) -> None:
    assert wifi_text(wifi) == text


@given(st.text(min_size=1, max_size=32), st.text(min_size=1, max_size=63))
def test_what_is_escaped_reads_back(nom: str, key: str) -> None:
    text, fields, ici = wifi_text(Wifi(nom, key)).removeprefix("WIFI:T:WPA;"), [""], 0
    while ici < len(text):
        if text[ici] == "\\":
            ici += 1
            fields[-1] += text[ici]
        elif text[ici] == ";":
            fields.append("")
        else:
            fields[-1] += text[ici]
        ici += 1
    assert fields == [f"S:{nom}", f"P:{key}", "", ""]


def test_a_password_does_not_show_in_a_message() -> None:
    assert "motdepasse" not in repr(Wifi("Salle", "motdepasse"))


@pytest.mark.parametrize(
    ("wifi", "fault"),
    [
        (Wifi("Salle", "motdepasse"), None),
        (Wifi("Salle"), None),
        (Wifi(""), "nom"),
        (Wifi("é" * 17), "nom"),
        (Wifi("Salle", "court"), "mot_de_passe"),
        (Wifi("Salle", "m" * 64), "mot_de_passe"),
        (Wifi("Salle", "motdepassé"), "mot_de_passe"),
    ],
)
def test_what_no_wifi_would_take_is_named(wifi: Wifi, fault: str | None) -> None:
    assert wifi.fault() == fault


@pytest.mark.parametrize(
    "setting",
    [
        {"CAFE_ADRESSE": "salle"},
        {"CAFE_WIFI_NOM": "W" * 33},
        {"CAFE_WIFI_NOM": "Salle", "CAFE_WIFI_MOT_DE_PASSE": "court"},
    ],
)
def test_a_setting_that_cannot_be_is_refused_without_its_password(setting: dict[str, str]) -> None:
    with pytest.raises(ConfigError) as refused:
        load({"CAFE_INSTANCE": "/nulle/part", "SECRET_KEY": "s" * 40} | setting)
    assert "court" not in str(refused.value)


def test_each_seance_has_its_wifi_else_the_installation_s(reglages: Reglages) -> None:
    carnet = Carnet(replace(reglages, wifi=Wifi("Mairie", "motdepasse")))
    carnet.set_wifi("s1", Wifi("Salle", "autrechose"))
    assert carnet.wifi("s1") == Wifi("Salle", "autrechose")
    assert carnet.wifi("s2") == Wifi("Mairie", "motdepasse")
    carnet.set_wifi("s1", None)
    assert carnet.wifi("s1") == Wifi("Mairie", "motdepasse")
    file = reglages.instance / FICHIER
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "autrechose" not in file.read_text()


def test_papers_are_stale_once_the_address_has_changed(reglages: Reglages) -> None:
    carnet, now = Carnet(reglages), clock.now()
    carnet.remember("s1", "affiche", "http://192.168.1.20:8000", now)
    carnet.remember("s1", "chevalets", "http://192.168.1.20:8000", now)
    assert carnet.stale("http://192.168.1.20:8000") == []
    carnet.remember("s1", "affiche", "http://10.0.0.5:8000", now)
    (left,) = carnet.stale("http://10.0.0.5:8000")
    assert (left.seance_id, left.document, left.le) == ("s1", "chevalets", now)


def test_a_torn_notebook_is_an_empty_one(reglages: Reglages) -> None:
    (reglages.instance / FICHIER).write_text('{"wifi": {"s1"')
    assert Carnet(reglages).wifi("s1") is None
