import pytest

from tests.accounts.gotrue import call, get_user, sign_in
from tests.people import PASSWORD


def change(person, **body):
    return call("PUT", "/user", body, token=person.token)


def test_data_is_merged_at_the_top_and_null_removes(alice):
    change(alice, data={"a": 1, "b": {"c": 1}, "d": 1})
    metadata = change(alice, data={"a": None, "b": {"e": None}}).json["user_metadata"]
    assert "a" not in metadata
    assert (metadata["b"], metadata["d"]) == ({"e": None}, 1)
    assert metadata["email"] == alice.email


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(alice):
    other = sign_in(alice.email).json
    assert change(alice, password="a quite new password").status == 200
    assert get_user(other).code == "session_not_found"
    assert call("GET", "/user", token=alice.token).status == 200
    assert sign_in(alice.email).code == "invalid_credentials"
    assert sign_in(alice.email, "a quite new password").status == 200


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"password": PASSWORD}, 422, "same_password"),
        ({"password": "short"}, 422, "weak_password"),
        ({"password": "x" * 73}, 400, "validation_failed"),
        ({"app_metadata": {"role": "staff"}}, 403, "not_admin"),
        ({"phone": "49123"}, 400, "phone_provider_disabled"),
        ({"email": "no address"}, 400, "validation_failed"),
        ({"email": f"{'d' * 250}@topin.test"}, 400, "validation_failed"),
        ({"email": 5}, 400, "bad_json"),
        ({"code_challenge": "x"}, 400, "validation_failed"),
        ({"data": "x"}, 400, "bad_json"),
    ],
)
def test_changes_that_are_refused(alice, body, status, code):
    answer = change(alice, **body)
    assert (answer.status, answer.code) == (status, code)


def test_roles_and_confirmations_cannot_be_sent_along(alice):
    before = call("GET", "/user", token=alice.token).json
    after = change(alice, role="service_role", staff_role="administrator", email_confirmed_at=None, aud="x").json
    assert after | {"updated_at": ""} == before | {"updated_at": ""}


def test_without_a_token_the_order_of_refusals_is_gotrue_s(alice, superuser):
    missing = call("GET", "/user")
    assert (missing.status, missing.code) == (401, "no_authorization")
    broken = call("GET", "/user", token="x.y.z")
    assert (broken.status, broken.code) == (403, "bad_jwt")
    superuser.execute("update users set deleted_at = now() where id = %s", [alice.id])
    gone = call("GET", "/user", token=alice.token)
    assert (gone.status, gone.code) == (403, "user_not_found")


def test_whoever_has_a_second_factor_gives_it_before_they_change_password_or_address(alice, superuser):
    superuser.execute("insert into mfa_factors (user_id, secret, verified_at) values (%s, '', now())", [alice.id])
    for body in ({"password": PASSWORD}, {"password": "a quite new password"}, {"email": "new@topin.test"}):
        answer = change(alice, **body)
        assert (answer.status, answer.code) == (401, "insufficient_aal")
    assert change(alice, data={"colour": "red"}).status == 200
    superuser.execute("update user_sessions set aal = 'aal2' where id = %s", [alice.session_id])
    assert change(alice, password="a quite new password").status == 200


def test_data_grows_to_a_size_and_no_further_however_small_the_steps(alice, settings):
    settings.GOTRUE_METADATA_BYTES = 1_000
    answers = [change(alice, data={f"part{number}": "x" * 300}) for number in range(4)]
    assert [answer.status for answer in answers] == [200, 200, 400, 400]
    assert answers[-1].code == "validation_failed"
    assert "part2" not in call("GET", "/user", token=alice.token).json["user_metadata"]
    assert change(alice, data={"part0": None, "part2": "x" * 300}).status == 200
