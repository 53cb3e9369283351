"""What sort of piece a page holds: report, live blog, opinion, pictures. What it states goes before its address."""

import re
from urllib.parse import urlsplit

from bot.articles import jsonld
from bot.articles.article import Kind
from bot.articles.kinds import says_article
from bot.articles.stated import Stated

_TYPES = {
    "LiveBlogPosting": Kind.LIVE_BLOG,
    "OpinionNewsArticle": Kind.OPINION,
    "AnalysisNewsArticle": Kind.ANALYSIS,
    "ReviewNewsArticle": Kind.REVIEW,
    "CriticReview": Kind.REVIEW,
    "Review": Kind.REVIEW,
    "ImageGallery": Kind.GALLERY,
    "MediaGallery": Kind.GALLERY,
}
# Of pages that name no article: beside one they describe its pictures and recordings.
_MEDIA = {"VideoObject": Kind.VIDEO, "AudioObject": Kind.AUDIO, "PodcastEpisode": Kind.AUDIO}
_ADDRESSES = (
    (Kind.LIVE_BLOG, re.compile(r"/live(?:-?blog)?/|[/-]live-?(?:blog|updates?|coverage)\b|/live-(?:news|reporting)/")),
    (Kind.OPINION, re.compile(r"/(?:opinions?|op-?eds?|editorials?|commentisfree|commentary|columnists?|letters)/")),
    (Kind.GALLERY, re.compile(r"/(?:picture-?|photo-?|image-?)?(?:galler(?:y|ies)|slide-?shows?)/")),
    (Kind.REVIEW, re.compile(r"/reviews?/")),
    (Kind.VIDEO, re.compile(r"/(?:videos?|watch)/")),
    (Kind.AUDIO, re.compile(r"/(?:podcasts?|audio)/")),
)
_SECTIONS = re.compile(r"(?:opinions?|op-?eds?|editorials?|commentary|comment|columnists?|columns)", re.IGNORECASE)


def kind_of(page: Stated) -> Kind:
    """The kind that JSON-LD states; else og:type, the section or the address; else an article."""
    for node in (page.article, *(node for node in page.nodes if node.get("liveBlogUpdate"))):
        for name in jsonld.types(node):
            if name in _TYPES:
                return _TYPES[name]
    if not says_article(page.tree):
        for node in page.nodes:
            for name in jsonld.types(node):
                if name in _MEDIA or _TYPES.get(name) is Kind.GALLERY:
                    return _MEDIA.get(name, Kind.GALLERY)
        if (page.meta("og:type") or "").lower().startswith("video"):
            return Kind.VIDEO
    section = jsonld.text_of(page.article.get("articleSection")) or page.meta("article:section") or ""
    if _SECTIONS.fullmatch(section.strip()):
        return Kind.OPINION
    path = urlsplit(page.url).path.lower()
    return next((kind for kind, pattern in _ADDRESSES if pattern.search(path)), Kind.ARTICLE)
