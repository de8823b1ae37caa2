"""An erasure reaches what was frozen: no file, no copy, no log keeps the words."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from cafe.access.identity import SYSTEME
from cafe.actions.approbations import approve_compte_rendu, keep_fichier, start_correction
from cafe.actions.comptes_rendus import start_compte_rendu, validate_compte_rendu
from cafe.actions.core import Busy, writer
from cafe.actions.retouches import (
    correct_contribution,
    erase_contribution,
    replay_erasures,
    withdraw_contribution,
)
from cafe.database import read_settings
from cafe.documents.compte_rendu.contenu import CompteRendu as Contenu
from cafe.extensions import db
from cafe.models import CompteRendu, EtatCompteRendu, Evenement, MotifVersion, Phase, Seance
from cafe.models.compte_rendu import versions_of
from cafe.models.evenement import last_numero
from cafe.pilotage.compte_rendu.contenu import content_of
from tests import chaine, factories
from tests.comptes_rendus import file_of, make_validated, read
from tests.conftest import POSTGRESQL, Monde
from tests.reunions import refused, set_phase

MOT = "rhododendron-indiscret"


@pytest.fixture
def word(monde: Monde) -> str:
    said = chaine.make_words(monde.seance, monde.question, f"Mon {MOT} est au 4e", "Un banc")
    chaine.make_regroupement(monde.seance, monde.question, said)
    return said[0]


def erase(monde: Monde, word: str) -> None:
    erase_contribution(par=monde.chloe, contribution_id=word, motif="demande")


def printed(app: Flask, id_: str) -> list[str | None]:
    """The words of a version, in order."""
    db.session.rollback()
    row = db.session.get_one(CompteRendu, id_)
    with app.test_request_context():
        content = content_of(db.session(), db.session.get_one(Seance, row.seance_id), row)
    assert isinstance(content, Contenu)
    return [v.texte for q in content.questions for r in q.regroupements for v in r.verbatims]


def holding(folder: Path) -> list[Path]:
    """The files of a folder that hold the word."""
    return [p for p in folder.rglob("*") if p.is_file() and MOT.encode() in p.read_bytes()]


def test_version_n_plus_one_prints_the_gap_and_the_signed_file_is_gone(
    app: Flask, monde: Monde, word: str
) -> None:
    first = make_validated(monde.chloe, monde.seance)
    assert printed(app, first) == [f"Mon {MOT} est au 4e", "Un banc"]
    erase(monde, word)
    latest, before = versions_of(db.session(), monde.seance)
    assert (latest.numero, latest.motif) == (2, MotifVersion.EFFACEMENT)
    assert (latest.etat, latest.valide_par) == (EtatCompteRendu.VALIDE, "Chloé")
    assert before.id == first
    gone = file_of(first)
    assert gone is not None
    assert gone.pdf is None
    assert gone.retire_le is not None
    assert len(gone.empreinte) == 64
    assert printed(app, latest.id) == printed(app, first) == [None, "Un banc"]
    event = db.session.query(Evenement).filter_by(nature="ContributionErased").one()
    assert set(event.ids("compte_rendu")) == {first, latest.id}


def test_the_words_are_in_no_file_of_the_instance(
    app: Flask, monde: Monde, word: str, tmp_path: Path
) -> None:
    if POSTGRESQL:
        pytest.skip("the files of PostgreSQL are not the application's")
    chaine.make_words(monde.seance, monde.question, *(f"Du monde autour {n}" for n in range(40)))
    make_validated(monde.chloe, monde.seance)
    db.session.rollback()
    assert holding(tmp_path), "the search finds nothing even before: it proves nothing"
    erase(monde, word)
    assert holding(tmp_path) == []
    assert (tmp_path / "cafe.sqlite3-wal").stat().st_size == 0


def test_what_its_author_takes_back_is_in_no_file_either(monde: Monde, tmp_path: Path) -> None:
    if POSTGRESQL:
        pytest.skip("the files of PostgreSQL are not the application's")
    said = factories.post(monde.ana, monde.question, f"Mon {MOT} est au 4e").id
    correct_contribution(par=monde.ana, contribution_id=said, texte="Rien à redire", version=None)
    db.session.rollback()
    assert holding(tmp_path), "the search finds nothing even before: it proves nothing"
    withdraw_contribution(par=monde.ana, contribution_id=said)
    assert holding(tmp_path) == []


def test_the_writer_overwrites_what_it_frees(app: Flask) -> None:
    if POSTGRESQL:
        pytest.skip("a setting of SQLite")
    assert read_settings(app)["secure_delete"] == 1


def test_the_next_version_follows_the_approval_of_the_one_before(monde: Monde, word: str) -> None:
    first = make_validated(monde.chloe, monde.seance)
    later = factories.make_seance(monde.demarche)
    approve_compte_rendu(
        par=monde.chloe,
        compte_rendu_id=first,
        seance_id=later,
        jour=None,
        amendements="Rien.",
        version=None,
    )
    erase(monde, word)
    latest = versions_of(db.session(), monde.seance)[0]
    assert (latest.etat, latest.approuve_seance_id) == (EtatCompteRendu.APPROUVE, later)


def test_a_correction_under_way_is_numbered_after(app: Flask, monde: Monde, word: str) -> None:
    make_validated(monde.chloe, monde.seance)
    draft = start_correction(par=monde.chloe, seance_id=monde.seance, precision="Une date")
    stale = read(draft)
    erase(monde, word)
    found = versions_of(db.session(), monde.seance)
    assert [(v.numero, v.motif) for v in found] == [
        (3, MotifVersion.CORRECTION),
        (2, MotifVersion.EFFACEMENT),
        (1, MotifVersion.PREMIERE),
    ]
    asked = {"par": monde.chloe, "compte_rendu_id": draft, "version": None}
    refused("notes_arrivees", validate_compte_rendu, **asked, gel=stale)
    assert validate_compte_rendu(**asked, gel=read(draft)) == 3
    assert printed(app, draft) == [None, "Un banc"]


def test_a_version_that_does_not_print_the_word_keeps_its_file(monde: Monde, word: str) -> None:
    other = factories.make_seance(monde.demarche)
    kept = make_validated(monde.chloe, other)
    set_phase(monde.seance, Phase.TERMINEE)
    start_compte_rendu(par=monde.chloe, seance_id=monde.seance)
    erase(monde, word)
    file = file_of(kept)
    assert file is not None
    assert file.pdf is not None
    assert len(versions_of(db.session(), other)) == 1
    assert len(versions_of(db.session(), monde.seance)) == 1


def test_erasures_replayed_after_a_restore_reach_what_was_frozen(monde: Monde, word: str) -> None:
    first = make_validated(monde.chloe, monde.seance)
    assert replay_erasures(par=SYSTEME, contribution_ids=(word, word)) == 1
    gone = file_of(first)
    assert gone is not None
    assert gone.pdf is None
    assert versions_of(db.session(), monde.seance)[0].motif is MotifVersion.EFFACEMENT


def test_the_file_of_the_next_version_is_kept_once_drawn(monde: Monde, word: str) -> None:
    first = make_validated(monde.chloe, monde.seance)
    erase(monde, word)
    latest = versions_of(db.session(), monde.seance)[0].id
    numero = last_numero(db.session())
    keep_fichier(par=SYSTEME, compte_rendu_id=latest, pdf=b"%PDF un", numero=numero)
    keep_fichier(par=SYSTEME, compte_rendu_id=latest, pdf=b"%PDF deux", numero=numero)
    kept = file_of(latest)
    assert kept is not None
    assert kept.pdf == b"%PDF un"
    refused(
        "compte_rendu_pas_valide",
        keep_fichier,
        par=SYSTEME,
        compte_rendu_id=first,
        pdf=b"%PDF",
        numero=numero,
    )


def test_a_file_drawn_before_another_erasure_is_not_kept(monde: Monde, word: str) -> None:
    (other,) = chaine.make_words(monde.seance, monde.question, "Encore un mot de trop")
    make_validated(monde.chloe, monde.seance)
    erase(monde, word)
    second = versions_of(db.session(), monde.seance)[0].id
    numero = last_numero(db.session())
    erase(monde, other)
    with pytest.raises(Busy):
        keep_fichier(par=SYSTEME, compte_rendu_id=second, pdf=b"%PDF", numero=numero)
    assert file_of(second) is None


def test_a_second_erasure_takes_the_file_of_the_first_one_away(monde: Monde, word: str) -> None:
    (other,) = chaine.make_words(monde.seance, monde.question, "Encore un mot de trop")
    make_validated(monde.chloe, monde.seance)
    erase(monde, word)
    second = versions_of(db.session(), monde.seance)[0].id
    numero = last_numero(db.session())
    keep_fichier(par=SYSTEME, compte_rendu_id=second, pdf=b"%PDF", numero=numero)
    erase(monde, other)
    found = versions_of(db.session(), monde.seance)
    assert [v.numero for v in found] == [3, 2, 1]
    gone = file_of(second)
    assert gone is not None
    assert gone.pdf is None


def test_a_reader_holds_the_log_back_without_stopping_the_erasure(
    app: Flask, monde: Monde, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if POSTGRESQL:
        pytest.skip("the log of SQLite")
    monkeypatch.setattr("cafe.actions.writer.SCRUBS", 2)
    with db.engine.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        reading.exec_driver_sql("SELECT count(*) FROM contribution").scalar_one()
        erase(monde, word)
    writer().scrub()
    wal = Path(str(db.engine.url.database) + "-wal")
    assert wal.stat().st_size == 0
