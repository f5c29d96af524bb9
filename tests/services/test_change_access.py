"""Access changed and taken away, on both kinds of database."""

import pytest

from formsvc.services import tokens
from formsvc.services.accept_invitation import offer_of
from formsvc.services.actor import RoleMissing
from formsvc.services.change_access import (
    LastAdministrator,
    LastSignatory,
    PersonNotFound,
    change_membership,
    change_roles,
    invitations_to_administrator,
    invitations_to_organisation,
    withdraw_member_invitation,
    withdraw_staff_invitation,
)
from formsvc.services.invite import (
    AdministratorNotFound,
    NoRoleChosen,
    OrganisationNotFound,
    invite_member,
    invite_staff,
)
from tests.fixtures.example import Example


def post(example: Example) -> tokens.Post:
    return tokens.Post(example, lambda secret: secret)


def secret_of(example: Example) -> str:
    return next(word for word in example.mails[-1].body.split() if len(word) == 43)


def test_a_signatory_takes_a_member_out_at_once(example: Example) -> None:
    writer = example.actor("writer")
    with example.session() as session:
        change_membership(session, example.actor("leader"), 1, writer.id, "none")
    assert not example.actor("writer").is_member
    with example.session() as session, pytest.raises(PersonNotFound):
        change_membership(session, example.actor("leader"), 1, writer.id, "writes")


def test_the_last_who_signs_stays_until_another_does(example: Example) -> None:
    leader, writer = example.actor("leader"), example.actor("writer")
    for right in ("writes", "none"):
        with example.session() as session, pytest.raises(LastSignatory):
            change_membership(session, leader, 1, leader.id, right)
    with example.session() as session:
        change_membership(session, leader, 1, writer.id, "signs")
    with example.session() as session:
        change_membership(session, leader, 1, leader.id, "writes")
    assert (example.actor("leader").organisations, example.actor("writer").organisations) == ({1: False}, {1: True})


def test_the_registering_administrator_may_take_out_the_last_who_signs(example: Example) -> None:
    leader = example.actor("leader")
    with example.session() as session:
        change_membership(session, example.actor("administrator"), 1, leader.id, "none")
    assert not example.actor("leader").is_member


def test_nobody_else_changes_a_members_access(example: Example) -> None:
    leader = example.actor("leader")
    for who in ("writer", "other", "caseworker"):
        with example.session() as session, pytest.raises(OrganisationNotFound):
            change_membership(session, example.actor(who), 1, leader.id, "none")


def test_an_administrator_sets_the_roles_of_staff(example: Example) -> None:
    administrator, worker = example.actor("administrator"), example.actor("caseworker")
    with example.session() as session:
        change_roles(session, administrator, 1, worker.id, ["approver", "administrator"], example.clock())
    assert example.actor("caseworker").roles == {1: frozenset({"approver", "administrator"})}
    with example.session() as session:
        change_roles(session, administrator, 1, worker.id, [], example.clock())
    assert example.actor("caseworker").roles == {}


def test_roles_are_not_taken_from_oneself_made_up_or_given_by_others(example: Example) -> None:
    administrator, worker, at = example.actor("administrator"), example.actor("caseworker"), example.clock()
    with example.session() as session:
        with pytest.raises(LastAdministrator):
            change_roles(session, administrator, 1, administrator.id, ["approver"], at)
        with pytest.raises(NoRoleChosen):
            change_roles(session, administrator, 1, worker.id, ["director"], at)
        with pytest.raises(PersonNotFound):
            change_roles(session, administrator, 1, example.actor("leader").id, ["approver"], at)
        with pytest.raises(RoleMissing):
            change_roles(session, worker, 1, administrator.id, ["approver"], at)
        with pytest.raises(AdministratorNotFound):
            change_roles(session, example.actor("leader"), 1, administrator.id, ["approver"], at)


def test_an_invitation_that_is_withdrawn_opens_nothing(example: Example) -> None:
    at = example.clock()
    leader, administrator = example.actor("leader"), example.actor("administrator")
    with example.session() as session:
        invite_member(session, leader, 1, "ny@lyttende.example", signs=False, post=post(example), at=at)
        member_secret = secret_of(example)
        invite_staff(session, administrator, 1, "ny@forvalter.example", ["approver"], post=post(example), at=at)
    with example.session() as session:
        (invited,) = invitations_to_organisation(session, 1, at)
        (hired,) = invitations_to_administrator(session, 1, at)
        with pytest.raises(OrganisationNotFound):
            withdraw_member_invitation(session, example.actor("writer"), 1, invited.id, at)
        with pytest.raises(tokens.LinkSpent):
            withdraw_member_invitation(session, leader, 1, hired.id, at)
        with pytest.raises(AdministratorNotFound):
            withdraw_staff_invitation(session, leader, 1, hired.id, at)
        withdraw_member_invitation(session, leader, 1, invited.id, at)
        withdraw_staff_invitation(session, administrator, 1, hired.id, at)
        assert invitations_to_organisation(session, 1, at) == []
    for secret in (member_secret, secret_of(example)):
        with example.session() as session, pytest.raises(tokens.LinkSpent):
            offer_of(session, secret, at)
