"""``cafe run``: migrate, load the demo into a new base, serve, say how to reach it."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flask import Flask

    from cafe.config import Reglages


def register(group: click.Group) -> None:
    """Add the command."""
    group.add_command(run)


@click.command(help="Prépare la base, puis sert l’application sur le réseau local.")
@click.option(
    "--sans-demo", is_flag=True, help="Ne charge pas la démonstration dans une base neuve."
)
@click.option(
    "--adresse",
    metavar="ADRESSE",
    help="L’adresse de cet ordinateur, ou le nom de sa carte, que les téléphones doivent joindre.",
)
def run(sans_demo: bool, adresse: str | None) -> None:
    """Serve with gevent until Ctrl-C."""
    from cafe.serve import patch, serve

    patch()
    os.environ.setdefault("CAFE_ASYNC_MODE", "gevent")
    if adresse:
        os.environ["CAFE_ADRESSE"] = chosen_address(adresse)
    from cafe.cli.contexte import application, is_new
    from cafe.cli.demo import build

    with application() as app:
        reglages = app.config["REGLAGES"]
        if is_new() and not sans_demo and reglages.mode == "local":
            build(app)
        welcome = "\n".join(_welcome(app))
    if reglages.mode == "local":
        watch_first_phone(app)
    try:
        serve(app, reglages.host, reglages.port, on_ready=lambda port: click.echo(welcome))
    except KeyboardInterrupt:
        pass  # Ctrl-C while it was still saying hello
    except OSError as error:
        raise click.ClickException(why_no_port(error, reglages)) from error
    click.echo("  Café est arrêté.")


def why_no_port(error: OSError, reglages: Reglages) -> str:
    """What to do when the server cannot listen."""
    other = "choisissez-en un autre, par exemple avec PORT=8080."
    if error.errno == errno.EADDRINUSE:
        return f"Le port {reglages.port} est déjà pris. Arrêtez l’autre programme, ou {other}"
    if error.errno == errno.EACCES:
        return f"Le port {reglages.port} est réservé à l’administrateur : {other}"
    return f"Impossible d’écouter sur {reglages.host}, port {reglages.port} ({error.strerror})."


def chosen_address(wanted: str) -> str:
    """The address of this machine meant on the command line. Raises when it is not its own."""
    from cafe.reseau.interfaces import choose, private_addresses

    own = private_addresses()
    if found := choose(wanted, own):
        return found
    if not own:
        raise click.ClickException("Cet ordinateur n’est sur aucun réseau.")
    listed = ", ".join(f"{one.adresse} ({one.nom})" if one.nom else one.adresse for one in own)
    raise click.ClickException(f"Cet ordinateur n’a pas l’adresse « {wanted} ». Il a : {listed}.")


def _welcome(app: Flask) -> list[str]:
    """What the terminal says: addresses, join QR, accounts of the demo."""
    from cafe.addresses import base_url, join_url, local_url
    from cafe.cli.demo import comptes_lines, resume_of
    from cafe.documents.qr import qr_terminal

    reglages = app.config["REGLAGES"]
    lines = ["", "  Café est prêt.", "", f"  Sur cet ordinateur      {local_url(reglages)}/"]
    if base_url(reglages) == local_url(reglages) and not reglages.public_url:
        lines.append("  (aucun réseau trouvé : les téléphones ne pourront pas entrer)")
    else:
        lines.append(f"  Pour les téléphones     {base_url(reglages)}/")
        lines += network_lines(reglages)
    resume = resume_of(app)
    if resume is None:
        lines += ["", "  Premier compte : « python3 -m cafe commencer », dans un autre terminal."]
    else:
        url = join_url(resume["seances"][0]["code"])
        lines += ["", f"  Rejoindre la rencontre ouverte : {url}", ""]
        lines += [qr_terminal(url, couleurs=sys.stdout.isatty()), ""]
        lines += ["  Comptes de la démonstration (à utiliser sur cet ordinateur) :"]
        lines += comptes_lines(resume)
    return [*lines, "", "  Aucun téléphone ne m’a encore atteint. Ctrl-C pour arrêter.", ""]


def network_lines(reglages: Reglages) -> list[str]:
    """The machine's other addresses, and the papers that carry one that is no longer ours."""
    from cafe.addresses import base_url
    from cafe.extensions import db
    from cafe.models import Seance
    from cafe.reseau.carnet import Carnet
    from cafe.reseau.interfaces import private_addresses

    given, lines = base_url(reglages), []
    others = [one for one in private_addresses() if f"//{one.adresse}:" not in given]
    if others and not reglages.public_url:
        lines.append("  Ce n’est pas la carte de la borne ? Relancez avec une autre adresse :")
        lines += [f"    --adresse {one.adresse:15}  {one.nom}".rstrip() for one in others]
    for paper in Carnet(reglages).stale(given):
        if seance := db.session.get(Seance, paper.seance_id):
            lines.append(
                f"  À réimprimer : {paper.document} de « {seance.titre} », qui mène à"
                f" {paper.adresse}, où plus rien ne répond."
            )
    return ["", *lines] if lines else []


def watch_first_phone(app: Flask) -> None:
    """Say once that a phone got through: the first doubt in a hall is the network."""
    from flask import request

    from cafe.access.staff import is_this_machine
    from cafe.addresses import local_address

    own = local_address()
    reached = False

    def notice() -> None:
        nonlocal reached
        if reached or request.blueprint != "participation":
            return
        if not is_this_machine(request.remote_addr) and request.remote_addr != own:
            reached = True
            click.echo("  Un premier téléphone m’a atteint : le réseau marche.")

    app.before_request(notice)
