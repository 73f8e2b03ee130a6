"""The public copies of media in a real bucket: made there, and gone from there."""

from posts import services
from tests.bucket import BUCKET, s3  # noqa: F401  (a fixture)
from tests.deeds import post_by
from tests.posts.ready_media import medium_of, work
from tests.posts.test_media_bucket import bucket  # noqa: F401  (a fixture, for all tests here)


def public_names(client):
    found = client.list_objects_v2(Bucket=BUCKET, Prefix="public/media/").get("Contents", [])
    return sorted(entry["Key"] for entry in found)


def test_a_public_post_has_its_copy_in_the_bucket_until_it_is_narrowed(alice, api, superuser, bucket):  # noqa: F811
    post = post_by(alice, media_ids=[medium_of(superuser, alice)])
    assert set(work()) == {"done"}
    (folder,) = superuser.execute("select public_folder from media_contents").fetchone()
    assert public_names(bucket) == [f"public/media/{folder}/320.webp", f"public/media/{folder}/640.webp"]
    head = bucket.head_object(Bucket=BUCKET, Key=f"public/media/{folder}/640.webp")
    assert (head["ContentType"], head["ContentLength"]) == ("image/webp", 6)
    assert f"/media/{folder}/640.webp" in api().get(f"/api/posts/{post}").json["media"][0]["url"]
    services.update_post(alice.viewer, post, audience="followers")
    assert set(work()) == {"done"}
    assert public_names(bucket) == []
    assert "/signed/" in api(alice).get(f"/api/posts/{post}").json["media"][0]["url"]
