"""The for-you feed against the home feed, in the database: `python -m bench.for_you --users 10000`.

Same machine, same run, random members. Printed are milliseconds of a page of the home feed (20 posts), of a for-you
page from what was worked out ahead, and of one before which 200 posts are worked out, with the ratios to the home
feed's. The newest posts get features about planted topics, and the readers interests.
"""

import argparse
import random
import statistics
from time import perf_counter

import psycopg

from bench.rig import rig

TOPICS, DIMENSIONS = 40, 256
PAGES = 8  # that a feed worked out ahead has room for
HOME = "select get_visible_posts_for_user(%(reader)s, 20, '')"
FOR_YOU = "select get_for_you(20, %(cursor)s, 200, 86400)"
#: Posts are as old as the data set says: moved, so that the newest is of now.
MOVE = """
create temp table moved as select now() - max(published_at) as by from posts;
update posts set published_at = published_at + (select by from moved);
update reposts set created_at = created_at + (select by from moved);
"""
FEATURES = """
drop index post_features_nearest;
insert into post_features (post_id, author_id, published_at, topics, embedding, model)
select p.id, p.author_id, p.published_at, array['topic' || p.n % {topics}],
       (select array_agg(sin((p.n % {topics} + 1) * k) + (random() - 0.5))
          from generate_series(1, {dimensions}) k)::real[]::halfvec, 'bench'
  from (select q.*, row_number() over (order by q.id) as n from posts q
         order by q.published_at desc limit {features}) p;
create index post_features_nearest on post_features using hnsw (embedding halfvec_cosine_ops);
update posts p set tags = f.topics from post_features f where f.post_id = p.id;
insert into post_tags (post_id, tag, author_id, place, published_at)
select f.post_id, f.topics[1], f.author_id, 0, f.published_at from post_features f;
"""
INTERESTS = """
insert into interest_vectors (user_id, embedding, model, weight)
select u.id, (select array_agg(sin((u.n %% {topics} + 1) * k))
                from generate_series(1, {dimensions}) k)::real[]::halfvec, 'bench', 5
  from unnest(%(readers)s::uuid[]) with ordinality u (id, n);
insert into interest_topics (user_id, topic, weight)
select u.id, 'topic' || (u.n + k) %% {topics}, 3
  from unnest(%(readers)s::uuid[]) with ordinality u (id, n), generate_series(0, 5) k;
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=10_000)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--features", type=int, default=20_000, help="newest posts with features")
    arguments = parser.parse_args()
    with rig(arguments.users) as machine, psycopg.connect(machine.superuser_url(), autocommit=True) as connection:
        readers = random.Random(1).sample(machine.members, arguments.readers)
        _prepare(connection, readers, arguments.features)
        _measure(connection, readers[:5])  # warms the caches
        connection.execute("delete from feed_seen; delete from feed_states")
        _print(_measure(connection, readers))


def _prepare(connection, readers, features):
    connection.execute("set session_replication_role = replica; set search_path = api, public")
    sizes = {"topics": TOPICS, "dimensions": DIMENSIONS, "features": features}
    for statement in (MOVE + FEATURES).format(**sizes).split(";\n"):
        connection.execute(statement)
    for statement in INTERESTS.format(**sizes).split(";\n"):
        if statement.strip():
            connection.execute(statement, {"readers": readers})
    connection.execute("set session_replication_role = default")
    connection.execute("select refresh_trends(5000)")
    for reader in readers:
        connection.execute("select begin_timeline(%s)", [reader])
        connection.execute("select build_timeline(%s, 800)", [reader])
    connection.execute("vacuum (analyze)")


def _measure(connection, readers):
    """Seconds of each page by kind: home, made, ahead."""
    seconds = {"home": [], "made": [], "ahead": []}
    for reader in readers:
        cursor = ""
        for page in range(PAGES):
            seconds["home"].append(_page(connection, reader, HOME)[0])
            taken, answer = _page(connection, reader, FOR_YOU, cursor)
            seconds["ahead" if page else "made"].append(taken)
            cursor = answer["next_cursor"]
            if cursor is None:
                break
    return seconds


def _page(connection, reader, statement, cursor=""):
    with connection.transaction():
        connection.execute(
            "select set_config('role', 'topin_user', true), set_config('topin.user_id', %s, true)", [str(reader)]
        )
        started = perf_counter()
        (answer,) = connection.execute(statement, {"reader": reader, "cursor": cursor}).fetchone()
        return perf_counter() - started, answer


def _print(seconds):
    home = statistics.median(seconds["home"])
    names = {"home": "home page", "ahead": "for-you page, worked out ahead", "made": "for-you page and working out 200"}
    for kind, name in names.items():
        found = sorted(seconds[kind])
        median, most = statistics.median(found), found[int(len(found) * 0.95)]
        print(f"{name:<34}{median * 1e3:8.1f} ms   p95 {most * 1e3:8.1f} ms   {median / home:6.1f} × home")


if __name__ == "__main__":
    main()
