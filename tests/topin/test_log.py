"""The line that the log has for a request."""

import logging


def lines(caplog):
    return [record.msg for record in caplog.records if record.name == "topin.request"]


def test_a_request_is_logged_with_its_route_and_member_and_nothing_of_its_address(alice, api, caplog):
    with caplog.at_level(logging.INFO, "topin.request"):
        api(alice).get("/api/posts?feed=home&secret=1")
        api().get(f"/api/users/{alice.id}")
    mine, visitors = lines(caplog)
    assert (mine["user_id"], mine["route"], mine["status"]) == (str(alice.id), "api/posts", 200)
    assert (visitors["user_id"], visitors["route"]) == ("", "api/users/<uuid:user_id>")
    assert "secret" not in str(mine)
