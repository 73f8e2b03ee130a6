"""The ranking of for-you feeds in the console."""

import re

from posts import services
from tests.deeds import follow, post_by
from topin import sql

LIST, EDIT = "posts/rankingversion/", "posts/rankingversion/edit/"


def typed(desk, **changed):
    """The form as it stands, with some fields changed."""
    page = desk.get(EDIT).content.decode()
    fields = dict(re.findall(r'name="([a-z_]+)" value="([0-9.]+)"', page))
    assert {"version", "followed", "half_life_hours"} <= set(fields)
    return fields | {"reader": "own", **changed}


def versions(superuser):
    return superuser.execute(
        "select version, (weights ->> 'followed')::float, made_by_id from ranking_versions"
    ).fetchall()


def test_an_administrator_previews_other_weights_and_publishes_them(console, root, alice, bob, superuser):
    follow(root, alice)
    post_by(alice, "by somebody followed")
    post_by(bob, "by a stranger <b>bold</b>")
    desk = console(root)
    page = desk.post(EDIT, **typed(desk, do="preview", followed="0.5", fresh="900")).content.decode()
    assert page.count("by somebody followed") == page.count("by a stranger &lt;b&gt;") == 2
    assert {'value="900"', 'value="0.5"'} <= set(re.findall(r'value="[0-9.]+"', page)), "what was typed stands there"
    now, _, then = page.partition("With these weights")
    assert now.index("by somebody followed") < now.index("by a stranger")
    assert "fresh" in then
    assert "followed" in then
    assert versions(superuser) == []
    assert desk.post(EDIT, **typed(desk, do="publish", followed="4.5")).status_code == 302
    assert versions(superuser) == [(1, 4.5, root.id)]
    listed = desk.get(LIST).content.decode()
    assert "Version 1" in listed
    assert "@root_of_all" in listed
    assert "holds from the next page" in listed
    services.publish_ranking(sql.Viewer.staff(root.id), {"followed": 6}, 1)
    assert "followed 6" in desk.get(LIST).content.decode()
    acts = superuser.execute("select count(*) from audit_log where action = 'ranking_published'").fetchone()
    assert acts == (2,)


def test_a_sample_shows_public_posts_of_a_reader_who_is_not_named(console, api, root, alice, bob, superuser):
    follow(alice, bob)
    post_by(bob, "for all")
    post_by(bob, "for followers", audience="followers")
    api(alice).get("/api/posts?feed=for_you&limit=1")
    superuser.execute("delete from feed_seen")
    desk = console(root)
    page = desk.post(EDIT, **typed(desk, do="preview", reader="sample")).content.decode()
    assert page.count("for all") == 2
    assert "for followers" not in page
    assert "@alice" not in page
    assert str(alice.id) not in page


def test_what_is_no_weight_is_refused_in_words(console, root, superuser):
    desk = console(root)
    for wrong in ("much", "-1", "1001", "nan", ""):
        for deed in ("preview", "publish"):
            answer = desk.post(EDIT, **typed(desk, do=deed, followed=wrong))
            assert answer.status_code == 200
            assert "from 0 to 1000" in answer.content.decode()
    assert versions(superuser) == []


def test_of_two_administrators_the_second_is_told(console, root, superuser):
    desk = console(root)
    form = typed(desk, do="publish", followed="2")
    services.publish_ranking(sql.Viewer.staff(root.id), {"followed": 6}, 0)
    answer = desk.post(EDIT, **form)
    assert "Somebody published another ranking meanwhile" in answer.content.decode()
    assert versions(superuser) == [(1, 6, root.id)]


def test_moderators_look_and_do_not_publish(console, mona, root, superuser):
    services.publish_ranking(sql.Viewer.staff(root.id), {"followed": 6}, 0)
    desk = console(mona)
    assert "Version 1" in desk.get(LIST).content.decode()
    page = desk.get(EDIT).content.decode()
    assert "Publish for everybody" not in page
    answer = desk.post(EDIT, **typed(desk, do="publish", followed="2"))
    assert "Only administrators" in answer.content.decode()
    assert len(versions(superuser)) == 1


def test_a_version_shows_its_weights(console, root, superuser):
    services.publish_ranking(sql.Viewer.staff(root.id), {"followed": 6}, 0)
    (version,) = superuser.execute("select id from ranking_versions").fetchone()
    page = console(root).get(f"{LIST}{version}/change/").content.decode()
    assert "&quot;followed&quot;: 6" in page
