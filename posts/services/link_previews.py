"""Previews of the pages that posts link to."""

import logging
from datetime import timedelta

from django.conf import settings

from posts import pages
from topin import sql

log = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)  # longer than a page may take, shorter than until a lost delivery comes again


def fetch_link_preview(link_id):
    """Looks at a linked page and keeps what it says of itself, at most once in LINK_PREVIEW_DAYS.

    A page that shows nothing is remembered as failed; nobody is told.
    """
    age = timedelta(days=settings.LINK_PREVIEW_DAYS)
    url = sql.do(sql.SYSTEM, "begin_link_preview", link_id, age, LEASE)
    if url is None:
        return
    try:
        page = pages.look_at(url)
    except pages.NoPreview as reason:
        log.info("No preview of a linked page: %s", reason)
        sql.do(sql.SYSTEM, "fail_link_preview", link_id)
    else:
        sql.do(sql.SYSTEM, "store_link_preview", link_id, *page)
