"""What else the page of a member shows: counts, ways to sign in, earlier handles, sessions."""

from datetime import datetime

from django.db.models import F
from django.urls import reverse

from accounts import devices
from accounts.admin.members import MemberAdmin
from accounts.admin.sessions import with_addresses
from accounts.models import ProfileCounter, UserSession
from topin import sql
from topin.console import short_time
from topin.counts import pending

SESSIONS_SHOWN = 5


def counts(member_id):
    kinds = {"posts": "posts", "followers": "followers", "following": "following", "profile_likes": "likes"}
    columns = {f"all_{kind}": F(column) + pending(kind, "user_id") for kind, column in kinds.items()}
    row = ProfileCounter.objects.filter(pk=member_id).values(*kinds.values()).annotate(**columns).first()
    labels = {"profile_likes": "profile likes"}
    figures = [(labels.get(kind, kind), row[f"all_{kind}"]) for kind in kinds] if row else []
    return [{"title": "Counts", "figures": figures}]


def facts(member_id):
    """Panels that come from one question: a deletion that was asked, ways to sign in, earlier handles."""
    found = sql.call("get_member_facts", member_id).loads()
    return [
        *([_deletion(found["deletion"])] if found["deletion"] else []),
        _ways(found),
        *([_handles(found["handles"])] if found["handles"] else []),
    ]


def _deletion(deletion):
    return {
        "title": "Leaves",
        "note": "Everything is erased then, unless the member signs in before.",
        "figures": [("asked", _time(deletion["asked_at"])), ("is erased", _time(deletion["erases_at"]))],
    }


def _ways(found):
    rows = [[i["provider"], i["email"] or "–", _time(i["last_sign_in_at"])] for i in found["identities"]]
    rows += [
        ["second factor", f["name"] or f["type"], _time(f["verified_at"]) if f["verified_at"] else "not finished"]
        for f in found["factors"]
    ]
    known = found["devices"]
    plural = "" if known["count"] == 1 else "s"
    return {
        "title": "Ways to sign in",
        "note": f"{'Second factor on' if _has_factor(found) else 'No second factor'} · "
        f"{known['count']} known device{plural}",
        "table": {"headers": ["Way", "Name", "Last used"], "rows": rows},
    }


def _has_factor(found):
    return any(factor["verified_at"] for factor in found["factors"])


def _handles(handles):
    rows = [[f"@{h['handle']}", _time(h["given_up_at"])] for h in handles]
    return {"title": "Earlier handles", "table": {"headers": ["Handle", "Given up"], "rows": rows}}


def sessions(member_id):
    newest = with_addresses(UserSession.objects.filter(user_id=member_id)).order_by("-id")[:SESSIONS_SHOWN]
    address = reverse("admin:accounts_usersession_changelist")
    rows = [
        [devices.label(s.user_agent), s.address or "–", short_time(s.created_at), short_time(s.last_seen_at)]
        for s in newest
    ]
    table = {"headers": ["Device", "Address", "Since", "Last seen"], "rows": rows}
    return [{"title": "Newest sessions", "link": f"{address}?q={member_id}", "table": table}]


def _time(text):
    return short_time(datetime.fromisoformat(text) if text else None)


MemberAdmin.panels += [counts, facts, sessions]
