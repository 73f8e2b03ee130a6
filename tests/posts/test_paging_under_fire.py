"""Eight clients post, repost, delete, like, follow and block, fan-out and the clock run; one reader pages home."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from uuid import UUID

import pytest
from django.db import connections

from posts import selectors, services
from social import services as social
from tests.deeds import follow, post_by
from topin import errors, events, relay, sql

READINGS, LEAST_PAGES = 4, 5


@pytest.fixture
def authors(join, alice):
    made = [join(f"author_{n}") for n in range(8)]
    follow(alice, *made)
    return made


@pytest.fixture
def standing(authors, superuser):
    """Posts that nobody touches but by likes and reposts."""
    posts = [post_by(authors[n % 8], f"standing {n}") for n in range(40)]
    for n, post in enumerate(posts):
        superuser.execute(
            "update posts set published_at = now() - %s * interval '9 hours' where id = %s", [40 - n, post]
        )
    return posts


def client(author, authors, standing, rng, stop):
    """What one client does until told to stop. Old posts are reposted too, which brings them up. Nobody unfollows or
    blocks where the reader's feed would lose a post that stands: blocks are between authors."""
    own = []
    others = [a for a in authors if a is not author]
    try:
        while not stop.is_set():
            with suppress(errors.Refused):
                deed = rng.randrange(7)
                if deed < 2:
                    own.append(post_by(author, "comes and goes"))
                elif deed == 2 and own:
                    services.delete_post(author.viewer, own.pop(rng.randrange(len(own))))
                elif deed == 3:
                    services.like_post(author.viewer, rng.choice(standing))
                elif deed == 4:
                    services.repost_post(author.viewer, rng.choice(own + standing))
                elif deed == 5:
                    social.follow_member(author.viewer, rng.choice(others).id)
                else:
                    other = rng.choice(others)
                    social.block_member(author.viewer, other.id)
                    social.unblock_member(author.viewer, other.id)
    finally:
        connections.close_all()


def worker(alice, stop):
    """Relay, worker and clock."""
    try:
        while not stop.is_set():
            relay.take_events()
            with sql.acting_as(sql.SYSTEM):
                waiting = [row["id"] for row in sql.rows("select id from event_deliveries where state = 'waiting'")]
            for delivery in waiting[:50]:
                events.deliver(delivery)
            services.build_timeline(sql.SYSTEM, alice.id)
            services.trim_timelines(sql.SYSTEM)
    finally:
        connections.close_all()


def read_all(alice):
    found, cursor = [], ""
    while cursor is not None:
        page = selectors.get_visible_posts_for_user(alice.viewer, 7, cursor).loads()
        found.append([UUID(item["id"]) for item in page["items"]])
        cursor = page["next_cursor"]
    return found


def test_a_reader_sees_every_post_that_stands_exactly_once(alice, authors, standing):
    stop = Event()
    with ThreadPoolExecutor(9) as pool:
        running = [
            pool.submit(client, author, authors, standing, random.Random(n), stop) for n, author in enumerate(authors)
        ]
        running.append(pool.submit(worker, alice, stop))
        try:
            readings = [read_all(alice) for _ in range(READINGS)]
        finally:
            stop.set()
    for each in running:
        each.result()
    for pages in readings:
        found = [post for page in pages for post in page]
        assert len(pages) >= LEAST_PAGES
        assert len(found) == len(set(found)), "nothing comes twice"
        assert set(standing) <= set(found), "nothing is left out"
