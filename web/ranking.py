"""How for-you feeds are ranked, in words."""

from django.utils.translation import gettext_lazy as _

#: What earns a post points, in the order it is explained; then what these are multiplied with, and bounds.
PARTS = {
    "base": _("Every post"),
    "similar": _("Similar to what you liked"),
    "followed": _("By somebody you follow"),
    "topic": _("About a topic you follow or like"),
    "reposted": _("Reposted by somebody you follow"),
    "circle": _("From a circle of yours"),
    "liked_by_followed": _("Liked by somebody you follow"),
    "trending": _("About what is trending"),
    "fresh": _("New"),
    "engagement": _("Many of its readers react"),
    "small_account": _("By a small account"),
}
OTHERS = {
    "half_life_hours": _("Hours after which a post counts half"),
    "less": _("After “Less like this”, similar posts count times"),
    "more": _("After “More like this”, similar posts count times"),
    "author_spread": _("How fast further posts of one author count less"),
    "topic_spread": _("How fast further posts about one topic count less"),
    "similar_from": _("How similar a post must be to count, from 0 to 1"),
    "recent_days": _("Days that posts found by your interests may be old"),
    "small_account_followers": _("Followers below which an account is small"),
}
RULES = {
    "candidates": _("Which posts are looked at"),
    "score": _("What a post scores"),
    "freshness": _("New before old"),
    "similar": _("What you like to read"),
    "fresh": _("Small accounts"),
    "spread": _("Not too much of one thing"),
    "feedback": _("More and less like this"),
    "in_a_row": _("Never many in a row"),
    "seen": _("Nothing twice"),
    "never": _("Never shown"),
}


def explained(ranking):
    """{version, parts, others, rules} of what `get_ranking` answers; `parts` with per cents of the greatest weight.

    What has no words here is shown by its own name, never left out.
    """
    weights = dict(ranking["weights"])
    most = max((weights[name] for name in PARTS if name in weights), default=0) or 1
    parts = [(words, weights.pop(name)) for name, words in PARTS.items() if name in weights]
    return {
        "version": ranking["version"],
        "parts": [(words, weight, max(0, round(100 * weight / most))) for words, weight in parts],
        "others": [(OTHERS.get(name, name), weight) for name, weight in _in_order(weights, OTHERS)],
        "rules": [(RULES.get(name, name), rule) for name, rule in _in_order(ranking["rules"], RULES)],
    }


def _in_order(found, order):
    known = [name for name in order if name in found]
    return [(name, found[name]) for name in [*known, *(name for name in found if name not in order)]]
