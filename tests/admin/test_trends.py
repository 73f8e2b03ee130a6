"""Trends in the console: seen by staff, hidden and let back, which is written down."""

import pytest

from posts import services
from tests.posts.engine import featured_post
from topin import sql

TRENDS, HIDDEN = "posts/topictrend/", "posts/hiddentopic/"


@pytest.fixture
def _tea_trends(join, superuser):
    for n in range(5):
        featured_post(join(f"writer{n}"), "A cup of it #tea")
    superuser.execute("update post_features set published_at = published_at - interval '1 second'")
    assert services.refresh_topic_trends(sql.SYSTEM) == 1


def acts(superuser, person):
    found = superuser.execute("select action from audit_log where actor_id = %s order by id", [person.id]).fetchall()
    return [action for (action,) in found if action.startswith("topic")]


@pytest.mark.usefixtures("_tea_trends")
def test_staff_see_what_trends_and_how_fast(console, mona):
    desk = console(mona)
    page = desk.get(TRENDS).content.decode()
    assert ">#tea<" in page
    assert ">3.4<" in page
    assert ">#tea<" in desk.get(TRENDS, q="#Te").content.decode()
    assert ">#tea<" not in desk.get(TRENDS, q="coffee").content.decode()


@pytest.mark.usefixtures("_tea_trends")
def test_a_topic_is_hidden_and_let_back(console, mona, superuser, api):
    desk = console(mona)
    assert desk.post(TRENDS, action="hide", _selected_action=["tea"]).status_code == 302
    assert "Nothing trends just now" in desk.get(TRENDS).content.decode()
    assert api().get("/api/posts/tags/trending").json["items"] == []
    page = desk.get(HIDDEN).content.decode()
    assert "#tea" in page
    assert "@mona" in page
    assert desk.post(HIDDEN, action="unhide", _selected_action=["tea"]).status_code == 302
    assert "No topic is hidden" in desk.get(HIDDEN).content.decode()
    assert services.refresh_topic_trends(sql.SYSTEM) == 1
    assert acts(superuser, mona) == ["topic_hidden", "topic_unhidden"]


@pytest.mark.usefixtures("_tea_trends")
def test_members_have_no_console(visit, alice):
    desk = visit(alice)
    desk.give_password()
    assert desk.get(TRENDS).status_code == 302
