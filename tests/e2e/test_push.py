"""Pushes in a real browser: asked for where they make sense, shown by the service worker, opened by a click.

The push service that Chromium subscribes at is on the internet, and its private windows subscribe at none. So one pair
of its calls is replaced, `PushManager.subscribe` and `getSubscription`: they lead to a local push service that checks
and decrypts what the real courier sends over TLS. What it read is given to the real service worker by the browser's
own debugging protocol, as a push. A click by a hand allows a worker to open windows, and no protocol can make one:
there the tab at hand goes to the page.
"""

import json

import pytest
from playwright.sync_api import expect

from tests.deeds import follow
from tests.e2e.conftest import WHOLE, aside, cut_line, enter, go_back, launched, let_in
from tests.e2e.looks import PHONE, check, check_looks, looks
from tests.notifications.standins.answering import serving
from tests.notifications.standins.webpush import PushService
from tests.people import sign_in
from tests.processes import eventually

pytestmark = pytest.mark.needs_chromium
SUBSCRIBING = """
window.asked = 0;
const ask = Notification.requestPermission.bind(Notification);
Notification.requestPermission = () => (window.asked++, ask());
const of = (given) => ({
  endpoint: given.endpoint,
  toJSON: () => given,
  unsubscribe: async () => (localStorage.removeItem("stand-in"), true),
});
PushManager.prototype.getSubscription = async () => {
  const given = JSON.parse(localStorage.getItem("stand-in"));
  return given && of(given);
};
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  const given = await subscribeAtService(applicationServerKey);
  localStorage.setItem("stand-in", JSON.stringify(given));
  return of(given);
};
"""
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag, data }) => ({ title, body, tag, url: data.url }));
}"""
CLICK = """async () => {
  const [notification] = await registration.getNotifications();
  dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""
# Counted where they are shown: while a page asks what is shown, Chromium forgets what comes up at that moment.
COUNTING = """() => {
  if ("shown" in self) return;
  self.shown = 0;
  const { prototype } = ServiceWorkerRegistration, { showNotification } = prototype;
  prototype.showNotification = function (...given) {
    return showNotification.apply(this, given).finally(() => shown++);
  };
}"""
COUNTED = """async (many) => {
  while (shown < many) await new Promise((done) => setTimeout(done, 20));
  shown = 0;
}"""
OFFER = "Get told when somebody answers"
SETTINGS = "/settings/notifications"


@pytest.fixture
def service_workers():
    return "allow"


@pytest.fixture(scope="module")
def chromium(drivers):
    """A whole one: without windows it shows no notifications."""
    with launched(drivers, *WHOLE) as browser:
        yield browser


@pytest.fixture
def service(certificate):
    with serving(PushService(), certificate) as service:
        yield service


@pytest.fixture
def alice_tab(open_tab, service, alice):
    """Alice's browser, which asks no one before it allows notifications: she is home."""
    page = let_in(open_tab(), alice)
    prepare(page, service)
    page.goto("/home")
    return page


def prepare(page, service):
    def subscribe(key):
        browser = service.subscribe(key)
        return {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}}

    page.context.grant_permissions(["notifications"])
    page.expose_function("subscribeAtService", subscribe)
    page.add_init_script(SUBSCRIBING)


def turn_on(page):
    page.goto("/notifications")
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator(".toast", has_text="This device tells you")).to_be_visible()


def state(page):
    return page.locator("#this-device [data-push-state]:visible strong")


def until(page, condition):
    """Waits in a way that lets the browser's protocol go on meanwhile."""
    for _ in range(600):
        if answer := condition():
            return answer
        page.wait_for_timeout(50)
    raise AssertionError("it did not come true")


@pytest.fixture
def push_to():
    """`push_to(page, {…}, …)`: the browser gives its service worker pushes, all at once, and they are shown."""

    def deliver(page, *pushes):
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        worker = until(page, lambda: next(iter(page.context.service_workers), None))
        worker.evaluate(COUNTING)
        cdp, found = page.context.new_cdp_session(page), []
        cdp.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
        cdp.send("ServiceWorker.enable")
        registration = until(page, lambda: next((r for r in found if not r["isDeleted"]), None))
        receiver = {"origin": page.evaluate("location.origin"), "registrationId": registration["registrationId"]}
        for said in pushes:
            data = said if isinstance(said, str) else json.dumps(said)
            cdp.send("ServiceWorker.deliverPushMessage", {**receiver, "data": data})
        worker.evaluate(COUNTED, len(pushes))
        cdp.detach()

    return deliver


def click_notification(page):
    page.context.service_workers[0].evaluate(CLICK)


