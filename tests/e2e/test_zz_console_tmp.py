"""Temporary look at the console."""
from tests.deeds import follow
from tests.notifications.conftest import run_events  # noqa: F401
from tests.notifications.ringing import register
from topin import sql
import pyotp, time


def test_look(site, join, alice, bob, superuser, open_tab):
    root = join("root_of_all", staff_role="administrator")
    register(superuser, alice, "fcm", "a-phone")
    register(superuser, alice, "webpush", "https://updates.push.services.mozilla.com/x", "key", "auth")
    sql.do(sql.SYSTEM, "stop_push_channel", "fcm", "401 UNAUTHENTICATED")
    sql.do(sql.SYSTEM, "clear_push_channel", "email")
    for s in ("failed", "failed", "dropped", "sent", "waiting"):
        superuser.execute("""insert into notification_deliveries (user_id, channel, kind, group_key, state, reason, answer, tries, expires_at)
          values (%s, 'email', 'follow', %s, %s, 'rejected', '550 no such mailbox here', 3, now())""", [alice.id, "g"+s, s])
    page = open_tab(viewport={"width": 1400, "height": 900})
    page.goto(f"{site}/admin/")
    page.fill("input[name=username]", root.email)
    from tests.people import PASSWORD
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**second-factor**")
    secret = page.inner_text(".console-secret code").replace(" ", "")
    page.fill(".console-code input", pyotp.TOTP(secret).now())
    page.click(".console-code button")
    page.wait_for_url(lambda u: "second-factor" not in u)
    page.screenshot(path="/srv/dev/ops/dash.png", full_page=True)
    for name, path in (("list", "notifications/notificationdelivery/?state=all"), ("channels", "notifications/pushchannel/"), ("member", f"accounts/user/{alice.id}/change/")):
        page.goto(f"{site}/admin/{path}")
        page.screenshot(path=f"/srv/dev/ops/{name}.png", full_page=True)
    page.goto(f"{site}/admin/notifications/notificationdelivery/")
    page.click("#result_list a >> nth=0")
    page.screenshot(path="/srv/dev/ops/detail.png", full_page=True)
