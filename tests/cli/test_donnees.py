"""The base as a whole: saved while it is written, put back, checked, purged."""

from __future__ import annotations

import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, update

from cafe import clock
from cafe.access.identity import SYSTEME
from cafe.access.jetons import new_jeton
from cafe.actions.core import writer
from cafe.actions.retouches import erase_contribution
from cafe.extensions import db
from cafe.models import Contribution, Evenement, Participant, Phase, Question, Seance, Statut
from tests import factories
from tests.cli.conftest import Commande
from tests.demonstration import Demonstration


@contextmanager
def serving(copie: Demonstration) -> Iterator[Flask]:
    """An application that uses the base, as a server would."""
    app = copie.app()
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["cafe_writing_engine"].dispose()


def save(cafe: Commande, copie: Demonstration) -> Path:
    said = cafe("sauvegarder", sur=copie.instance)
    assert said.code == 0, said.erreur
    return Path(said.sortie.strip().removeprefix("Sauvegarde faite : "))


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Contribution)) or 0


def test_a_backup_taken_while_words_arrive_holds_whole_words(
    cafe: Commande, copie: Demonstration
) -> None:
    stop = threading.Event()
    posted = 0

    def post_on(app: Flask) -> None:
        nonlocal posted
        with app.app_context():
            seance = db.session.scalars(select(Seance).where(Seance.phase == Phase.OUVERTE)).first()
            assert seance is not None
            question = db.session.scalars(
                select(Question.id).where(Question.seance_id == seance.id)
            ).first()
            assert question is not None
            id_ = seance.id
            while not stop.is_set():
                factories.post(factories.participant(id_, new_jeton()), question)
                posted += 1

    with serving(copie) as app:
        before = count()
        flood = threading.Thread(target=post_on, args=(app,))
        flood.start()
        try:
            archives = [save(cafe, copie) for _ in range(3)]
        finally:
            stop.set()
            flood.join()
        assert posted > 3
    assert len(set(archives)) == 3
    assert cafe("restaurer", str(archives[-1]), sur=copie.instance).code == 0
    with serving(copie):
        assert before < count() <= before + posted
    assert cafe("verifier", sur=copie.instance).code == 0


def test_what_was_erased_since_the_backup_is_erased_again(
    cafe: Commande, copie: Demonstration
) -> None:
    archive = save(cafe, copie)
    with serving(copie):
        word = db.session.scalars(
            select(Contribution.id).where(Contribution.statut == Statut.PUBLIEE)
        ).first()
        assert word is not None
        erase_contribution(par=SYSTEME, contribution_id=word, motif="demande")
    said = cafe("restaurer", str(archive), sur=copie.instance)
    assert said.code == 0, said.erreur
    assert "Effacements rejoués : 1." in said.sortie
    with serving(copie):
        kept = db.session.get_one(Contribution, word)
        assert (kept.statut, kept.texte) == (Statut.RETIREE, None)
    assert cafe("verifier", sur=copie.instance).code == 0
    again = cafe("restaurer", str(archive), sur=copie.instance)
    assert "Effacements rejoués : 1." in again.sortie


def test_the_base_before_is_kept_beside(cafe: Commande, copie: Demonstration) -> None:
    archive = save(cafe, copie)
    said = cafe("restaurer", str(archive), sur=copie.instance)
    found = re.search(r"gardée ici : (\S+)", said.sortie)
    assert found
    assert Path(found[1]).is_file()


def test_a_base_that_is_being_served_is_not_replaced(cafe: Commande, copie: Demonstration) -> None:
    archive = save(cafe, copie)
    with serving(copie):
        numero = db.session.scalar(select(func.max(Evenement.numero)))
        refused = cafe("restaurer", str(archive), sur=copie.instance)
        assert refused.code == 1
        assert "Café tourne encore" in refused.erreur
        db.session.rollback()
        assert db.session.scalar(select(func.max(Evenement.numero))) == numero
    assert cafe("restaurer", str(archive), sur=copie.instance).code == 0


