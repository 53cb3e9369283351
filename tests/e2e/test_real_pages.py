"""Real news pages, as crawled, through the whole bot; all 90 are read in tests/bot/reading/test_corpora.py."""

from itertools import islice

import pytest

from bot.articles.parse import extract
from tests.e2e.conftest import Newsroom
from tests.support.corpora import pages

pytestmark = pytest.mark.corpus


@pytest.mark.timeout(120)
def test_ten_pages_shared_get_ten_replies_in_their_threads(newsroom: Newsroom) -> None:
    english = (html for _, url, html in pages() if extract(html, url).language == "en")
    shared = [newsroom.share(f"<{newsroom.publish(html)}>") for html in islice(english, 10)]
    assert len(shared) == 10
    for ts in shared:
        newsroom.wait_for_briefs(ts)
    newsroom.settle()
    assert [len(newsroom.replies(ts)) for ts in shared] == [1] * 10
