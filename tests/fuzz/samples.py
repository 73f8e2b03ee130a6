"""Bodies and queries that doors do take: chance alone never finds a password, an open poll or a file of a picture.

By `METHOD path`; a text in braces is the id of what is in the world (`world.py`).
"""

from tests.people import PASSWORD

MEDIUM = {"filename": "a.png", "content_type": "image/png", "size": 12, "sha256": "0" * 64, "purpose": "post"}
POLL = {"options": ["tea", "coffee"], "closes_in": 3600}
PIN = {"id": "2", "method": "POST", "path": "/api/posts/{post}/pin"}
ASKED = [{"id": 1, "method": "GET", "path": "/api/posts"}, PIN]
CIRCLE = {"name": "Gardeners", "slug": "gardeners-{draw}", "visibility": "public"}
REPORT = {"subject": {"type": "message", "id": "{message}"}, "reason": "spam"}
VERIFICATION = {"category": "creator", "legal_name": "Alice Liddell", "links": ["https://alice.example/"]}
BROWSER = {"endpoint": "https://push.example/send/1", "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22}}

BODIES = {
    "POST /api/auth/signup": {"email": "new{draw}@topin.test", "password": PASSWORD, "data": {"handle": "new{draw}"}},
    "POST /api/auth/token": {"email": "alice@topin.test", "password": PASSWORD},
    "PUT /api/auth/user": {"data": {"theme": "dark"}},
    "POST /api/batch": {"requests": ASKED},
    "POST /api/circles": CIRCLE,
    "POST /api/circles/{circle_id}/invites": {"user_ids": ["{user}"]},
    "PUT /api/circles/{circle_id}/members/{user_id}": {"role": "moderator"},
    "POST /api/engagement/comment/{content_id}": {"text": "Well said"},
    "PUT /api/engagement/comment/{content_id}": {"text": "Better said"},
    "POST /api/media": MEDIUM,
    "POST /api/media/{media_id}/parts": {"numbers": [1]},
    "POST /api/messages/conversation/{conversation_id}/read": {"up_to": "{message}"},
    "POST /api/messages/send": {"recipient_id": "{user}", "text": "hello"},
    "POST /api/messages/{message_id}/reactions": {"emoji": "🍵"},
    "POST /api/moderation/reports": REPORT,
    "POST /api/notifications/devices": {"provider": "webpush", "subscription": BROWSER},
    "POST /api/posts": {"text": "Something to say #garden", "poll": POLL},
    "POST /api/posts/{post_id}/votes": {"option_ids": ["{option}"]},
    "POST /api/posts/bookmarks/folders": {"name": "Folder {draw}"},
    "PUT /api/posts/{post_id}": {"text": "Said better"},
    "POST /api/rpc/can_message_user": {"recipient": "{user}", "sender": "{me}"},
    "POST /api/rpc/can_see_post": {"post": "{post}", "viewer": "{me}"},
    "POST /api/rpc/get_visible_posts_for_user": {"viewer": "{me}"},
    "DELETE /api/users/me": {"password": PASSWORD},
    "PUT /api/users/me": {"bio": "Gardener", "birthday": "1990-01-01", "website": "https://alice.example/"},
    "PUT /api/users/me/handle": {"handle": "alice_{draw}"},
    "POST /api/users/me/verification": VERIFICATION,
}
QUERIES = {
    "POST /api/auth/token": {"grant_type": "password"},
    "GET /api/users": {"ids": "{user}"},
    "GET /api/posts": {"ids": "{post}"},
}