def test_a_follower_rings_is_shown_and_a_click_opens_their_page(alice, bob, alice_tab, service, push_to):
    alice_tab.goto("/notifications")
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_visible()
    assert alice_tab.evaluate("window.asked") == 0, "nobody is asked by a page that loads"
    alice_tab.get_by_role("button", name="Turn on").click()
    expect(alice_tab.locator(".toast", has_text="This device tells you")).to_be_visible()
    assert alice_tab.evaluate("window.asked") == 1
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_hidden()

    aside(follow, bob, alice)

    def arrived():
        return service.arrived

    (ring,) = eventually(arrived)
    push_to(alice_tab, ring.said)
    (note,) = alice_tab.evaluate(SHOWN)
    assert (note["title"], note["body"], note["url"]) == ("TOPiN", "Bob followed you", "/@bob")
    assert note["tag"] == ring.said["group_key"]
    push_to(alice_tab, ring.said)
    assert len(alice_tab.evaluate(SHOWN)) == 1, "the same group takes its place"

    alice_tab.goto("/home")
    click_notification(alice_tab)
    expect(alice_tab.get_by_role("heading", name="Bob", level=2)).to_be_visible()
    until(alice_tab, lambda: not alice_tab.evaluate(SHOWN))


def test_a_push_that_cannot_be_read_is_shown_all_the_same(alice_tab, push_to):
    push_to(alice_tab, "no JSON at all")
    (note,) = alice_tab.evaluate(SHOWN)
    assert (note["title"], note["body"]) == ("TOPiN", "There is something new for you.")
    click_notification(alice_tab)
    expect(alice_tab.get_by_role("heading", name="Notifications", level=1)).to_be_visible()


def test_pushes_that_come_together_are_all_shown(alice_tab, push_to):
    """As after a night without a network. Chromium loses some when their handling overlaps."""
    keys = [str(key) for key in range(30)]
    push_to(alice_tab, *({"title": "Ada", "body": "Look", "url": "/", "group_key": key} for key in keys))
    assert sorted(note["tag"] for note in alice_tab.evaluate(SHOWN)) == sorted(keys)


def test_a_push_leads_nowhere_but_to_this_site(alice_tab, push_to):
    for key, url in enumerate(["https://evil.example/", "//evil.example/", "javascript:alert(1)", 7]):
        push_to(alice_tab, {"id": key, "title": "Ada", "body": "Look", "url": url, "group_key": key, "unread": 1})
        (note,) = [note for note in alice_tab.evaluate(SHOWN) if note["tag"] == str(key)]
        assert note["url"] == "/notifications"


def test_a_tab_that_shows_the_page_already_stays_as_it_is(alice_tab, push_to):
    alice_tab.goto("/notifications")
    alice_tab.evaluate("document.body.dataset.same = 'yes'")
    push_to(alice_tab, {"id": "1", "title": "Ada", "body": "Look", "url": "/notifications", "group_key": "a"})
    click_notification(alice_tab)
    until(alice_tab, lambda: not alice_tab.evaluate(SHOWN))
    expect(alice_tab.locator("body")).to_have_attribute("data-same", "yes")
    assert len(alice_tab.context.pages) == 1


def test_a_device_is_turned_on_and_off_in_the_settings(alice_tab):
    alice_tab.goto(SETTINGS)
    expect(state(alice_tab)).to_have_text("Off")
    alice_tab.get_by_role("button", name="Turn on").click()
    expect(state(alice_tab)).to_have_text("On")
    expect(alice_tab.locator("#devices li")).to_have_count(1)
    alice_tab.get_by_role("button", name="Turn off").click()
    expect(state(alice_tab)).to_have_text("Off")
    expect(alice_tab.locator("#devices")).to_have_count(0)
    alice_tab.get_by_role("button", name="Turn on").click()
    expect(state(alice_tab)).to_have_text("On")
    alice_tab.get_by_role("button", name="Remove").click()
    expect(state(alice_tab)).to_have_text("Off")
    expect(alice_tab.locator("#devices li")).to_have_count(0)


def test_who_removes_a_device_elsewhere_is_not_registered_again(alice, alice_tab, open_tab):
    turn_on(alice_tab)
    other = let_in(open_tab(), aside(sign_in, alice.id, alice.handle, alice.email))
    other.goto(SETTINGS)
    other.get_by_role("button", name="Remove").click()
    expect(other.locator("#devices li")).to_have_count(0)
    alice_tab.goto(SETTINGS)
    expect(state(alice_tab)).to_have_text("Off")
    alice_tab.reload()
    expect(alice_tab.locator("#devices")).to_have_count(0)


def test_signing_out_ends_it_and_the_next_one_here_is_not_told(alice_tab):
    turn_on(alice_tab)
    alice_tab.get_by_text("Alice", exact=True).first.click()
    alice_tab.get_by_role("button", name="Sign out").click()
    expect(alice_tab.get_by_role("link", name="Create your account")).to_be_visible()
    assert alice_tab.evaluate("Object.keys(localStorage)") == []
    enter(alice_tab, "Bob")
    alice_tab.goto(SETTINGS)
    expect(state(alice_tab)).to_have_text("Off")


