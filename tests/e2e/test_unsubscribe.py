"""The last link of a mail, pressed by a person in a browser and by a mail program, at a server that runs."""

from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from accounts.unsubscribing import Unsubscribing
from tests.e2e.looks import PHONE, check_looks

pytestmark = pytest.mark.needs_chromium


@pytest.fixture
def member(join):
    return join("dana").id


def choices(superuser, user_id):
    ((notifications,),) = superuser.execute(
        "select notifications from user_settings where user_id = %s", [user_id]
    ).fetchall()
    return notifications.get("kinds", {})


def path_of(user_id, kind):
    return urlsplit(Unsubscribing(user_id, kind).url).path


def test_somebody_who_is_signed_out_ends_mails_with_one_press(open_tab, superuser, member):
    page = open_tab(viewport=PHONE, reduced_motion="reduce")
    page.goto(path_of(member, "system"))
    assert check_looks(page) == []
    assert choices(superuser, member) == {}
    page.get_by_role("button", name="Send me no such mails").click()
    expect(page.get_by_role("heading", name="That is switched off")).to_be_visible()
    assert check_looks(page) == []
    assert choices(superuser, member) == {"system": {"email": False}}


def test_a_mail_program_ends_mails_with_one_post(site, superuser, member):
    answer = httpx.post(site + path_of(member, "system"), data={"List-Unsubscribe": "One-Click"}, timeout=30)
    assert answer.status_code == 200
    assert "That is switched off" in answer.text
    assert choices(superuser, member) == {"system": {"email": False}}
