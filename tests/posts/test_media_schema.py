"""What the doors of /api/media answer is what the schema says."""

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tests.openapi import schema
from tests.posts.media_tools import PIECE, facts, send

ONE = "/api/media/{media_id}"


def fits(answer, status, method, path):
    assert answer.status == status, answer.body
    described = schema()["paths"][path][method]["responses"][str(status)]["content"]
    kind = answer.headers["content-type"].partition(";")[0]
    whole = described[kind]["schema"] | {"components": schema()["components"]}
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(answer.json)
    return answer.json


@pytest.mark.parametrize("threshold", [10, 10_000_000])
def test_every_step_of_an_upload_fits_the_schema(alice, api, settings, superuser, threshold):
    settings.MEDIA_PART_THRESHOLD, settings.MEDIA_PART_BYTES = threshold, 500
    hers = api(alice)
    made = fits(hers.post("/api/media", facts(PIECE)), 201, "post", "/api/media")
    medium = made["media"]["id"]
    asked = fits(hers.post(f"/api/media/{medium}/parts", {"numbers": [1]}), 200, "post", f"{ONE}/parts")
    fits(hers.post(f"/api/media/{medium}/parts", {}), 200, "post", f"{ONE}/parts")
    fits(hers.put(f"/api/media/{medium}", {"alt_text": "A heron"}), 200, "put", ONE)
    fits(hers.post(f"/api/media/{medium}/complete", {}), 409, "post", f"{ONE}/complete")
    size = asked["part_size"]
    for part in made["upload"].get("parts") or [{"number": 1, "url": made["upload"]["url"]}]:
        send(api, part["url"], PIECE[(part["number"] - 1) * size : part["number"] * size])
    fits(hers.post(f"/api/media/{medium}/complete", {}), 202, "post", f"{ONE}/complete")
    superuser.execute("update post_media set state = 'failed', failure = 'broken'")
    fits(hers.get(f"/api/media/{medium}"), 200, "get", ONE)
    fits(hers.post(f"/api/media/{medium}/retry"), 202, "post", f"{ONE}/retry")
    assert hers.delete(f"/api/media/{medium}").status == 204
    fits(hers.get(f"/api/media/{medium}"), 404, "get", ONE)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"content_type": "text/html"}, 415), ({"size": 10**12}, 413), ({"sha256": "x"}, 400), ({"purpose": "x"}, 400)],
)
def test_refusals_fit_the_schema(alice, api, change, status):
    fits(api(alice).post("/api/media", facts(PIECE) | change), status, "post", "/api/media")


def test_documents_have_a_kind_of_their_own(alice, api):
    content = facts(PIECE, purpose="document", content_type="application/pdf")
    made = fits(api(alice).post("/api/media", content), 201, "post", "/api/media")
    assert made["media"]["kind"] == "document"
