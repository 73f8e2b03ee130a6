"""What posts are about: tags, key phrases, language and embedding, made by readers of events and by the clock."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import numpy
import pytest
from django.conf import settings
from py3langid.langid import LanguageIdentifier

from accounts.jobs import leaving as erasing
from posts import engine_jobs, services
from posts.engine import embedder
from posts.engine.features import find_features
from posts.engine.phrases import clean, find_candidates, find_phrases
from tests.deeds import circle_of, leave_for_good, post_by
from tests.notifications.conftest import run_events  # noqa: F401  (a fixture)
from tests.posts.engine import FINANCE, GARDEN, featured_post, features_of
from topin import sql

WORDLLAMA = "wordllama-l2-supercat-256"


@pytest.fixture(autouse=True)
def _configured_embedder(monkeypatch):
    """A test that configures another must not leave it to the next; monkeypatch takes it back after this."""
    usual = settings.EMBEDDER
    yield
    if usual != settings.EMBEDDER:
        embedder.forget()


class Broken:
    """An embedder that cannot even be made."""

    name = "broken"

    def __init__(self):
        raise OSError("the weights are gone")


class Narrow:
    """An embedder whose vectors the database would not take."""

    name = "narrow"

    def embed(self, texts):
        return [[1.0] * 12 for _ in texts]


class Another:
    """An embedder that works, and is another one."""

    name = "another"

    def embed(self, texts):
        return [[1.0] + [0.0] * 255 for _ in texts]


class Moody(Another):
    """An embedder that fails at some texts."""

    name = "moody"

    def embed(self, texts):
        if any("boom" in text for text in texts):
            raise RuntimeError("boom")
        return super().embed(texts)


def dotted(embedder_class):
    return f"{__name__}.{embedder_class.__name__}"


def count(superuser):
    return superuser.execute("select count(*) from post_features").fetchone()[0]


# -- Embeddings


def test_sentences_about_the_same_are_nearer_than_others():
    garden, finance = numpy.array(embedder.embed(GARDEN)), numpy.array(embedder.embed(FINANCE))
    alike = [pairs[numpy.triu_indices(3, 1)].min() for pairs in (garden @ garden.T, finance @ finance.T)]
    assert min(alike) > (garden @ finance.T).max()


def test_an_embedding_is_a_unit_vector_of_256_numbers():
    (vector,) = embedder.embed(["A text that says something"])
    assert len(vector) == 256
    assert numpy.linalg.norm(vector) == pytest.approx(1)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "😀" * 2_500, "!?…", "สวัสดีชาวโลก" * 0, "\x00\x01\x02"])
def test_what_says_nothing_has_no_embedding(text):
    assert find_features(text) == {
        "language": None, "phrases": [], "candidates": [], "embedding": None, "model": WORDLLAMA
    }  # fmt: skip


def test_the_embedder_is_used_by_several_threads_at_once():
    embedder.forget()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: embedder.embed([text])[0], GARDEN * 4))
    assert found == embedder.embed(GARDEN * 4)


def test_processes_that_answer_requests_load_no_models():
    program = (
        "import topin.wsgi, sys\n"
        "print([n for n in ('posts.engine.embedder', 'tokenizers', 'safetensors', 'py3langid', 'wordllama')"
        " if n in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout.strip().splitlines()[-1] == "[]"


def test_a_forked_process_embeds_as_its_parent_does():
    program = (
        "import django, os; django.setup()\n"
        "from posts.engine import embedder\n"
        "texts = ['The first text of all', 'Another one of them']\n"
        "before = embedder.embed(texts)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(0 if embedder.embed(texts) == before else 7)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    assert said.stdout.strip().splitlines()[-1] == "0"


@pytest.mark.parametrize("kind", [Broken, Narrow])
def test_without_a_working_embedder_features_go_on_and_one_line_is_logged(
    kind, alice, bob, superuser, monkeypatch, caplog
):
    monkeypatch.setattr(settings, "EMBEDDER", dotted(kind))
    embedder.forget()
    for text in ("Planting roses in the garden #garden", "Another text about much the same"):
        post = featured_post(alice, text)
    assert features_of(superuser, post) | {"phrases": None} == {
        "language": "en", "topics": [], "phrases": None, "has_embedding": False, "model": None
    }  # fmt: skip
    assert len([r for r in caplog.records if "go on without embeddings" in r.message]) == 1


def test_a_text_at_which_the_embedder_fails_goes_without(alice, superuser, monkeypatch, caplog):
    monkeypatch.setattr(settings, "EMBEDDER", dotted(Moody))
    embedder.forget()
    failed = [featured_post(alice, f"boom goes the dynamite {n}") for n in range(2)]
    well = featured_post(alice, "A text that is embedded")
    assert [features_of(superuser, post)["has_embedding"] for post in (*failed, well)] == [False, False, True]
    assert len([r for r in caplog.records if "go on without an embedding" in r.message]) == 1


def test_another_embedder_makes_all_of_them_anew(alice, superuser, monkeypatch):
    post = featured_post(alice, GARDEN[0])
    assert engine_jobs.make_missing_features() == 0
    monkeypatch.setattr(settings, "EMBEDDER", dotted(Another))
    embedder.forget()
    assert engine_jobs.make_missing_features() == 1
    assert features_of(superuser, post)["model"] == "another"


# -- Languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The weather in the city is lovely today", "en"),
        ("Das Wetter ist heute schön in Berlin", "de"),
        ("Il fait très beau à Paris aujourd'hui, n'est-ce pas", "fr"),
        ("今日は天気がいいですね", "ja"),
        ("สวัสดีชาวโลก วันนี้อากาศดี", "th"),
        ("안녕하세요 오늘 날씨가 좋네요", "ko"),
        ("Γειά σου Κόσμε, τι κάνεις σήμερα", "el"),
        ("Сегодня в городе прекрасная погода, и мы идём гулять", "ru"),
        ("נעים מאוד להכיר אותך היום בתל אביב", "he"),
        ("lol", None),
        ("ok 👍", None),
        ("asdkjh qwelkj zxcmn poiqwe", None),
    ],
)
def test_a_language_is_found_where_it_is_sure(text, language):
    assert find_features(text)["language"] == language


def test_the_authors_own_language_wins(alice, superuser):
    post = featured_post(alice, "The weather in the city is lovely today", language="fy")
    assert features_of(superuser, post)["language"] == "fy"


def test_how_sure_a_language_must_be_and_how_long_a_text_are_settings(monkeypatch):
    text = "good morning everyone"
    assert find_features(text)["language"] == "en"
    monkeypatch.setattr(settings, "LANGUAGE_CONFIDENCE", 0.99)
    assert find_features(text)["language"] is None
    monkeypatch.setattr(settings, "LANGUAGE_CONFIDENCE", 0.1)
    monkeypatch.setattr(settings, "FEATURE_LETTERS", 50)
    assert (find_features(text)["language"], find_features(text)["embedding"]) == (None, None)


# -- Key phrases


def test_phrases_stand_between_stop_words_and_punctuation():
    text = clean("Climate change policy is failing the Amazon rain forest. I think renewable energy will help!")
    assert find_phrases(text)[:3] == ["climate change policy", "amazon rain forest", "renewable energy"]


def test_addresses_handles_and_invisible_characters_are_no_phrases():
    text = clean("Look: https://example.com/garden/roses by @rose_gardener \u202e\u200b\u0007 www.roses.example")
    assert find_phrases(text) == ["look"]


def test_scripts_without_spaces_have_phrases_too():
    assert find_phrases("東京タワーに行った。") == ["東京タワー"]
    assert {"北京大学", "图书馆"} <= set(find_candidates("我喜欢北京大学的图书馆和人工智能"))


def test_candidates_are_written_as_tags_are():
    found = find_candidates("Climate Change in the EU")
    assert {"climatechange", "climate_change", "climate", "eu"} <= set(found)
    assert found.index("climatechange") < found.index("climate")


@pytest.mark.parametrize(
    "text",
    [
        "😀" * 10_000, "a" * 10_000, "word " * 5_000, "#" * 10_000, "\u202e" * 10_000, "\n" * 10_000,
        "a\u0301" * 5_000, "\u0301" * 10_000, "".join(map(chr, range(0x4E00, 0x4E00 + 10_000))),
        "".join(chr(n) for n in range(1, 10_000) if not 0xD800 <= n < 0xE000), "'-" * 5_000, "ก" * 10_000,
        " ".join(str(uuid4()) for _ in range(300)), "://" * 3_000, "@" * 10_000, "A1b2 " * 2_000,
    ],
    ids=range(16),
)  # fmt: skip
def test_hostile_texts_have_features_within_their_limits(text, alice, superuser):
    found = find_features(text)
    assert len(found["phrases"]) <= 10
    assert len(found["candidates"]) <= 300
    post = post_by(alice)
    superuser.execute("update posts set text = %s where id = %s", [text.replace("\0", ""), post])
    services.make_features(sql.SYSTEM, post)
    assert len(features_of(superuser, post)["phrases"]) <= 10


# -- Topics


def test_topics_are_the_tags_and_phrases_that_others_use_as_tags(alice, bob, charlie, join, superuser):
    for person in (bob, charlie, join("dora")):
        post_by(person, "Look #SolarPower #weather")
    post_by(bob, "#rooftop")
    post = featured_post(alice, "Solar power on every rooftop, and the weather helps #Energy")
    assert features_of(superuser, post)["topics"] == ["energy", "solarpower", "weather"]


def test_own_tags_and_tags_of_few_or_of_posts_for_few_make_no_topic(alice, bob, charlie, join, superuser):
    for _ in range(3):
        post_by(alice, "#garden")
    for person in (bob, charlie):
        post_by(person, "#garden")
    for person in (bob, charlie, join("dora")):
        post_by(person, "#secretproject", audience="followers")
    post = featured_post(alice, "My garden is a secret project")
    assert features_of(superuser, post)["topics"] == []


def test_how_many_others_and_how_many_topics_are_settings(alice, bob, superuser, monkeypatch):
    post_by(bob, "#roses #tulips #lilies")
    monkeypatch.setattr(settings, "TOPIC_PEOPLE", 1)
    monkeypatch.setattr(settings, "TOPICS_FOUND", 2)
    post = featured_post(alice, "Roses, tulips, lilies")
    assert len(features_of(superuser, post)["topics"]) == 2


# -- Who makes them


@pytest.mark.usefixtures("run_events")
def test_a_published_post_has_features_a_moment_later(alice, superuser, run_events):  # noqa: F811
    posts = [post_by(alice, GARDEN[0], audience=audience) for audience in ("public", "followers", "private")]
    draft = post_by(alice, GARDEN[1], status="draft")
    run_events()
    for post in posts:
        assert features_of(superuser, post)["has_embedding"]
    assert features_of(superuser, draft) is None


def test_an_edit_changes_them_and_deletion_takes_them_away(alice, superuser, run_events):  # noqa: F811
    post = post_by(alice, "Planting roses #garden")
    run_events()
    services.update_post(alice.viewer, post, text="Selling shares #finance")
    run_events()
    assert features_of(superuser, post)["topics"] == ["finance"]
    services.delete_post(alice.viewer, post)
    run_events()
    assert features_of(superuser, post) is None
    services.restore_post(alice.viewer, post)
    run_events()
    assert features_of(superuser, post)["topics"] == ["finance"]


def test_features_made_late_do_not_come_back_to_a_deleted_post(alice, superuser):
    post = post_by(alice, GARDEN[0])
    services.delete_post(alice.viewer, post)
    assert services.make_features(sql.SYSTEM, post) is False
    assert services.make_features(sql.SYSTEM, uuid4()) is False
    assert count(superuser) == 0


def test_the_clock_makes_what_is_missing_the_newest_first(alice, superuser, monkeypatch):
    old, new = post_by(alice, "An old text about roses"), post_by(alice, "A new text about roses")
    circle = circle_of(superuser, alice)
    inside = post_by(alice, "Within a circle about roses", audience="circle", circle_id=circle)
    superuser.execute("update posts set published_at = now() - interval '3 years' where id = %s", [old])
    monkeypatch.setattr(settings, "FEATURES_AT_ONCE", 1)
    assert engine_jobs.make_missing_features() == 1
    assert [features_of(superuser, post) is not None for post in (old, new, inside)] == [False, False, True]
    assert [engine_jobs.make_missing_features() for _ in range(2)] == [1, 0]
    assert [features_of(superuser, post) is not None for post in (old, new, inside)] == [False, True, True]


def test_old_posts_are_made_up_for_by_the_hour(alice, superuser, monkeypatch):
    posts = [post_by(alice, f"An old text about roses, number {n}") for n in range(3)]
    superuser.execute("update posts set published_at = published_at - interval '3 years'")
    monkeypatch.setattr(settings, "OLD_FEATURES_AT_ONCE", 2)
    assert [engine_jobs.make_old_features() for _ in range(3)] == [2, 1, 0]
    assert all(features_of(superuser, post)["has_embedding"] for post in posts)


def test_a_post_that_breaks_the_search_for_features_holds_nobody_up(alice, superuser, monkeypatch, caplog):
    well = post_by(alice, "A text about roses")
    post_by(alice, "A text that breaks it")
    classify = LanguageIdentifier.classify

    def breaking(identifier, text):
        if "breaks" in text:
            raise ValueError("broken")
        return classify(identifier, text)

    monkeypatch.setattr(LanguageIdentifier, "classify", breaking)
    assert engine_jobs.make_missing_features() == 1
    assert features_of(superuser, well)["has_embedding"]
    assert "could not be found out" in caplog.text


def test_posts_without_text_have_none(alice, superuser):
    quoted = post_by(alice, "Something worth quoting")
    post_by(alice, "", quote_id=str(quoted))
    assert engine_jobs.make_missing_features() == 1
    assert count(superuser) == 1


def test_erased_posts_and_members_leave_none(alice, bob, superuser):
    featured_post(alice, GARDEN[0])
    featured_post(bob, GARDEN[1])
    leave_for_good(superuser, alice)
    erasing.erase_deleted_accounts()
    assert superuser.execute("select author_id from post_features").fetchall() == [(bob.id,)]
    post = superuser.execute("select post_id from post_features").fetchone()[0]
    services.delete_post(bob.viewer, post)
    superuser.execute("update posts set deleted_at = now() - interval '40 days' where id = %s", [post])
    services.erase_deleted_posts(sql.SYSTEM, 10)
    assert count(superuser) == 0
