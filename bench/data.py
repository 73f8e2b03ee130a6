"""The benchmarks' data set: `python -m bench.data --users 10000` describes it, `bench.rig` loads it.

N members, 50 followed each on a power law (one in 2,000 follows 5,000; a few are followed by half),
10 N posts, one in 20 reposted, 30 N likes, 2 N blocks, audiences 70/20/7/3 (public, followers, mutuals,
private). The same seed gives the same rows. Loaded with COPY as superuser; afterwards VACUUM ANALYZE.
"""

import argparse
import random
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from uuid import UUID

import psycopg

SEED = 20_260_101
START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = (  # noqa: SIM905  (a list is read here as the sentence it is)
    "light harbour bread window quiet river signal garden copper morning letter thunder orchard compass "
    "velvet marble engine paper lantern meadow circuit saffron granite whistle ember cedar ledger tide"
).split()


def uuid_at(moment, rng):
    """A version 7 UUID of a moment, so that ids sort as they do in the product."""
    millis = int(moment.timestamp() * 1000)
    tail = rng.getrandbits(74)
    high, low = tail >> 62, tail & ((1 << 62) - 1)
    return UUID(int=millis << 80 | 7 << 76 | (high & 0xFFF) << 64 | 2 << 62 | low)


class DataSet:
    """Rows by table, made one after the other from one random generator."""

    def __init__(self, users, seed=SEED):
        self.rng = random.Random(seed)
        self.users = users
        self.ids = [uuid_at(START + timedelta(seconds=i), self.rng) for i in range(users)]
        # Popularity falls with rank: the first is followed by about half of all.
        weights = [1 / (rank + 2) ** 0.75 for rank in range(users)]
        self._cumulative = list(accumulate(weights))

    def popular(self, count):
        return self.rng.choices(range(self.users), cum_weights=self._cumulative, k=count)

    def followers(self):
        for i in range(self.users):
            wanted = min(5_000, self.users // 2) if i % 2_000 == 1_999 else self._followed_count()
            chosen = {n for n in self.popular(wanted) if n != i}
            if self.rng.random() < 0.5:
                chosen.add(0 if i else 1)
            for n in chosen:
                yield self.ids[i], self.ids[n], START + timedelta(seconds=self.rng.randrange(10_000_000))

    def _followed_count(self):
        return max(1, min(1_000, int(self.rng.paretovariate(1.6) * 20)))

    def blocks(self):
        pairs = {(self.rng.randrange(self.users), self.rng.randrange(self.users)) for _ in range(2 * self.users)}
        for a, b in sorted(pairs):
            if a != b:
                yield self.ids[a], self.ids[b]

    def posts(self):
        """(id, author, text, audience, time), by people who write more the more they are followed."""
        step = timedelta(days=120) / (10 * self.users)
        for i, author in enumerate(self.popular(10 * self.users)):
            moment = START + timedelta(days=60) + i * step
            audience = self.rng.choices(("public", "followers", "mutuals", "private"), (70, 20, 7, 3))[0]
            text = " ".join(self.rng.choices(WORDS, k=self.rng.randrange(5, 40)))
            yield uuid_at(moment, self.rng), self.ids[author], text, audience, moment

    def reposts(self, posts):
        """(member, post, time) for one public post in 20: most of them once, few often, some after more than a week."""
        ends = posts[-1][4]
        for post, _, _, audience, moment in posts:
            if audience == "public" and self.rng.random() < 0.05:
                for n in set(self.popular(min(self.users // 20, int(self.rng.paretovariate(1.5))))):
                    at = moment + timedelta(hours=self.rng.expovariate(1 / 40))
                    if at < ends:
                        yield self.ids[n], post, at

    def likes(self, posts):
        pairs = set()
        while len(pairs) < 30 * self.users:
            # Newer posts are liked more.
            post = posts[int(len(posts) * self.rng.random() ** 0.5)]
            pairs.add((self.rng.randrange(self.users), post))
        for user, post in sorted(pairs, key=lambda p: (p[1].int, p[0])):
            yield self.ids[user], post


def load(url, users, progress=print):
    """Fills an empty, migrated database. `url` signs in as superuser. Returns the members' ids."""
    data = DataSet(users)
    with loading(url, progress) as copy:
        _copy_graph(data, copy)
        posts = list(data.posts())
        copy("posts (id, author_id, text, audience, published_at, created_at)", ((*p, p[4]) for p in posts))
        copy("post_counters (post_id)", ((p[0],) for p in posts))
        copy("reposts (user_id, post_id, created_at)", data.reposts(posts))
        copy("likes (user_id, post_id)", data.likes([p[0] for p in posts]))
    return data.ids


def load_graph(url, users, progress=print):
    """As `load`, but people and what is between them only."""
    data = DataSet(users)
    with loading(url, progress) as copy:
        _copy_graph(data, copy)
    return data.ids


@contextmanager
def loading(url, progress):
    """Yields `copy(into, rows)`; afterwards the counters are folded."""
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.cursor()
        cursor.execute("set session_replication_role = replica; set synchronous_commit = off")

        def copy(into, rows):
            count = 0
            with cursor.copy(f"copy {into} from stdin") as out:
                for row in rows:
                    out.write_row(row)
                    count += 1
            progress(f"  {into.split()[0]:<18}{count:>10,}")

        yield copy
        cursor.execute(FOLD)
        cursor.execute("vacuum (freeze, analyze)")


def _copy_graph(data, copy):
    members = list(enumerate(data.ids))
    copy(
        "users (id, email, password_hash, email_confirmed_at)",
        ((u, f"m{i}@bench.test", "!", START) for i, u in members),
    )
    copy(
        "profiles (user_id, handle, display_name, is_private)",
        ((u, f"member_{i}", f"Member {i}", i % 20 == 7) for i, u in members),
    )
    for table in ("profile_details", "profile_counters", "user_settings", "user_streams"):
        copy(f"{table} (user_id)", ((u,) for _, u in members))
    copy("followers (follower_id, followed_id, created_at)", data.followers())
    copy("blocked_users (blocker_id, blocked_id)", data.blocks())


FOLD = """
delete from followers f using blocked_users b
 where (f.follower_id, f.followed_id) in ((b.blocker_id, b.blocked_id), (b.blocked_id, b.blocker_id));
update post_counters c set likes = n.count
  from (select post_id, count(*) from likes group by 1) n where n.post_id = c.post_id;
update post_counters c set reposts = n.count
  from (select post_id, count(*) from reposts group by 1) n where n.post_id = c.post_id;
update profile_counters c set followers = n.count
  from (select followed_id, count(*) from followers group by 1) n where n.followed_id = c.user_id;
update profile_counters c set following = n.count
  from (select follower_id, count(*) from followers group by 1) n where n.follower_id = c.user_id;
"""

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=10_000)
    data = DataSet(parser.parse_args().users)
    follows = list(data.followers())
    by_followed = {}
    for _, followed, _ in follows:
        by_followed[followed] = by_followed.get(followed, 0) + 1
    top = sorted(by_followed.values(), reverse=True)
    print(f"{data.users:,} members, {len(follows) / data.users:.1f} followed each, most followed: {top[:5]}")
