"""A vote is prepared, opened, closed and revealed; its cards stay still while it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from cafe.actions.conduite import set_phase
from cafe.actions.core import Missing, NotAllowed, RuleBroken, Stale
from cafe.actions.deplacements import move_contribution
from cafe.actions.membres import revoke_membre
from cafe.actions.moderation import chill_contribution
from cafe.actions.regroupements import close_regroupement, rename_regroupement
from cafe.actions.retouches import correct_contribution
from cafe.actions.scrutins import (
    Bulletin,
    close_scrutin,
    create_scrutin,
    discard_scrutin,
    open_scrutin,
    reveal_scrutin,
    update_scrutin,
)
from cafe.extensions import db
from cafe.models import (
    CibleScrutin,
    EtatScrutin,
    Evenement,
    Membre,
    Phase,
    RangCarte,
    RangScrutin,
    Scrutin,
    VisibiliteScrutin,
)
from cafe.models.regroupement import members_of
from cafe.models.scrutin_lecture import cards_of, totals_shown
from cafe.models.visibilite import Regard
from tests import factories
from tests.conftest import Monde
from tests.votes import make_groupes, make_urne

DIRECT = VisibiliteScrutin.DIRECT


def scrutin(scrutin_id: str) -> Scrutin:
    db.session.rollback()
    return db.session.get_one(Scrutin, scrutin_id)


def natures() -> list[str]:
    db.session.rollback()
    found = select(Evenement.nature).where(Evenement.nature.startswith("Scrutin"))
    return list(db.session.scalars(found.order_by(Evenement.numero)))


def bulletin(*cles: str) -> Bulletin:
    return Bulletin("Que faire d’abord ?", 3, 2, DIRECT, cles)


def test_a_vote_goes_from_prepared_to_revealed_one_event_each(monde: Monde) -> None:
    urne = make_urne(monde)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2, presents=104)
    reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
    row = scrutin(urne.scrutin)
    assert (row.etat, row.presents, row.version) == (EtatScrutin.CLOS, 104, 4)
    assert row.revele_le is not None
    assert natures() == ["ScrutinCreated", "ScrutinOpened", "ScrutinClosed", "ScrutinRevealed"]


def test_opening_writes_the_ranks_that_dots_may_take(monde: Monde) -> None:
    urne = make_urne(monde, points=5, par_carte=2)
    for model, ranks in ((RangScrutin, 5), (RangCarte, 2)):
        db.session.rollback()
        found = select(func.count()).select_from(model).where(model.scrutin_id == urne.scrutin)
        assert db.session.scalar(found) == ranks


def test_the_cards_keep_the_order_in_which_they_were_chosen(monde: Monde) -> None:
    first, second, third = make_groupes(monde)
    made = create_scrutin(
        par=monde.bruno, seance_id=monde.seance, bulletin=bulletin(third, first, second, first)
    )
    assert [card.cle for card in cards_of(db.session(), made)] == [third, first, second]


@pytest.mark.parametrize(
    ("wrong", "code", "champ"),
    [
        ({"titre": " "}, "vote_sans_titre", "titre"),
        ({"points": 0}, "vote_points", "points"),
        ({"points": 21}, "vote_points", "points"),
        ({"par_carte": 4}, "vote_par_carte", "par_carte"),
        ({"par_carte": 0}, "vote_par_carte", "par_carte"),
        ({"cibles": ()}, "vote_sans_carte", "cibles"),
        ({"cibles": ("r:nulle-part",)}, "carte_pas_publiee", "cibles"),
        ({"cibles": ("n’importe quoi",)}, "carte_pas_publiee", "cibles"),
        ({"cibles": tuple(f"r:{n}" for n in range(61))}, "vote_trop_de_cartes", "cibles"),
    ],
)
def test_a_bad_vote_is_named_and_nothing_is_kept(
    monde: Monde, wrong: dict[str, object], code: str, champ: str
) -> None:
    asked = replace(bulletin(*make_groupes(monde)), **wrong)  # type: ignore[arg-type]
    with pytest.raises(RuleBroken) as refused:
        create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=asked)
    assert (refused.value.code, refused.value.champ) == (code, champ)
    assert natures() == []


def test_only_what_the_room_may_see_is_voted_on(monde: Monde) -> None:
    word = factories.post(monde.ana, monde.question).id
    elsewhere = factories.make_seance(monde.demarche)
    make = {"par": monde.bruno, "bulletin": bulletin(f"c:{word}")}
    with pytest.raises(RuleBroken, match="carte_pas_publiee"):
        create_scrutin(seance_id=elsewhere, **make)  # type: ignore[arg-type]
    chill_contribution(par=monde.bruno, contribution_id=word, version=None)
    with pytest.raises(RuleBroken, match="carte_pas_publiee"):
        create_scrutin(seance_id=monde.seance, **make)  # type: ignore[arg-type]


def test_a_card_taken_off_before_the_opening_is_told_by_its_name(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    (word,) = members_of(db.session(), urne.cles[0][2:])
    chill_contribution(par=monde.bruno, contribution_id=word.id, version=None)
    with pytest.raises(RuleBroken) as refused:
        open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
    assert refused.value.code == "groupe_sans_parole"
    assert refused.value.details["titre"] == "Des bancs à l’ombre"


def test_a_prepared_vote_is_put_right_and_an_open_one_is_not(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    asked = replace(bulletin(urne.cles[2]), titre="Autrement")
    update_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, bulletin=asked, version=1)
    assert scrutin(urne.scrutin).titre == "Autrement"
    assert [card.cle for card in cards_of(db.session(), urne.scrutin)] == [urne.cles[2]]
    open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    with pytest.raises(RuleBroken, match="vote_commence"):
        update_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, bulletin=asked, version=3)


def test_a_vote_never_opened_is_discarded_with_its_cards(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    discard_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Scrutin)) == 0
    assert db.session.scalar(select(func.count()).select_from(CibleScrutin)) == 0
    assert natures() == ["ScrutinCreated", "ScrutinDiscarded"]
    event = db.session.scalars(select(Evenement).order_by(Evenement.numero.desc())).first()
    assert event is not None
    assert event.ids("scrutin") == [urne.scrutin]
    close_regroupement(par=monde.bruno, regroupement_id=urne.cles[0][2:], version=1)


def test_a_vote_opened_meanwhile_is_not_discarded(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    open_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
    with pytest.raises(Stale) as told:
        discard_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
    assert (told.value.code, told.value.details["qui"]) == ("vote_deja_ouvert", "Chloe")
    with pytest.raises(RuleBroken, match="vote_commence"):
        discard_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    assert len(cards_of(db.session(), urne.scrutin)) == 3


def test_whoever_leads_a_vote_discarded_meanwhile_is_told_by_whom(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    discard_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
    for gesture in (open_scrutin, discard_scrutin):
        with pytest.raises(Stale) as told:
            gesture(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
        assert (told.value.code, told.value.details["qui"]) == ("vote_deja_ecarte", "Chloe")
        with pytest.raises(NotAllowed):
            gesture(par=monde.dan, scrutin_id=urne.scrutin, version=1)


def test_one_vote_is_open_at_a_time(monde: Monde) -> None:
    urne = make_urne(monde)
    other = create_scrutin(par=monde.bruno, seance_id=monde.seance, bulletin=bulletin(*urne.cles))
    with pytest.raises(RuleBroken, match="autre_vote_ouvert"):
        open_scrutin(par=monde.bruno, scrutin_id=other, version=1)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    open_scrutin(par=monde.bruno, scrutin_id=other, version=1)
    assert scrutin(other).etat is EtatScrutin.OUVERT


def test_from_a_second_tab_one_is_told_who_did_it(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
    with pytest.raises(Stale) as told:
        open_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=1)
    assert (told.value.code, told.value.details["qui"]) == ("vote_deja_ouvert", "Bruno")
    close_scrutin(par=monde.chloe, scrutin_id=urne.scrutin, version=2)
    with pytest.raises(Stale) as told:
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    assert (told.value.code, told.value.details["qui"]) == ("vote_deja_clos", "Chloe")
    assert natures() == ["ScrutinCreated", "ScrutinOpened", "ScrutinClosed"]


def test_a_closed_vote_is_not_opened_again_nor_an_open_one_revealed(monde: Monde) -> None:
    urne = make_urne(monde)
    with pytest.raises(RuleBroken, match="vote_pas_clos"):
        reveal_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
    with pytest.raises(RuleBroken, match="vote_commence"):
        open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)
    with pytest.raises(RuleBroken, match="vote_pas_en_cours"):
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=3)


def test_nobody_votes_outside_the_meeting(monde: Monde) -> None:
    urne = make_urne(monde, ouvert=False)
    set_phase(par=monde.bruno, seance_id=monde.seance, phase=Phase.TERMINEE)
    with pytest.raises(RuleBroken, match="vote_hors_rencontre"):
        open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)


def test_a_hidden_vote_is_hidden_from_the_room_until_it_is_revealed(monde: Monde) -> None:
    urne = make_urne(monde)
    seen = []
    for step in (close_scrutin, reveal_scrutin):
        row = scrutin(urne.scrutin)
        seen.append([totals_shown(row, regard) for regard in (Regard.TABLEAU, Regard.ECRAN)])
        step(par=monde.bruno, scrutin_id=urne.scrutin, version=None)
        row = scrutin(urne.scrutin)
        seen.append([totals_shown(row, regard) for regard in (Regard.TABLEAU, Regard.DOCUMENT)])
    assert seen == [[False, False], [True, False], [True, False], [True, True]]


def test_a_live_vote_is_seen_as_it_comes(monde: Monde) -> None:
    urne = make_urne(monde, visibilite=DIRECT, ouvert=False)
    assert not totals_shown(scrutin(urne.scrutin), Regard.TABLEAU)
    open_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=1)
    assert totals_shown(scrutin(urne.scrutin), Regard.ECRAN)


class TestCardsStayStill:
    """While people vote, what they vote on keeps its name and its words."""

    def test_a_group_keeps_its_name_and_stays(self, monde: Monde) -> None:
        urne = make_urne(monde)
        group = urne.cles[0][2:]
        with pytest.raises(RuleBroken, match="groupe_au_vote"):
            rename_regroupement(
                par=monde.bruno, regroupement_id=group, titre="Autre", resume="", version=1
            )
        with pytest.raises(RuleBroken, match="groupe_au_vote"):
            close_regroupement(par=monde.bruno, regroupement_id=group, version=1)
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
        close_regroupement(par=monde.bruno, regroupement_id=group, version=1)

    def test_its_last_word_is_not_moved_away_but_what_hurts_is_taken_off(
        self, monde: Monde
    ) -> None:
        urne = make_urne(monde)
        here, there = urne.cles[0][2:], urne.cles[1][2:]
        (word,) = members_of(db.session(), here)
        for target in (None, there):
            with pytest.raises(RuleBroken, match="derniere_du_vote"):
                move_contribution(
                    par=monde.bruno, contribution_id=word.id, regroupement_id=target, version=None
                )
        chill_contribution(par=monde.bruno, contribution_id=word.id, version=None)
        assert members_of(db.session(), here) == []

    def test_one_of_several_words_may_move(self, monde: Monde) -> None:
        urne = make_urne(monde)
        late = factories.post(monde.ana, monde.question, "Une de plus").id
        for target in (urne.cles[0][2:], urne.cles[1][2:]):
            move_contribution(
                par=monde.bruno, contribution_id=late, regroupement_id=target, version=None
            )
        assert len(members_of(db.session(), urne.cles[1][2:])) == 2

    def test_a_word_voted_on_by_itself_keeps_its_text(self, monde: Monde) -> None:
        word = factories.post(monde.ana, monde.question, "Un banc")
        ana = replace(monde.ana, id=word.participant_id)
        made = create_scrutin(
            par=monde.bruno, seance_id=monde.seance, bulletin=bulletin(f"c:{word.id}")
        )
        open_scrutin(par=monde.bruno, scrutin_id=made, version=1)
        with pytest.raises(RuleBroken, match="parole_au_vote"):
            correct_contribution(par=ana, contribution_id=word.id, texte="Dix bancs", version=1)
        close_scrutin(par=monde.bruno, scrutin_id=made, version=2)
        correct_contribution(par=ana, contribution_id=word.id, texte="Dix bancs", version=1)


def test_only_those_who_facilitate_lead_a_vote(monde: Monde) -> None:
    urne = make_urne(monde)
    for outsider in (monde.ana, monde.dan):
        with pytest.raises(NotAllowed):
            close_scrutin(par=outsider, scrutin_id=urne.scrutin, version=2)
        with pytest.raises(NotAllowed):
            create_scrutin(par=outsider, seance_id=monde.seance, bulletin=bulletin(*urne.cles))
    with pytest.raises(Missing):
        close_scrutin(par=monde.bruno, scrutin_id="nulle-part", version=None)


def test_a_right_withdrawn_a_moment_ago_closes_nothing(monde: Monde) -> None:
    urne = make_urne(monde)
    where = select(Membre.id).where(Membre.compte_id == monde.bruno.id)
    revoke_membre(par=monde.chloe, membre_id=db.session.scalars(where).one())
    with pytest.raises(NotAllowed):
        close_scrutin(par=monde.bruno, scrutin_id=urne.scrutin, version=2)
