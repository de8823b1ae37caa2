"""`make bench`: the application beside the raw server, in one run, turn by turn.

Lives here: the order of the runs, the table, the exit code. Must not live here: how anything is
measured (generateur.py) or judged (verdict.py).

Exit code: 0 when every goal is met, 1 when a measure is void (something missing or doubled, a
setting that differs, a generator that works too hard), 3 when the measures stand but a goal is
missed. With `--rapide` goals are shown, not judged.
"""

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from bench.generateur import Plan
from bench.mesures import can_measure_processes
from bench.public import Cible
from bench.serveurs import (
    RACINE,
    Modele,
    Reglage,
    Service,
    application,
    choose_cores,
    raw_server,
    start_pinned,
)
from bench.tirage import Phase
from bench.verdict import (
    KO_PAR_TELEPHONE_MAX,
    PART_MAX,
    Mesure,
    Passage,
    compare,
    faults,
    memory,
)

RESULTATS = RACINE / "bench" / "resultats"
TABLEAUX, TELEPHONES, FOULE = 10, 300, 1000
DEBITS = (20, 100)


class Banc:
    """All the runs of one bench, in a folder of their own."""

    def __init__(self, dossier: Path, reglage: Reglage, duree: float) -> None:
        self.dossier = dossier
        self.reglage = reglage
        self.duree = duree
        self.modele = Modele.build(dossier / "modele")
        self.passages: list[Passage] = []

    def compare_servers(self, repetitions: int, niveaux: tuple[str, ...]) -> None:
        """Both servers at each durability, turn by turn; who comes first changes each time."""
        phases = [Phase("chauffe", 20, 2, chauffe=True)]
        phases += [Phase(f"{debit}/s", debit, self.duree) for debit in DEBITS]
        for repetition in range(repetitions):
            for niveau in niveaux:
                for serveur in ("nu", "cafe") if repetition % 2 else ("cafe", "nu"):
                    self.passages.append(self.play(serveur, niveau, repetition, phases, TELEPHONES))

    def play(
        self, serveur: str, niveau: str, repetition: int, phases: list[Phase], telephones: int
    ) -> Passage:
        """One server from its start to its stop."""
        with tempfile.TemporaryDirectory(dir=self.dossier) as travail:
            ici = Path(travail)
            with self._server(serveur, ici, niveau) as (cible, service):
                plan = Plan(
                    cible,
                    phases,
                    telephones,
                    TABLEAUX,
                    graine=repetition,
                    pid=service.pid,
                    coeur=self.reglage.coeur_generateur,
                )
                (ici / "plan.json").write_text(plan.write())
                rapport = self._generate(ici / "plan.json")
        passage = Passage(serveur, niveau, repetition, json.loads(rapport))
        phase = passage.rapport["phases"][-1]
        lue = phase["livraison_ms"]
        print(f"  {passage.nom} : {phase['nom']}, p50 {lue.get('p50')}, p95 {lue.get('p95')} ms")
        return passage

    def _server(
        self, serveur: str, ici: Path, niveau: str
    ) -> AbstractContextManager[tuple[Cible, Service]]:
        if serveur == "nu":
            return raw_server(ici, niveau, self.reglage)
        return application(self.modele, ici, niveau, self.reglage)

    def _generate(self, plan: Path) -> str:
        generateur = start_pinned(
            [sys.executable, "-m", "bench.generateur", str(plan)],
            self.reglage.coeur_generateur,
            self.reglage.temps_reel,
            stdout=subprocess.PIPE,
        )
        sortie, _ = generateur.communicate()
        if generateur.returncode:
            raise RuntimeError("le générateur s’est arrêté sur une erreur")
        return sortie


def main(arguments: list[str]) -> int:
    """Run the bench; returns the exit code."""
    choix = _options(arguments)
    reglage = Reglage(*choose_cores(), choix.temps_reel, choix.uvloop)
    niveaux = tuple(choix.synchronous.split(","))
    print(
        f"Banc : {TELEPHONES} téléphones et {TABLEAUX} tableaux, {DEBITS} contributions par "
        f"seconde, {choix.repetitions} répétitions entrelacées, serveur sur le cœur "
        f"{reglage.coeur_serveur}, générateur sur le cœur {reglage.coeur_generateur}."
    )
    with tempfile.TemporaryDirectory(prefix="cafe-banc-") as dossier:
        banc = Banc(Path(dossier), reglage, choix.duree)
        banc.compare_servers(choix.repetitions, niveaux)
        foule = banc.play("cafe", niveaux[-1], 0, [Phase("foule", 20, choix.duree)], FOULE)
    passages = banc.passages
    nuls = [faute for passage in [*passages, foule] for faute in faults(passage)]
    keep(passages, foule, reglage)
    for faute in nuls:
        print(f"MESURE NULLE : {faute}", file=sys.stderr)
    if nuls:
        return 1
    manques = show(passages, foule, niveaux)
    if choix.rapide:
        print("Contrôle rapide : les objectifs sont montrés, pas jugés.")
        return 0
    for manque in manques:
        print(f"OBJECTIF MANQUÉ : {manque}", file=sys.stderr)
    return 3 if manques else 0


