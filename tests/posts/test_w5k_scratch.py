import time, json
from tests.deeds import post_by
from uuid import UUID

def test_flood(alice, api):
    post = post_by(alice, text="Tea or coffee?", poll={"options": ["tea","coffee"], "multiple": False, "closes_in": 3600})
    for path, body in [
        (f"/api/posts/{post}/votes", {"option_ids": [[]]*200_000}),
        ("/api/posts/views", {"post_ids": [[]]*200_000}),
        ("/api/posts", {"text": "x", "media_ids": [[]]*200_000}),
        ("/api/posts", {"text": "x", "poll": {"options": [[]]*200_000, "closes_in": 3600}}),
        ("/api/batch", {"requests": [0]*200_000}),
    ]:
        t = time.time()
        r = api(alice).post(path, body)
        print(path, r.status, len(json.dumps(r.json)), time.time() - t)
    for depth in (100, 500, 800, 850, 900, 920, 940, 950, 960, 970, 980, 990, 1000, 2000):
        deep = "[" * depth + "]" * depth
        st = []
        for headers in ({}, {"Idempotency-Key": f"k{depth}"}):
            for path, body in [("/api/posts", f'{{"text":"x","poll":{deep}}}'), ("/api/batch", f'{{"requests":[{{"id":"1","method":"POST","path":"/api/posts","body":{{"text":"x","y":{deep}}}}}]}}'), (f"/api/posts/{post}/votes", f'{{"option_ids":{deep}}}')]:
                try:
                    r = api(alice).post(path, body.encode(), headers=headers, content_type="application/json")
                    st.append((r.status, r.json.get("responses", [{}])[0].get("status")))
                except Exception as e:
                    st.append(repr(e)[:100])
        print(depth, st)

from topin import sql
def test_poll_gone(alice, bob, api):
    post = post_by(alice, text="Tea?", poll={"options": ["tea","coffee"], "multiple": False, "closes_in": 3600})
    opts = [o["id"] for o in api(alice).get(f"/api/posts/{post}").json["poll"]["options"]]
    print(api(bob).post(f"/api/posts/{post}/votes", {"option_ids": opts[:1]}).status)
    sql.do(sql.SYSTEM, "fold_counters")
    print(api(bob).post(f"/api/posts/{post}/votes", {"option_ids": []}).status)
    print(api(alice).put(f"/api/posts/{post}", {"poll": None}).status)
    r = api(alice).put(f"/api/posts/{post}", {"poll": {"options": ["a","b"], "closes_in": 3600}})
    print(r.status, r.json["poll"])

def test_quote_gone(alice, bob, api, superuser):
    q = post_by(bob); other = post_by(bob)
    draft = api(alice).post("/api/posts", {"status": "draft", "quote_id": str(q)}).json["id"]
    superuser.execute("update posts set deleted_at = now() - interval '31 days' where id = %s", [q])
    print(sql.do(sql.SYSTEM, "erase_deleted_posts", 30, 10))
    r = api(alice).put(f"/api/posts/{draft}", {"quote_id": str(other)})
    print(r.status, r.json["quote_id"], r.json["quote_unavailable"])
    r = api(alice).put(f"/api/posts/{draft}", {"quote_id": None})
    print(r.status, r.json["quote_id"], r.json["quote_unavailable"])
    print(api(alice).post(f"/api/posts/{draft}/publish").status)
    r = api(alice).post("/api/posts", {"text": "x", "content_warning": "\u200b\u2060"}); print(r.status, r.json.get("content_warning"))
    for f in ("text audience circle_id reply_policy content_warning language media_ids poll quote_id status scheduled_at".split()):
        for v in (None, 5, True, [], {}, "x", 1e300, -1, "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "2026-12-01", "2026-12-01T10:00", "\U0010ffff"*3, [None], [[]], "en\n"):
            r = api(alice).post("/api/posts", {"text": "y", f: v})
            if r.status not in (400,): print(f, repr(v)[:30], r.status, {k: r.json.get(k) for k in (f, "status", "scheduled_at")} if r.status<300 else r.json)
            if r.status >= 500: print("FAULT")
