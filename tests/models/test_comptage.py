"""Words counted by table and question: none twice, none withdrawn, none of another room."""

from __future__ import annotations

from typing import Any

from cafe.actions.contributions import post_contribution
from cafe.actions.saisies import post_for_someone
from cafe.extensions import db
from cafe.models import Contribution, Statut, Tablee
from cafe.models.comptage import count_words
from tests import factories
from tests.conftest import Monde


def counts(monde: Monde) -> Any:
    db.session.rollback()
    return count_words(db.session(), monde.seance)


def post(monde: Monde, question: str, table: int | None) -> str:
    sent = factories.envoi(question, tablee=table)
    return post_contribution(par=factories.participant(monde.seance), envoi=sent).id


def test_each_word_is_counted_once_where_it_was_said(monde: Monde) -> None:
    other = factories.make_question(monde.seance, "Que garder ?")

    def tables(session: Any) -> None:
        session.add_all([Tablee(seance_id=monde.seance, numero=n) for n in (1, 2)])

    factories.build(tables)
    elsewhere = factories.make_seance(monde.demarche)
    factories.post(factories.participant(elsewhere), factories.make_question(elsewhere))
    for question, table in ((monde.question, 1), (monde.question, 1), (other, 2), (other, None)):
        post(monde, question, table)
    withdrawn = post(monde, other, 2)
    held = post(monde, other, 1)

    def change(session: Any) -> None:
        session.get(Contribution, withdrawn).statut = Statut.RETIREE
        session.get(Contribution, held).statut = Statut.EN_ATTENTE

    factories.build(change)
    found = counts(monde)
    assert [(row.table, row.nombres) for row in found.lignes] == [
        (1, (2, 1)),
        (2, (0, 1)),
        (None, (0, 1)),
    ]
    assert found.totaux == (2, 3)
    assert found.en_attente == (0, 1)
    assert found.personnes == 5


def test_a_host_who_types_ten_ideas_is_not_ten_people(monde: Monde) -> None:
    for n in range(10):
        sent = factories.envoi(monde.question, f"Dit à la table, {n}")
        post_for_someone(par=monde.bruno, seance_id=monde.seance, envoi=sent)
    for _ in range(2):
        factories.post(monde.ana, monde.question)
    found = counts(monde)
    assert (found.personnes, found.saisies, found.totaux) == (1, 10, (12,))


def test_a_seance_without_tables_or_words_has_one_line_of_zeros(monde: Monde) -> None:
    found = counts(monde)
    assert [(row.table, row.total) for row in found.lignes] == [(None, 0)]
    assert (found.personnes, found.saisies) == (0, 0)
