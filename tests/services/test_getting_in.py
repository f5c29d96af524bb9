"""Accounts, invitations and roles, on both kinds of database."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from formsvc.services import throttle, tokens
from formsvc.services.accept_invitation import NewAccount, accept_invitation, offer_of
from formsvc.services.actor import RoleMissing
from formsvc.services.invite import (
    AdministratorNotFound,
    InvalidEmail,
    NoRoleChosen,
    OrganisationNotFound,
    invite_member,
    invite_staff,
)
from formsvc.services.load_example_data import EXAMPLE_PASSWORD, load_example_data
from formsvc.services.log_in import WrongLogin, log_in
from formsvc.services.reset_password import request_password_reset, reset_password
from tests.fixtures.example import FORMS, PEOPLE, Example

VISITOR = throttle.Visitor("192.0.2.1", "s" * 40)
ACCOUNT = NewAccount("Søker 4", "en lang nok setning", "nn")


def post(example: Example) -> tokens.Post:
    """Mail that is kept, with the bare secret as its link."""
    return tokens.Post(example, lambda secret: secret)


def secret_of(example: Example) -> str:
    """The secret in the latest mail."""
    return next(word for word in example.mails[-1].body.split() if len(word) == 43)


def test_a_person_logs_in(example: Example) -> None:
    with example.session() as session:
        assert log_in(session, VISITOR, PEOPLE["leader"], EXAMPLE_PASSWORD, example.clock()).name.startswith("Søker 1")
    with example.session() as session, pytest.raises(WrongLogin):
        log_in(session, VISITOR, PEOPLE["leader"], "noe annet enn det", example.clock())


def test_failed_guesses_stay_counted_and_a_right_one_clears_its_account(example: Example) -> None:
    for _ in range(throttle.MOST_BY_ACCOUNT - 1):
        with example.session() as session, pytest.raises(WrongLogin):
            log_in(session, VISITOR, PEOPLE["leader"], "feil", example.clock())
    with example.session() as session:
        log_in(session, VISITOR, PEOPLE["leader"], EXAMPLE_PASSWORD, example.clock())
    with example.session() as session, pytest.raises(WrongLogin):
        log_in(session, VISITOR, PEOPLE["leader"], "feil", example.clock())


def test_a_signatory_or_the_registering_administrator_invites_members(example: Example) -> None:
    for who in ("leader", "administrator"):
        with example.session() as session:
            invite_member(
                session,
                example.actor(who),
                1,
                "Ny@Eksempel.example",
                signs=False,
                post=post(example),
                at=example.clock(),
            )
    assert [mail.to for mail in example.mails] == ["ny@eksempel.example"] * 2
    for who in ("writer", "other", "caseworker"):
        with example.session() as session, pytest.raises(OrganisationNotFound):
            invite_member(
                session, example.actor(who), 1, "x@y.example", signs=True, post=post(example), at=example.clock()
            )


@pytest.mark.parametrize(
    "email", ["", "x", "x@y", "a b@c.no", "x@y.no\nBcc: alle@z.no", "x@y.no,z@y.no", "x" * 320 + "@y.no"]
)
def test_an_invitation_needs_one_address(example: Example, email: str) -> None:
    with example.session() as session, pytest.raises(InvalidEmail):
        invite_member(session, example.actor("leader"), 1, email, signs=False, post=post(example), at=example.clock())
    assert example.mails == []


def test_only_administrators_invite_staff_and_only_to_roles_that_exist(example: Example) -> None:
    at, to = example.clock(), "ny@forvalter.example"
    with example.session() as session:
        with pytest.raises(RoleMissing):
            invite_staff(session, example.actor("caseworker"), 1, to, ["approver"], post=post(example), at=at)
        with pytest.raises(AdministratorNotFound):
            invite_staff(session, example.actor("leader"), 1, to, ["approver"], post=post(example), at=at)
        for roles in ([], ["director"], ["approver", "director"]):
            with pytest.raises(NoRoleChosen):
                invite_staff(session, example.actor("administrator"), 1, to, roles, post=post(example), at=at)
        invite_staff(session, example.actor("administrator"), 1, to, ["approver"], post=post(example), at=at)
    with example.session() as session:
        assert offer_of(session, secret_of(example), at).roles == ("approver",)
        assert accept_invitation(session, secret_of(example), ACCOUNT, at).staff_roles[0].role == "approver"


def test_an_invitation_is_accepted_once_even_by_two_at_a_time(example: Example) -> None:
    with example.session() as session:
        invite_member(
            session,
            example.actor("leader"),
            1,
            "ny@eksempel.example",
            signs=True,
            post=post(example),
            at=example.clock(),
        )
    secret = secret_of(example)

    def accept(_: int) -> bool:
        with example.session() as session:
            try:
                accept_invitation(session, secret, ACCOUNT, example.clock())
            except tokens.LinkSpent:
                return False
            return True

    with ThreadPoolExecutor(2) as people:
        assert sorted(people.map(accept, range(2))) == [False, True]


def test_accepting_again_adds_rights_and_takes_none(example: Example) -> None:
    for signs in (True, False):
        with example.session() as session:
            invite_member(
                session,
                example.actor("leader"),
                1,
                PEOPLE["writer"],
                signs=signs,
                post=post(example),
                at=example.clock(),
            )
        with example.session() as session:
            accept_invitation(session, secret_of(example), None, example.clock())
    assert example.actor("writer").organisations == {1: True}


def test_a_secret_is_stored_as_its_hash_only_and_serves_one_purpose(example: Example) -> None:
    with example.session() as session:
        request_password_reset(session, VISITOR, PEOPLE["leader"], post(example), example.clock())
    with example.session() as session, pytest.raises(tokens.LinkSpent):
        accept_invitation(session, secret_of(example), ACCOUNT, example.clock())
    with example.database.engine.connect() as connection:
        assert secret_of(example) not in str(connection.exec_driver_sql("SELECT * FROM token").all())


def test_one_new_password_spends_every_link(example: Example) -> None:
    secrets = []
    for _ in range(2):
        with example.session() as session:
            request_password_reset(session, VISITOR, PEOPLE["leader"], post(example), example.clock())
        secrets.append(secret_of(example))
    with example.session() as session:
        epoch = reset_password(session, VISITOR, secrets[0], "en lang nok setning", example.clock()).session_epoch
    assert epoch == 1
    with example.session() as session, pytest.raises(tokens.LinkSpent):
        reset_password(session, VISITOR, secrets[1], "en annen lang setning", example.clock())


def test_example_data_is_loaded_once(example: Example) -> None:
    with example.session() as session:
        assert load_example_data(session, FORMS, example.clock()) is False
