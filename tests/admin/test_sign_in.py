import pytest

from tests.admin.conftest import code_of
from tests.people import PASSWORD
from topin import sealed


def test_a_visitor_is_sent_to_sign_in(client):
    answer = client.get("/admin/accounts/user/")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/login/?next=/admin/accounts/user/"


def test_a_member_cannot_sign_in(visit, alice):
    answer = visit(alice).give_password()
    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.client.session


def test_a_wrong_password_does_not_sign_staff_in(visit, mona):
    answer = visit(mona).give_password("another horse battery staple")
    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.client.session


def test_the_password_alone_opens_nothing_but_the_second_factor(visit, mona):
    desk = visit(mona)
    desk.give_password()
    answer = desk.get("posts/post/")
    assert answer.status_code == 302
    assert answer["Location"] == "/admin/second-factor/?next=%2Fadmin%2Fposts%2Fpost%2F"
    assert b"authenticator app" in desk.get("second-factor/").content


def test_staff_enrol_a_second_factor_and_are_in(visit, mona, superuser):
    desk = visit(mona)
    desk.give_password()
    assert desk.enrol().status_code == 302
    assert desk.get().status_code == 200
    kept = "select secret, verified_at is not null from mfa_factors where user_id = %s"
    [(stored, verified)] = superuser.execute(kept, [mona.id]).fetchall()
    assert (sealed.unseal("factor", stored), verified) == (desk.secret, True)
    acts = superuser.execute("select action from audit_log where actor_id = %s order by id", [mona.id]).fetchall()
    assert acts == [("console_password_accepted",), ("second_factor_enrolled",)]


@pytest.mark.parametrize("odd", ["", "12345", "abcdef", "١٢٣٤٥٦", "\0" * 6])
def test_an_odd_code_is_refused(visit, mona, odd):
    desk = visit(mona)
    desk.give_password()
    desk.get("second-factor/")
    assert desk.give_code(odd).status_code == 400


def test_a_wrong_code_is_refused(visit, mona):
    desk = visit(mona)
    desk.give_password()
    desk.get("second-factor/")
    wrong = code_of(desk.client.session["pending_factor"], steps_ahead=50)
    assert desk.give_code(wrong).status_code == 400
    assert desk.get().status_code == 302


def test_the_next_sign_in_needs_a_new_code_of_the_same_factor(console, visit, mona):
    desk = console(mona)
    later = visit(mona)
    later.give_password()
    assert b"or type" not in later.get("second-factor/").content
    assert later.give_code(desk.used).status_code == 400, "the code that enrolled was used"
    assert later.give_code(code_of(desk.secret, steps_ahead=1)).status_code == 302
    assert later.get().status_code == 200


def test_who_has_a_factor_cannot_enrol_another_with_the_password_alone(console, visit, mona):
    thief = visit(mona)
    thief.give_password()
    thief.get("second-factor/")
    stolen = thief.client.session["pending_factor"]
    console(mona)
    assert thief.give_code(code_of(stolen)).status_code == 409
    assert thief.get().status_code == 302


def test_codes_cannot_be_guessed_on_and_on(visit, mona):
    desk = visit(mona)
    desk.give_password()
    desk.get("second-factor/")
    right = code_of(desk.client.session["pending_factor"])
    wrong = code_of(desk.client.session["pending_factor"], steps_ahead=50)
    assert [desk.give_code(wrong).status_code for _ in range(5)] == [400] * 5
    assert desk.give_code(right).status_code == 429


def test_passwords_cannot_be_guessed_on_and_on(visit, mona):
    desk = visit(mona)
    for _ in range(5):
        desk.give_password("wrong")
    assert desk.give_password(PASSWORD).status_code == 429


def test_failed_sign_ins_are_written_down(visit, mona, alice, superuser):
    visit(mona).give_password("wrong")
    visit(alice).give_password()  # right, but not staff
    acts = superuser.execute("select subject_id from audit_log where action = 'sign_in_failed' order by id").fetchall()
    assert acts == [(mona.id,), (alice.id,)]


def test_passwords_that_are_right_are_not_counted(visit, mona):
    assert [visit(mona).give_password().status_code for _ in range(7)] == [302] * 7


@pytest.mark.parametrize(
    ("column", "value"), [("staff_role", None), ("banned_until", "infinity"), ("deleted_at", "now")]
)
def test_whoever_is_staff_no_more_is_out_at_once(console, mona, superuser, column, value):
    desk = console(mona)
    assert desk.get().status_code == 200
    superuser.execute(f"update users set {column} = %s where id = %s", [value, mona.id])
    assert desk.get().status_code == 302


def test_signing_out_ends_the_session(console, mona):
    desk = console(mona)
    desk.post("logout/")
    assert desk.get()["Location"].startswith("/admin/login/")


def test_the_way_back_leads_to_the_console_only(visit, mona):
    desk = visit(mona)
    desk.give_password()
    desk.get("second-factor/")
    code = code_of(desk.client.session["pending_factor"])
    answer = desk.client.post("/admin/second-factor/?next=//elsewhere.example/admin/", {"code": code})
    assert answer["Location"] == "/admin/"


def test_a_relaxed_setting_asks_for_the_password_only(visit, mona, settings):
    settings.ADMIN_SECOND_FACTOR = False
    desk = visit(mona)
    desk.give_password()
    assert desk.get().status_code == 200