def show(passages: list[Passage], foule: Passage, niveaux: tuple[str, ...]) -> list[str]:
    """Print the table; the goals that are missed, in French."""
    manques = []
    print("\nPOST → tableau, en ms : médiane des répétitions [mini–maxi]")
    print(f"{'':16}{'':6}{'p50':>24}{'p95':>24}{'CPU par envoi':>24}")
    for niveau in niveaux:
        for debit in DEBITS:
            ligne = compare(passages, f"{debit}/s", niveau)
            for serveur, mesures in sorted(ligne.figures.items()):
                colonnes = "".join(f"{mesure.show():>24}" for mesure in mesures.values())
                print(f"{niveau + ' ' + ligne.phase:16}{serveur:6}{colonnes}")
            texte = (
                f"{niveau}, {ligne.phase} : p95 × {ligne.rapport:.2f} "
                f"[{ligne.rapports.mini:.2f}–{ligne.rapports.maxi:.2f}] "
                f"pour un objectif de {ligne.objectif:g}"
            )
            print(f"{'':16}rapport : {texte}")
            if not ligne.tenu:
                manques.append(texte)
    for serveur in ("nu", "cafe"):
        if (ko := memory(passages, serveur)) is not None:
            print(f"Mémoire par téléphone, {serveur} : {ko.show(0)} ko", end="")
            print(f" (objectif : {KO_PAR_TELEPHONE_MAX:g})" if serveur == "cafe" else "")
            if serveur == "cafe" and ko.mediane > KO_PAR_TELEPHONE_MAX:
                manques.append(f"{ko.mediane:.0f} ko par téléphone")
    connexion = foule.rapport["connexion"]
    print(
        f"{connexion['telephones']} téléphones : {connexion['echecs']} échecs, "
        f"{connexion['par_seconde']} par seconde, {foule.rapport['coupures']} coupures ; "
        f"p95 {foule.phase('foule')['livraison_ms'].get('p95')} ms à 20/s"
    )
    phases = [phase for passage in passages for phase in passage.rapport["phases"]]
    part = max(phase["part_generateur"] for phase in phases)
    retard = Mesure.of(phase["retard_envoi_ms"]["p95"] for phase in phases)
    print(f"Générateur : {100 * part:.0f} % de son cœur au plus (limite : {100 * PART_MAX:g}).")
    print(f"Son retard au départ, p95 : {retard.show()} ms ; au-delà de 1, la machine est occupée.")
    if not can_measure_processes():
        print("Ce système ne dit ni le temps ni la mémoire d’un autre processus : non mesurés.")
    return manques


def keep(passages: list[Passage], foule: Passage, reglage: Reglage) -> None:
    """Everything that was measured, as JSON, under bench/resultats/."""
    RESULTATS.mkdir(exist_ok=True)
    maintenant = datetime.now().astimezone()
    tout = {
        "le": maintenant.isoformat(timespec="seconds"),
        "machine": f"{platform.platform()}, Python {platform.python_version()}",
        "reglage": asdict(reglage),
        "passages": [asdict(passage) for passage in passages],
        "foule": asdict(foule),
    }
    fichier = RESULTATS / f"{maintenant:%Y-%m-%dT%H-%M-%S}.json"
    fichier.write_text(json.dumps(tout, indent=1, ensure_ascii=False))
    print(f"Tout est gardé dans {fichier.relative_to(RACINE)}.")


def _options(arguments: list[str]) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="cafe bench", description="Le banc de vitesse.")
    options.add_argument("--repetitions", type=int, default=5)
    options.add_argument("--duree", type=float, default=8.0, help="secondes par débit")
    options.add_argument("--synchronous", default="NORMAL,FULL", help="niveaux à comparer")
    options.add_argument("--rapide", action="store_true", help="une répétition courte")
    options.add_argument(
        "--temps-reel",
        action="store_true",
        help="passer devant le reste de la machine (root) : utile si elle est occupée",
    )
    options.add_argument("--uvloop", action="store_true", help="une référence plus dure")
    choix = options.parse_args(arguments)
    if choix.rapide:
        choix.repetitions, choix.duree = 1, 3.0
    return choix
