"""Every setting, one environment variable each (documented in docs/installation.md).

``load`` reads the environment once and returns a frozen ``Reglages``; nothing else in
the application reads ``os.environ``.
"""

from __future__ import annotations

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cafe.reseau.wifi import Wifi


class ConfigError(Exception):
    """A setting that would make the server unsafe or unusable; the message is French."""


@dataclass(frozen=True)
class Reglages:
    """The settings of one process."""

    instance: Path  # folder of the database file, the secret, uploads
    database_url: str
    secret_key: str
    mode: str  # "local" (a hall, plain HTTP) or "public" (behind HTTPS)
    public_url: str | None  # what QR codes print; None: the address found on the network
    host: str
    port: int
    adresse: str | None  # which of this machine's addresses phones are given; None: guessed
    wifi: Wifi | None  # the hall's network, for the QR code that joins it
    synchronous: str  # SQLite's durability: FULL or NORMAL
    async_mode: str  # "gevent" or "threading"
    redis_url: str | None
    metrics: bool
    banc: bool  # shows the settings read back in /readyz, for the benchmark
    flux_nouveaux: int  # first words of newcomers per séance and minute before a look
    debit_participant: int  # words per participant and minute

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies may be marked Secure: they would be dropped over plain HTTP."""
        return self.mode == "public"


def load(env: Mapping[str, str] | None = None) -> Reglages:
    """Read the settings. Raises ``ConfigError`` where production would be unsafe."""
    env = os.environ if env is None else env
    instance = Path(env.get("CAFE_INSTANCE", "instance")).expanduser().resolve()
    mode = env.get("CAFE_MODE", "local")
    if mode not in ("local", "public"):
        raise ConfigError(f"CAFE_MODE vaut « {mode} » : choisissez « local » ou « public ».")
    synchronous = env.get("CAFE_SYNCHRONOUS", "FULL").upper()
    if synchronous not in ("FULL", "NORMAL"):
        raise ConfigError("CAFE_SYNCHRONOUS vaut FULL (défaut) ou NORMAL.")
    return Reglages(
        instance=instance,
        database_url=_database_url(env, instance),
        secret_key=_secret(env, instance, mode),
        mode=mode,
        public_url=(env.get("PUBLIC_URL") or "").rstrip("/") or None,
        host=env.get("HOST", "0.0.0.0"),  # noqa: S104 - phones of the hall must reach it
        port=_integer(env, "PORT", 8000),
        adresse=_address(env),
        wifi=_wifi(env),
        synchronous=synchronous,
        async_mode=env.get("CAFE_ASYNC_MODE", "threading"),
        redis_url=env.get("REDIS_URL") or None,
        metrics=env.get("CAFE_METRICS") == "1",
        banc=env.get("CAFE_BANC") == "1",
        flux_nouveaux=_integer(env, "CAFE_FLUX_NOUVEAUX", 600),
        debit_participant=_integer(env, "CAFE_DEBIT_PARTICIPANT", 30),
    )


def _database_url(env: Mapping[str, str], instance: Path) -> str:
    url = env.get("DATABASE_URL")
    if not url:
        return f"sqlite:///{(instance / 'cafe.sqlite3').as_posix()}"
    # Hosting services still hand out the two older spellings.
    for old in ("postgres://", "postgresql://"):
        if url.startswith(old):
            return "postgresql+psycopg://" + url[len(old) :]
    return url


def _secret(env: Mapping[str, str], instance: Path, mode: str) -> str:
    if secret := env.get("SECRET_KEY"):
        if len(secret) < 32:
            raise ConfigError("SECRET_KEY est trop courte : mettez au moins 32 caractères.")
        return secret
    if mode == "public":
        raise ConfigError(
            "SECRET_KEY manque. En mode public, donnez un secret d’au moins 32 caractères."
        )
    return instance_secret(instance)


def instance_secret(instance: Path) -> str:
    """The secret kept in the instance folder, made once, readable by its owner only."""
    path = instance / "secret"
    if not path.exists():
        instance.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def _address(env: Mapping[str, str]) -> str | None:
    wanted = env.get("CAFE_ADRESSE")
    if not wanted:
        return None
    try:
        return str(ipaddress.IPv4Address(wanted))
    except ValueError as error:
        raise ConfigError(
            f"CAFE_ADRESSE vaut « {wanted} » : mettez une adresse comme 192.168.1.20."
        ) from error


def _wifi(env: Mapping[str, str]) -> Wifi | None:
    nom = env.get("CAFE_WIFI_NOM")
    if not nom:
        return None
    wifi = Wifi(nom, env.get("CAFE_WIFI_MOT_DE_PASSE", ""))
    match wifi.fault():
        case "nom":
            raise ConfigError("CAFE_WIFI_NOM est trop long : un Wi-Fi a 32 signes au plus.")
        case "mot_de_passe":
            raise ConfigError("CAFE_WIFI_MOT_DE_PASSE va de 8 à 63 signes, sans accent.")
    return wifi


def _integer(env: Mapping[str, str], name: str, default: int) -> int:
    raw = env.get(name)
    if raw is None or raw == "":
        return default
    if not raw.isdigit() or int(raw) < 1:
        raise ConfigError(f"{name} vaut « {raw} » : mettez un nombre entier positif.")
    return int(raw)
