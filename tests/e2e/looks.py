"""axe: what it finds on a page as it is, and in every look that the page can have."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]  # those of them whose answer another colour can change
# Only what is wrong leaves the page, as text: the whole answer is longer than the page, and costs more than all rules.
RUN = """async ([within, runOnly]) => {
    await Promise.all(document.getAnimations().map((a) => a instanceof CSSTransition && a.finished.catch(() => {})));
    const options = { runOnly, resultTypes: ["violations"], selectors: false };
    const { violations } = await axe.run(within ?? document, options);
    const say = ({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.slice(0, 200)}`;
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${innerWidth} wide: ${id}: ${say(node)}`));
}"""

SHEETS = "[...document.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet)"  # those of the dark, too


def check(page, *, rules=RULES, within=None):
    """What axe finds, as sentences; `within` is a selector."""
    expect(page.locator("main")).to_be_attached()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [f"{page.url}: {fault}" for fault in page.evaluate(RUN, [within, rules])]


def faults(page, path):
    page.goto(path)
    return check(page)


def check_looks(page, *, sizes=(DESK, PHONE), contrast=False):
    """On a desk and on a phone, light and dark (and, at the last size, with more contrast): the page stays, its look
    changes.

    All rules at each size; in other colours those that ask about colours, for dark.css and contrast.css change no
    more than these. The page is light before and after, and keeps the last size.
    """
    page.wait_for_function(SHEETS)
    found = []
    for size in sizes:
        page.set_viewport_size(size)
        found += check(page)
        found += _in_colours(page, "dark", "no-preference")
        page.emulate_media(color_scheme="light")
    if contrast:
        found += _in_colours(page, "dark", "more") + _in_colours(page, "light", "more")
        page.emulate_media(contrast="no-preference")
    return found


def _in_colours(page, scheme, contrast):
    page.emulate_media(color_scheme=scheme, contrast=contrast)
    expect(page.locator("html")).to_have_css("color-scheme", scheme)
    return [f"{scheme}, {contrast}: {fault}" for fault in check(page, rules=OF_COLOURS)]


def looks(page, path, **options):
    page.goto(path)
    return check_looks(page, **options)
