"""What a compte rendu says of a vote: dots beside voices, never those of a vote still hidden."""

from __future__ import annotations

import io

from pypdf import PdfReader

from cafe.actions.fusions import merge_regroupements
from cafe.actions.gommettes import set_points
from cafe.actions.papier_scrutin import set_papier
from cafe.actions.scrutins import (
    Bulletin,
    close_scrutin,
    create_scrutin,
    open_scrutin,
    reveal_scrutin,
)
from cafe.documents.compte_rendu import phrases
from cafe.documents.compte_rendu.contenu import CompteRendu, Regroupement
from cafe.documents.compte_rendu.html import render_html
from cafe.documents.compte_rendu.pdf import render_pdf
from cafe.documents.gel import freeze, thaw
from cafe.extensions import db
from cafe.models import Seance, VisibiliteScrutin
from cafe.models.compte_rendu_nouvelles import changes_since
from cafe.models.evenement import last_numero
from cafe.models.scrutin_lecture import cards_of
from cafe.pilotage.compte_rendu.world_cafe import compose_world_cafe
from tests import factories
from tests.conftest import Monde
from tests.votes import make_urne


def composed(monde: Monde) -> CompteRendu:
    db.session.rollback()
    return compose_world_cafe(db.session(), db.session.get_one(Seance, monde.seance))


def first_group(content: CompteRendu) -> Regroupement:
    return content.questions[0].regroupements[0]


def test_dots_of_phones_and_paper_stand_beside_the_voices(monde: Monde) -> None:
    urne = make_urne(monde)
    for _ in range(2):
        par = factories.participant(monde.seance)
        set_points(par=par, scrutin_id=urne.scrutin, cible=urne.cles[0], points=2)
    db.session.rollback()
    set_papier(par=monde.bruno, cible_id=cards_of(db.session(), urne.scrutin)[0].id, total=61)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2, presents=104)
    hidden = composed(monde)
    assert first_group(hidden).gommettes is None
    assert hidden.questions[0].votes == ()
    reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
    content = composed(monde)
    (question,) = content.questions
    said = phrases.gommettes(first_group(content)).replace("\u00a0", " ")
    assert said == "65 gommettes, dont 61 sur papier"
    vote = phrases.votes(question).replace("\u00a0", " ")
    assert vote == "Vote « Que faire d’abord ? » : 2 votants par téléphone sur 104 présents."
    page = render_html(content).replace("\u00a0", " ")
    assert "dont 61 sur papier" in page
    assert "2 votants par téléphone sur 104 présents" in page
    texts = {v.version: v.texte for g in question.regroupements for v in g.verbatims if v.version}
    assert thaw(freeze(content), texts) == content


def test_lone_words_that_were_voted_on_stand_with_their_dots(monde: Monde) -> None:
    factories.post(factories.participant(monde.seance), monde.question, "Rien à dire")
    voted = [
        factories.post(factories.participant(monde.seance), monde.question, texte).id
        for texte in ("Un kiosque", "Une fontaine")
    ]
    cles = tuple(f"c:{id_}" for id_ in voted)
    bulletin = Bulletin("Et encore ?", 3, 2, VisibiliteScrutin.DIRECT, cles)
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin)
    open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    set_points(par=monde.ana, scrutin_id=scrutin, cible=cles[1], points=2)
    db.session.rollback()
    set_papier(par=monde.bruno, cible_id=cards_of(db.session(), scrutin)[1].id, total=4)
    close_scrutin(par=monde.bruno, scrutin_id=scrutin, version=2)
    content = composed(monde)
    lone = content.questions[0].paroles_isolees
    assert [word.texte for word in lone] == ["Une fontaine", "Rien à dire", "Un kiosque"]
    assert [word.gommettes for word in lone] == [6, None, 0]
    said = "6 gommettes, dont 4 sur papier"
    assert said in phrases.annonce(lone[0]).replace("\u00a0", " ")
    page = render_html(content).replace("\u00a0", " ")
    assert page.count(said) == 2  # the synthesis, the annexe
    reader = PdfReader(io.BytesIO(render_pdf(content)))
    drawn = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert drawn.replace("\u00a0", " ").count(said) == 2
    texts = {word.version: word.texte for word in lone if word.version}
    assert thaw(freeze(content), texts) == content


def merge(monde: Monde, card: str, into: str) -> None:
    db.session.rollback()
    merge_regroupements(
        par=monde.bruno,
        regroupement_id=card.partition(":")[2],
        dans=into.partition(":")[2],
        version=None,
        version_dans=None,
    )


def test_the_dots_of_a_group_merged_since_stand_under_the_one_that_took_it(monde: Monde) -> None:
    urne = make_urne(monde, visibilite=VisibiliteScrutin.DIRECT)
    for card, points in ((0, 2), (1, 1), (2, 1)):
        for _ in range(2):
            par = factories.participant(monde.seance)
            set_points(par=par, scrutin_id=urne.scrutin, cible=urne.cles[card], points=points)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    # The second goes into the third, then both into the first: told once each.
    merge(monde, urne.cles[1], urne.cles[2])
    merge(monde, urne.cles[2], urne.cles[0])
    content = composed(monde)
    said = (
        "8 gommettes, dont 2 données à « Le bus du soir », regroupé depuis, "
        "dont 2 données à « Un local pour les jeunes », regroupé depuis"
    )
    assert phrases.gommettes(first_group(content)).replace("\u00a0", " ") == said
    assert said in render_html(content).replace("\u00a0", " ")
    reader = PdfReader(io.BytesIO(render_pdf(content)))
    drawn = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert said in drawn.replace("\u00a0", " ")
    question = content.questions[0]
    texts = {v.version: v.texte for g in question.regroupements for v in g.verbatims if v.version}
    assert thaw(freeze(content), texts) == content


def test_dots_of_another_vote_are_told_beside_and_not_added(monde: Monde) -> None:
    urne = make_urne(monde, visibilite=VisibiliteScrutin.DIRECT)
    set_points(par=monde.ana, scrutin_id=urne.scrutin, cible=urne.cles[1], points=2)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    again = Bulletin("Et encore ?", 3, 2, VisibiliteScrutin.DIRECT, (urne.cles[0], urne.cles[2]))
    scrutin = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=again)
    open_scrutin(par=monde.bruno, scrutin_id=scrutin, version=1)
    set_points(par=monde.ana, scrutin_id=scrutin, cible=urne.cles[0], points=1)
    close_scrutin(par=monde.bruno, scrutin_id=scrutin, version=2)
    merge(monde, urne.cles[1], urne.cles[0])
    said = phrases.gommettes(first_group(composed(monde))).replace("\u00a0", " ")
    assert said == (
        "1 gommette, plus 2 gommettes données lors d’un autre vote à « Le bus du soir », "
        "regroupé depuis"
    )


def test_where_nobody_voted_nothing_is_said(monde: Monde) -> None:
    make_urne(monde, ouvert=False)
    content = composed(monde)
    assert phrases.gommettes(first_group(content)) == ""
    assert phrases.votes(content.questions[0]) == ""


def test_dots_being_given_do_not_undo_what_was_read(monde: Monde) -> None:
    urne = make_urne(monde)
    db.session.rollback()
    seance, read = db.session.get_one(Seance, monde.seance), last_numero(db.session())
    set_points(par=monde.ana, scrutin_id=urne.scrutin, cible=urne.cles[0], points=1)
    db.session.rollback()
    assert changes_since(db.session(), seance, read) == 0
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    db.session.rollback()
    assert changes_since(db.session(), seance, read) == 1
