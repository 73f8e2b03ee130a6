"""Fills an empty TOPiN with demo people. Safe to run again: it does nothing where they are already."""

import json
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Profile, ProfileCounter, ProfileDetail, User
from posts import services
from posts.demo.circles import fill_circles
from posts.demo.pictures import fill_pictures
from posts.demo.talk import fill_talk
from posts.demo.world import make_world
from posts.models import Like, Post, PostCounter
from social.models import Follower
from social.services import follow_member
from topin import sql

DAY = timedelta(days=1)
PASSWORD = "topin-demo-2026"  # noqa: S105  (of everybody in the demo, and printed by `make run`)


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        if "owner" not in settings.DATABASES:
            raise CommandError("DATABASE_OWNER_URL is not set: demo posts are dated back, which only the owner may do.")
        begun, self.quiet = time.monotonic(), options["verbosity"] == 0
        self.world = make_world()
        self.say(f"Demo: {len(self.world.people)} people sign up …")
        self.ids = sign_up(self.world.people)
        if Post.objects.using("owner").filter(author_id__in=self.ids.values()).exists():
            self.say("Demo: they have posted already, nothing to do")
        else:
            self.fill()
            self.say(f"Demo: ready after {time.monotonic() - begun:.1f} s")
        write_sign_ins(self.world.people[:3])

    def fill(self):
        with transaction.atomic(using="owner"):
            fill_profiles(self.world, self.ids)
            self.say("Demo: they follow each other, post and like …")
            follows = fill_follows(self.world, self.ids)
            posts, likes = fill_posts(self.world, self.ids)
            count(self.ids, follows, posts, likes)
        self.say(f"Demo: {len(follows)} follows, {len(posts)} posts, {len(likes)} likes")
        be_alive(self.world, self.ids, posts)
        circles = fill_circles(self.world.people, self.ids)
        self.say(f"Demo: {len(circles)} circles")
        pictures = fill_pictures(self.ids)
        self.say(f"Demo: {len(pictures)} posts with pictures")
        talk = fill_talk(self.world.people, self.ids)
        self.say(f"Demo: {len(talk)} posts that people talk about")

    def say(self, text):
        if not self.quiet:
            self.stdout.write(text)
            self.stdout.flush()


def sign_up(people):
    """Makes the accounts as sign-up does; who has one keeps it. Returns handle → id."""
    hashed = make_password(PASSWORD)
    known = User.objects.using("owner").filter(email__in=[person.email for person in people])
    ids = {user.email.partition("@")[0]: user.id for user in known}
    with sql.acting_as(sql.SYSTEM):
        for person in people:
            if person.handle not in ids:
                metadata = {"handle": person.handle, "display_name": person.display_name}
                made = sql.call("sign_up", person.email, hashed, metadata, True).loads()
                ids[person.handle] = UUID(made["user_id"])
    return ids


def fill_profiles(world, ids):
    for person in world.people:
        Profile.objects.using("owner").filter(user_id=ids[person.handle]).update(is_private=person.is_private)
        ProfileDetail.objects.using("owner").filter(user_id=ids[person.handle]).update(
            bio=person.bio, location=person.location
        )


def fill_follows(world, ids):
    now, random = datetime.now(UTC), Random(1)  # noqa: S311  (nothing secret)
    rows = [
        Follower(follower_id=ids[a], followed_id=ids[b], created_at=now - random.uniform(11, 90) * DAY)
        for a, followed in world.follows.items()
        for b in sorted(followed)
    ]
    return Follower.objects.using("owner").bulk_create(rows)


def fill_posts(world, ids):
    now, random = datetime.now(UTC), Random(2)  # noqa: S311  (nothing secret)
    posts, likes = [], []
    for made in world.posts:
        at = now - made.age
        post = Post(
            id=id_of_time(at, random), author_id=ids[made.author], text=made.text, audience=made.audience,
            language="en", published_at=at, created_at=at,
        )  # fmt: skip
        posts.append(post)
        for handle, age in made.likes.items():
            like_id = id_of_time(now - age, random)
            likes.append(Like(id=like_id, user_id=ids[handle], post_id=post.id, created_at=now - age))
    Post.objects.using("owner").bulk_create(posts)
    Like.objects.using("owner").bulk_create(likes)
    return posts, likes


def count(ids, follows, posts, likes):
    """The counters that these rows would have moved one by one."""
    liked = Counter(like.post_id for like in likes)
    PostCounter.objects.using("owner").bulk_create(PostCounter(post_id=id, likes=n) for id, n in liked.items())
    followers, following = Counter(f.followed_id for f in follows), Counter(f.follower_id for f in follows)
    written = Counter(post.author_id for post in posts)
    for id in ids.values():
        ProfileCounter.objects.using("owner").filter(user_id=id).update(
            followers=followers[id], following=following[id], posts=written[id]
        )


def be_alive(world, ids, posts):
    """A few deeds of right now, through the front door, so that the first three people have notifications."""
    viewers = {handle: sql.Viewer.user(id) for handle, id in ids.items()}
    for star in world.people[:3]:
        own = [post for post in posts if post.author_id == ids[star.handle] and post.audience == "public"]
        strangers = [p.handle for p in world.people if star.handle not in world.follows[p.handle] and p != star]
        for handle in strangers[:2]:
            follow_member(viewers[handle], ids[star.handle])
        for handle in strangers[:4]:
            for post in own[-1:]:
                services.like_post(viewers[handle], post.id)


def id_of_time(at, random):
    """A version 7 UUID of a moment, so that ids sort as the demo's times do."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | random.getrandbits(12) << 64 | 0b10 << 62 | random.getrandbits(62))


def write_sign_ins(people):
    """For `make run`, which prints them."""
    target = Path(settings.VAR_DIR) / "run" / "demo.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        json.dumps([{"email": p.email, "password": PASSWORD, "name": p.display_name} for p in people], indent=1)
    )