def test_a_browser_that_said_no_is_told_how_to_change_that(open_tab):
    page = open_tab()
    enter(page, "Alice")
    cdp = page.context.new_cdp_session(page)
    own = {"browserContextId": cdp.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]}
    cdp.send("Browser.setPermission", {"permission": {"name": "notifications"}, "setting": "denied", **own})
    page.goto("/notifications")
    expect(page.get_by_role("heading", name="Nothing yet")).to_be_visible()
    expect(page.get_by_role("heading", name=OFFER)).to_be_hidden()
    page.goto(SETTINGS)
    expect(state(page)).to_have_text("Not allowed by your browser")


def test_it_is_offered_after_the_first_follow_and_not_again_soon(alice_tab, join):
    for handle in ("bob", "cora"):
        join(handle)
    alice_tab.goto("/@bob")
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_hidden()
    alice_tab.get_by_role("button", name="Follow @bob").click()
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_visible()
    assert not check(alice_tab)
    alice_tab.get_by_role("button", name="Not now").click()
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_hidden()
    alice_tab.goto("/@cora")
    alice_tab.get_by_role("button", name="Follow @cora").click()
    expect(alice_tab.get_by_role("button", name="Following @cora")).to_be_visible()
    expect(alice_tab.get_by_role("heading", name=OFFER)).to_be_hidden()


def test_a_browser_whose_address_changes_says_so_without_a_page(alice_tab, service):
    turn_on(alice_tab)
    new = service.subscribe(next(iter(service.browsers.values())).server_key)
    given = {"endpoint": new.endpoint, "keys": {"p256dh": new.p256dh, "auth": new.auth}}
    change = """(given) => {
      const event = new ExtendableEvent("pushsubscriptionchange");
      event.newSubscription = given;
      dispatchEvent(event);
    }"""
    with alice_tab.context.expect_event("response", lambda r: r.url.endswith("/api/notifications/devices")) as told:
        alice_tab.context.service_workers[0].evaluate(change, given)
    assert told.value.status == 201
    alice_tab.goto(SETTINGS)
    expect(alice_tab.locator("#devices li")).to_have_count(2)


def test_nothing_that_belongs_to_a_member_is_kept_for_the_time_without_a_network(alice_tab):
    for path in ("/notifications", "/messages", "/home"):
        alice_tab.goto(path)
    alice_tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    kept = """async () => {
      const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
      const requests = await Promise.all(caches_.map((cache) => cache.keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    }"""
    paths = alice_tab.evaluate(kept)
    assert "/offline" in paths
    assert [path for path in paths if path != "/offline" and not path.startswith("/static/")] == []
    cut_line(alice_tab)
    alice_tab.goto("/notifications")
    expect(alice_tab.get_by_role("heading", name="You are offline")).to_be_visible()
    alice_tab.context.set_offline(False)


def test_going_back_to_the_answer_of_a_form_is_no_time_without_a_network(alice_tab):
    alice_tab.goto(SETTINGS)
    alice_tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
    nonsense = """(form) => {
      form.noValidate = true;
      form.querySelectorAll("input[type=time]").forEach((field) => (field.type = "text", field.value = "nonsense"));
      form.submit();
    }"""
    with alice_tab.expect_navigation():
        alice_tab.locator("#quiet-hours").evaluate(nonsense)
    expect(alice_tab.get_by_role("heading", name="Notifications", level=1)).to_be_visible()
    alice_tab.goto("/explore")
    answer = go_back(alice_tab)
    assert answer is None or not answer.from_service_worker


def test_a_note_that_is_read_or_removed_leaves_its_mark_and_the_bell(alice, alice_tab, join):
    for handle in ("bob", "cora"):
        aside(follow, join(handle), alice)
    note = alice_tab.locator(".note").first

    def both_are_told():  # a group that grows is told by the clock, which does not run here
        alice_tab.goto("/notifications?family=followers")
        return "Cora and 1 other followed you" in note.inner_text()

    until(alice_tab, both_are_told)
    expect(alice_tab.locator("#bell")).to_have_attribute("data-count", "1")
    note.get_by_role("button", name="Mark as read").click()
    expect(alice_tab.locator(".note.unread")).to_have_count(0)
    expect(alice_tab.locator("#bell")).to_have_attribute("data-count", "0")
    note.get_by_role("button", name="Remove").click()
    expect(alice_tab.locator(".note")).to_have_count(0)


def test_axe_finds_nothing(open_tab, service, alice):
    page = let_in(open_tab(viewport=PHONE, reduced_motion="reduce"), alice)
    prepare(page, service)
    page.goto("/notifications")
    expect(page.get_by_role("heading", name=OFFER)).to_be_visible()
    found = check_looks(page) + looks(page, "/notifications?family=likes&unread=1")
    page.goto(SETTINGS)
    page.get_by_role("button", name="Turn on").click()
    expect(state(page)).to_have_text("On")
    found += check_looks(page)
    page.get_by_role("button", name="Turn off").click()
    expect(state(page)).to_have_text("Off")
    assert not found
