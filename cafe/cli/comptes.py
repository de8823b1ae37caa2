"""Accounts from the command line: the first one, others, forgotten passwords."""

from __future__ import annotations

import secrets

import click


def register(group: click.Group) -> None:
    """Add the commands."""
    group.add_command(commencer)
    group.add_command(compte)


@click.command(help="Crée le premier compte d’une base vide.")
@click.option("--email", help="Adresse du premier compte ; demandée si elle manque.")
@click.option("--nom", help="Nom affiché ; demandé s’il manque.")
def commencer(email: str | None, nom: str | None) -> int:
    """The first account, admin, with a link to choose its password."""
    from cafe.cli.contexte import application, is_new

    with application():
        if not is_new():
            raise click.ClickException(
                "La base a déjà des comptes. Pour un mot de passe oublié : "
                "« cafe compte reinitialiser ADRESSE ». Pour une vraie consultation à côté de "
                "la démonstration, donnez un autre dossier : CAFE_INSTANCE=consultation"
            )
        link = _create(
            email or click.prompt("Votre adresse"), nom or click.prompt("Votre nom"), admin=True
        )
    click.echo("\nCompte créé. Lancez « python3 -m cafe run » sur cet ordinateur, puis choisissez")
    click.echo("votre mot de passe ici (une seule fois, dans les 24 heures) :")
    click.echo(f"  {link}")
    return 0


@click.group(help="Comptes de l’équipe.")
def compte() -> None:
    """The group of account commands."""


@compte.command(help="Crée un compte et affiche le lien de son mot de passe.")
@click.argument("email")
@click.option("--nom", default="", help="Nom affiché.")
@click.option("--admin", is_flag=True, help="Peut créer des démarches.")
def creer(email: str, nom: str, admin: bool) -> int:
    """An account without any role yet."""
    from cafe.cli.contexte import application

    with application():
        click.echo(_create(email, nom, admin=admin))
    return 0


@compte.command(help="Affiche un lien (24 h, une seule fois) pour un nouveau mot de passe.")
@click.argument("email")
def reinitialiser(email: str) -> int:
    """A reset link; there is no mail server."""
    from cafe.access.identity import SYSTEME
    from cafe.actions.comptes import make_reset_link
    from cafe.cli.contexte import application

    with application():
        click.echo(_link(make_reset_link(par=SYSTEME, email=email)))
    return 0


def _create(email: str, nom: str, *, admin: bool) -> str:
    from cafe.access.identity import SYSTEME
    from cafe.access.staff import hash_new_password
    from cafe.actions.comptes import create_compte, make_reset_link

    # Nobody ever knows this one: the link below sets the real password.
    unusable = hash_new_password(secrets.token_urlsafe(32))
    create_compte(par=SYSTEME, email=email, nom=nom, password_hash=unusable, admin=admin)
    return _link(make_reset_link(par=SYSTEME, email=email))


def _link(jeton: str) -> str:
    """Passwords are refused over plain HTTP elsewhere than on this machine."""
    from flask import current_app

    from cafe.addresses import local_url

    base = local_url(current_app.config["REGLAGES"])
    return f"{base}/compte/nouveau-mot-de-passe/{jeton}"
