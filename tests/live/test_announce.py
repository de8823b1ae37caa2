"""What each audience is told of a write: only what changed, in order, what it may see."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from cafe.actions.badges_telephone import tie_badge
from cafe.actions.conduite import go_to_etape
from cafe.actions.deplacements import move_contribution, move_to_question
from cafe.actions.moderation import (
    chill_contribution,
    publish_contribution,
    refuse_contribution,
)
from cafe.actions.mur import set_mur
from cafe.actions.places import sit_here
from cafe.actions.regroupements import (
    close_regroupement,
    create_regroupement,
    rename_regroupement,
)
from cafe.actions.retouches import correct_contribution, erase_contribution, withdraw_contribution
from cafe.config import Reglages
from cafe.extensions import db
from cafe.live import announce, comptes, salles
from cafe.models import Etape, Moderation, MotifModeration, Mur
from tests import factories
from tests.conftest import Monde
from tests.live.ecoute import Ecoute, announcer, phone_page, staff_page
from tests.tournante import begin, furnish, with_badges

Turn = Callable[[], None]


def root_id(html: str) -> str | None:
    found = re.search(r'id="([^"]+)"', html)
    return found[1] if found else None


def summary(page: Ecoute) -> list[tuple[str, str, str | None]]:
    """Action, target, id of the element that comes, in order."""
    return [(o["action"], o["cible"], root_id(o["html"])) for o in page.operations()]


def group(monde: Monde, *cartes: str, titre: str = "Se poser") -> str:
    return create_regroupement(
        par=monde.bruno, question_id=monde.question, titre=titre, contributions=cartes
    )


def post(monde: Monde, texte: str = "Des bancs") -> str:
    return factories.post(monde.ana, monde.question, texte).id


def test_two_boards_and_a_screen_hear_of_a_new_word_and_a_stranger_does_not(
    app: Flask, monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    second, stranger = staff_page(app, monde.chloe.id), staff_page(app, monde.dan.id)
    second.join(f"tableau:{monde.seance}")
    stranger.join(f"tableau:{monde.seance}")
    carte = post(monde)
    turn()
    expected = [("append", f"libres-{monde.question}", f"carte-{carte}")]
    assert summary(board) == summary(second) == expected
    assert summary(screen) == [("append", f"mur-{monde.question}", f"parole-{carte}")]
    for page in (board, second, screen):
        ((count,),) = page.counts
        assert (count["action"], count["cible"]) == ("replace", f"compte-{monde.question}")
        assert ">1</span>" in count["html"]
    assert stranger.news() == []


def test_another_seance_of_the_same_demarche_hears_nothing(
    app: Flask, monde: Monde, turn: Turn, board: Ecoute
) -> None:
    elsewhere = factories.make_seance(monde.demarche)
    question = factories.make_question(elsewhere)
    factories.post(factories.participant(elsewhere), question)
    turn()
    assert board.news() == []


def test_text_arrives_escaped(monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute) -> None:
    post(monde, "<img src=x onerror=alert(1)> & « bancs »")
    turn()
    for page in (board, screen):
        html = page.operations()[0]["html"]
        assert "<img" not in html
        assert "&lt;img src=x onerror=alert(1)&gt; &amp; « bancs »" in html


def test_each_message_says_which_number_came_before(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    for _ in range(3):
        post(monde)
        turn()
    said = [(m["apres"], m["numero"]) for _, m in board.news()]
    assert said == [(0, 1), (1, 2), (2, 3)]


def test_writes_committed_together_travel_together(monde: Monde, turn: Turn, board: Ecoute) -> None:
    cartes = [post(monde) for _ in range(3)]
    turn()
    (message,) = board.news()
    assert (message[1]["apres"], message[1]["numero"]) == (0, 3)
    appended = [o for o in message[1]["operations"] if o["action"] == "append"]
    assert [root_id(o["html"]) for o in appended] == [f"carte-{carte}" for carte in cartes]


def test_a_write_of_another_process_is_announced_at_the_next_turn(
    reglages: Reglages, monde: Monde, turn: Turn, board: Ecoute
) -> None:
    program = (
        "from cafe.app import create_app\n"
        "from cafe.actions.contributions import post_contribution\n"
        "from tests import factories\n"
        "with create_app().app_context():\n"
        f"    factories.post(factories.participant({monde.seance!r}), {monde.question!r})\n"
    )
    env = os.environ | {
        "CAFE_INSTANCE": str(reglages.instance),
        "DATABASE_URL": reglages.database_url,
        "SECRET_KEY": reglages.secret_key,
    }
    subprocess.run(
        [sys.executable, "-c", program], cwd=Path(__file__).parents[2], env=env, check=True
    )
    turn()
    assert len(board.operations()) == 1


def test_a_new_group_comes_empty_then_its_cards(monde: Monde, turn: Turn, board: Ecoute) -> None:
    one, two = post(monde), post(monde)
    turn()
    board.news()
    made = group(monde, two, one)
    turn()
    operations = board.operations()
    assert [(o["action"], o["cible"]) for o in operations] == [
        ("append", f"groupes-{monde.question}"),
        ("append", f"cartes-{made}"),
        ("append", f"cartes-{made}"),
        ("replace", f"apercu-{made}"),
    ]
    assert board.counts == []
    assert "carte-" not in operations[0]["html"]
    assert 'data-rang="2.0"' in operations[1]["html"]  # card one came second in this group
    assert "</span>1</span>" in operations[0]["html"]  # one voice: both are Ana's


def test_making_a_group_of_a_grouped_card_leaves_the_old_group_in_place(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    one, two = post(monde), post(monde)
    old = group(monde, one, two)
    turn()
    board.news()
    new = group(monde, one, titre="Seule")
    turn()
    done = summary(board)
    assert ("append", f"groupes-{monde.question}", f"groupe-{new}") in done
    assert ("append", f"groupes-{monde.question}", f"groupe-{old}") not in done
    assert ("replace", f"tete-{old}", f"tete-{old}") in done


def test_a_move_sends_the_card_and_two_heads_and_nothing_to_the_screen(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    carte, other = post(monde), post(monde)
    source, target = group(monde, carte), group(monde, other, titre="Marcher")
    turn()
    board.news()
    screen.news()
    move_contribution(par=monde.bruno, contribution_id=carte, regroupement_id=target, version=2)
    turn()
    done = summary(board)
    assert done[0] == ("append", f"cartes-{target}", f"carte-{carte}")
    assert {cible for action, cible, _ in done if action == "replace"} == {
        f"tete-{source}",
        f"tete-{target}",
        f"apercu-{source}",
        f"apercu-{target}",
    }
    assert screen.news() == []


def test_a_renumbered_group_sends_all_its_cards_with_their_new_ranks(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    a, b, c = post(monde), post(monde), post(monde)
    made = group(monde, a, b, c)
    versions = {b: 2, c: 2}
    last = c
    seen: set[int] = set()
    for _ in range(30):
        turn()
        board.news()
        first = b if last == c else c
        versions[last] = move_contribution(
            par=monde.bruno,
            contribution_id=last,
            regroupement_id=made,
            avant=first,
            version=versions[last],
        )
        turn()
        seen.add(sum(o["cible"] == f"cartes-{made}" for o in board.operations()))
        last = first
    assert seen == {1, 3}


def test_renaming_sends_the_head_alone(monde: Monde, turn: Turn, board: Ecoute) -> None:
    made = group(monde, post(monde))
    turn()
    board.news()
    rename_regroupement(
        par=monde.bruno, regroupement_id=made, titre="S’asseoir", resume="Partout", version=1
    )
    turn()
    (head,) = board.operations()
    assert (head["action"], head["cible"]) == ("replace", f"tete-{made}")
    assert "S’asseoir" in head["html"]
    assert "Partout" in head["html"]


def test_dissolving_brings_the_cards_back_then_removes_the_group(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    carte = post(monde)
    made = group(monde, carte)
    turn()
    board.news()
    close_regroupement(par=monde.bruno, regroupement_id=made, version=1)
    turn()
    assert summary(board)[:2] == [
        ("append", f"libres-{monde.question}", f"carte-{carte}"),
        ("remove", f"groupe-{made}", None),
    ]


def test_a_refused_word_goes_to_its_drawer_and_off_the_wall_and_comes_back(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    carte = post(monde)
    turn()
    board.news()
    screen.news()
    refuse_contribution(
        par=monde.bruno,
        contribution_id=carte,
        motif=MotifModeration.PERSONNE_NOMMEE,
        precision="Le 12",
        version=1,
    )
    turn()
    (card,) = board.operations()
    assert card["cible"] == f"refusees-{monde.question}"
    assert "une personne est nommée" in card["html"]
    assert summary(screen)[0] == ("remove", f"parole-{carte}", None)
    publish_contribution(par=monde.bruno, contribution_id=carte, version=2)
    turn()
    assert summary(board)[0][1] == f"libres-{monde.question}"
    assert summary(screen)[0] == ("append", f"mur-{monde.question}", f"parole-{carte}")


def test_a_chilled_word_goes_to_the_fridge(monde: Monde, turn: Turn, board: Ecoute) -> None:
    carte = post(monde)
    chill_contribution(par=monde.bruno, contribution_id=carte, version=1)
    turn()
    assert summary(board)[0][1] == f"frigo-{monde.question}"


def test_a_withdrawn_word_leaves_the_tray_and_its_text_is_nowhere(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    carte = post(monde, "Un secret")
    withdraw_contribution(par=monde.ana, contribution_id=carte)
    turn()
    card = board.operations()[0]
    assert card["cible"] == f"refusees-{monde.question}"
    assert "Propos retiré" in card["html"]
    assert "secret" not in card["html"]
    assert summary(screen)[0] == ("remove", f"parole-{carte}", None)


def test_an_erased_word_stays_in_its_group_as_a_gap_that_is_no_voice(
    monde: Monde, turn: Turn, board: Ecoute
) -> None:
    carte = post(monde)
    made = group(monde, carte)
    turn()
    board.news()
    erase_contribution(par=monde.chloe, contribution_id=carte, motif="demande")
    turn()
    card, head, folded = board.operations()
    assert card["cible"] == f"cartes-{made}"
    assert "Propos retiré" in card["html"]
    assert "</span>0</span>" in head["html"]
    assert folded["cible"] == f"apercu-{made}"
    assert "Propos retiré" in folded["html"]


def test_a_corrected_word_is_drawn_again_on_board_and_wall(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    carte = post(monde)
    turn()
    board.news()
    screen.news()
    correct_contribution(par=monde.ana, contribution_id=carte, texte="Dix bancs", version=1)
    turn()
    assert "Dix bancs" in board.operations()[0]["html"]
    assert "Dix bancs" in screen.operations()[0]["html"]


def test_a_word_filed_elsewhere_changes_question_on_board_and_wall(
    monde: Monde, turn: Turn, board: Ecoute, screen: Ecoute
) -> None:
    carte = post(monde)
    turn()
    board.news()
    screen.news()
    other = factories.make_question(monde.seance, "Où se rencontre-t-on ?")
    move_to_question(par=monde.bruno, contribution_id=carte, question_id=other, version=1)
    turn()
    assert summary(board) == [("append", f"libres-{other}", f"carte-{carte}")]
    assert {o["cible"] for o in board.counts[0]} == {
        f"compte-{other}",
        f"compte-{monde.question}",
    }
    assert summary(screen)[0] == ("append", f"mur-{other}", f"parole-{carte}")


def test_a_word_that_waits_is_for_the_board_only(app: Flask, turn: Turn, monde: Monde) -> None:
    seance = factories.make_seance(monde.demarche, moderation=Moderation.A_PRIORI)
    question = factories.make_question(seance)
    board, screen = staff_page(app, monde.bruno.id), staff_page(app, monde.chloe.id)
    board.join(f"tableau:{seance}")
    screen.join(f"ecran:{seance}")
    carte = factories.post(factories.participant(seance), question, "À relire").id
    turn()
    assert summary(board)[0][1] == f"attente-{question}"
    assert all(carte not in str(o) for o in screen.operations())


def test_a_frozen_wall_gains_nothing_and_loses_what_is_taken_off(
    monde: Monde, turn: Turn, screen: Ecoute
) -> None:
    before = post(monde)
    turn()
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    turn()
    screen.news()
    post(monde)
    correct_contribution(par=monde.ana, contribution_id=before, texte="Corrigée", version=1)
    turn()
    assert screen.news() == []
    chill_contribution(par=monde.bruno, contribution_id=before, version=2)
    turn()
    assert summary(screen) == [("remove", f"parole-{before}", None)]


def test_a_hidden_wall_gets_nothing(monde: Monde, turn: Turn, screen: Ecoute) -> None:
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.MASQUE)
    turn()
    screen.news()
    post(monde)
    turn()
    assert screen.news() == []


def test_when_the_wall_changes_state_its_pages_fetch_themselves_again(
    monde: Monde, turn: Turn, screen: Ecoute
) -> None:
    for mur in (Mur.FIGE, Mur.MASQUE, Mur.DIRECT):
        set_mur(par=monde.bruno, seance_id=monde.seance, mur=mur)
        turn()
        (message,) = screen.news()
        assert message[0] == "fragments"
        assert message[1]["apres"] == message[1]["numero"]
        assert message[1]["operations"] == []


def test_phones_hear_of_the_seance_and_of_nothing_else(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    etape = factories.build(
        lambda session: _add(session, Etape(seance_id=monde.seance, ordre=1, titre="Écrire"))
    )
    phone = phone_page(app, monde.seance)
    phone.join(f"telephones:{monde.seance}")
    carte = post(monde)
    group(monde, carte)
    set_mur(par=monde.bruno, seance_id=monde.seance, mur=Mur.FIGE)
    turn()
    assert phone.news() == []
    go_to_etape(par=monde.bruno, seance_id=monde.seance, etape_id=etape)
    turn()
    assert phone.news() == [("etat", {"numero": 4})]


def _add(session: object, row: Etape) -> str:
    session.add(row)  # type: ignore[attr-defined]
    session.flush()  # type: ignore[attr-defined]
    return row.id


def test_only_the_author_s_phone_hears_that_the_team_changed_her_word(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    ana, other = phone_page(app, monde.seance, monde.ana), phone_page(app, monde.seance)
    for phone in (ana, other):
        phone.join(f"telephones:{monde.seance}")
    carte = post(monde)
    turn()
    assert ana.news() == []  # she wrote it herself
    chill_contribution(par=monde.bruno, contribution_id=carte, version=1)
    turn()
    assert ana.news() == [("etat", {"numero": 2})]
    assert other.news() == []


def test_the_phones_concerned_are_found_without_reading_everybody(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    furnish(monde.seance, tables=4, tours=3)
    with_badges(monde.bruno, monde.seance, habitants=8)
    begin(monde.seance, 1)
    carte = post(monde)
    tie_badge(par=monde.ana, seance_id=monde.seance, numero=1)
    ana = phone_page(app, monde.seance, monde.ana)
    ana.join(f"telephones:{monde.seance}")
    turn()
    ana.news()
    writes: list[Callable[[], object]] = [
        lambda: chill_contribution(par=monde.bruno, contribution_id=carte, version=1),
        *(
            partial(sit_here, par=monde.ana, seance_id=monde.seance, table=table)
            for table in (1, 2)  # one of them is not the planned one
        ),
    ]
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if re.match(r"SELECT (DISTINCT )?participant\.jeton_hash", statement):
            asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        for write in writes:
            write()
            turn()
            assert [kind for kind, _ in ana.news()] == ["etat"]
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(asked) == len(writes)
    with db.engine.connect() as base:
        steps = [
            step.detail
            for text, values in asked
            for step in base.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
    assert [step for step in steps if re.match("SCAN (participant|contribution|badge)", step)] == []


def test_what_cannot_be_drawn_is_logged_and_the_page_fetches_itself(
    app: Flask,
    monde: Monde,
    turn: Turn,
    board: Ecoute,
    screen: Ecoute,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> object:
        raise RuntimeError("bad piece")

    post(monde)
    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(announce, "board_operations", broken)
        turn()
    assert "bad piece" in caplog.text
    assert board.news() == [("fragments", {"apres": 1, "numero": 1, "operations": []})]
    assert len(screen.operations()) == 1  # the other audience has had its share
    post(monde)
    turn()
    assert [(m["apres"], m["numero"]) for _, m in board.news()] == [(1, 2)]


def test_too_many_changes_at_once_are_fetched_instead(
    monde: Monde, turn: Turn, board: Ecoute, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salles, "OPERATIONS_MAX", 5)
    for _ in range(6):
        post(monde)
    turn()
    assert board.news() == [("fragments", {"apres": 6, "numero": 6, "operations": []})]


def test_whoever_comes_after_unheard_news_must_have_a_newer_page(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    announcer(app).catch_up()
    post(monde)
    turn()
    page = staff_page(app, monde.bruno.id)
    assert page.join(f"tableau:{monde.seance}")["numero"] == 1


def test_an_older_page_learns_that_the_server_was_restarted(
    app: Flask, monde: Monde, turn: Turn
) -> None:
    for _ in range(3):
        post(monde)
    # This process has announced nothing: it starts with the first socket.
    assert staff_page(app, monde.bruno.id).join(f"ecran:{monde.seance}")["numero"] == 3


def test_no_script_travels_in_a_fragment(monde: Monde, turn: Turn, board: Ecoute) -> None:
    group(monde, post(monde))
    turn()
    for operation in board.operations():
        assert not re.search(r"<script|\son\w+=|style=|csrf", operation["html"])


def test_a_flood_of_words_is_counted_a_few_times_a_second(
    monde: Monde, turn: Turn, board: Ecoute, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr(comptes, "SECONDS", 0.3)
    monkeypatch.setattr(comptes.time, "monotonic", lambda: now[0])
    heard: list[str] = []
    for _ in range(10):
        post(monde)
        turn()
        board.news()
        heard += [o["html"] for said in board.counts for o in said]
        now[0] += 0.1
    turn()
    board.news()
    heard += [o["html"] for said in board.counts for o in said]
    assert [re.sub(r"<[^>]+>", "", html) for html in heard] == ["1", "4", "7", "10"]