def test_an_archive_that_is_damaged_or_foreign_changes_nothing(
    cafe: Commande, copie: Demonstration, tmp_path: Path
) -> None:
    archive = save(cafe, copie)
    base = copie.instance / "cafe.sqlite3"
    before = base.read_bytes()
    damaged, foreign, text = (tmp_path / name for name in ("abimee.zip", "photos.zip", "a.zip"))
    with zipfile.ZipFile(archive) as good, zipfile.ZipFile(damaged, "w") as bad:
        bad.writestr("manifeste.json", good.read("manifeste.json"))
        bad.writestr("cafe.sqlite3", good.read("cafe.sqlite3")[:-4096])
    with zipfile.ZipFile(foreign, "w") as other:
        other.writestr("plage.jpg", b"")
    text.write_text("bonjour", encoding="utf-8")
    for file, said in (
        (damaged, "abîmée"),
        (foreign, "n’est pas une sauvegarde"),
        (text, "n’est pas une sauvegarde"),
    ):
        refused = cafe("restaurer", str(file), sur=copie.instance)
        assert refused.code == 1
        assert said in refused.erreur
        assert base.read_bytes() == before
    assert not list(copie.instance.glob("tmp*"))


def test_a_base_beyond_reading_is_replaced_with_a_warning(
    cafe: Commande, copie: Demonstration
) -> None:
    archive = save(cafe, copie)
    (copie.instance / "cafe.sqlite3").write_bytes(b"plus rien de lisible" * 500)
    said = cafe("restaurer", str(archive), sur=copie.instance)
    assert said.code == 0, said.erreur
    assert "illisible" in said.erreur
    assert cafe("verifier", sur=copie.instance).code == 0


def test_an_empty_folder_is_restored_too(
    cafe: Commande, copie: Demonstration, instance: Path
) -> None:
    archive = save(cafe, copie)
    said = cafe("restaurer", str(archive))
    assert said.code == 0, said.erreur
    assert "gardée ici" not in said.sortie
    assert cafe("verifier").sortie == cafe("verifier", sur=copie.instance).sortie


def test_a_backup_that_cannot_be_written_says_so(cafe: Commande, copie: Demonstration) -> None:
    refused = cafe("sauvegarder", "--vers", "/dev/null/ici", sur=copie.instance)
    assert refused.code == 1
    assert "Impossible d’écrire dans /dev/null/ici" in refused.erreur


def test_the_demo_is_whole_and_a_fault_is_told(cafe: Commande, copie: Demonstration) -> None:
    said = cafe("verifier", sur=copie.instance)
    assert (said.code, said.erreur) == (0, "")
    assert "Chaîne intacte." in said.sortie
    with serving(copie):
        writer().run(
            lambda session: session.execute(update(Contribution).values(statut=Statut.RETIREE))
        )
    said = cafe("verifier", sur=copie.instance)
    assert said.code == 1
    assert "Parole retirée dont un texte reste" in said.sortie
    assert "Fautes : " in said.erreur


def test_the_purge_counts_first_then_detaches_people_from_old_meetings(
    cafe: Commande, copie: Demonstration
) -> None:
    with serving(copie):
        closed = db.session.scalars(select(Seance.id).where(Seance.phase == Phase.TERMINEE)).first()
        assert closed is not None
        long_ago = clock.now() - timedelta(days=400)

        def age(session: db.Session) -> None:  # type: ignore[name-defined]
            session.execute(
                update(Seance)
                .where(Seance.id == closed)
                .values(phase=Phase.CLOSE, close_le=long_ago)
            )
            session.execute(update(Participant).values(qualite="habitante", quartier="La Verrerie"))

        writer().run(age)
        people = db.session.scalar(
            select(func.count(Participant.id)).where(Participant.seance_id == closed)
        )
    for options, said in (
        (("--essai",), "Essai"),
        ((), "Fait"),
        ((), "Fait"),
    ):
        left = traits(copie, closed)
        done = cafe("purger", *options, sur=copie.instance)
        assert done.sortie.startswith(said)
        assert f"traits : {left}." in done.sortie
        assert traits(copie, closed) == (people if options else 0)
    with serving(copie):
        elsewhere = db.session.scalar(
            select(func.count(Participant.id)).where(
                Participant.seance_id != closed, Participant.qualite.is_not(None)
            )
        )
        assert elsewhere
        assert count() > 300
    assert cafe("purger", "--mois", "24", sur=copie.instance).code == 0


def traits(copie: Demonstration, seance_id: str) -> int:
    """How many people of a séance still have a quality or a quarter."""
    with serving(copie):
        return (
            db.session.scalar(
                select(func.count(Participant.id)).where(
                    Participant.seance_id == seance_id,
                    Participant.qualite.is_not(None) | Participant.quartier.is_not(None),
                )
            )
            or 0
        )
