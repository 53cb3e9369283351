"""From the bytes of a page to its text, whatever the page says about its character set."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096
"""How far into the page a declaration is looked for; the standard says 1,024, some news sites put it later."""

# Only these: Python also knows "codecs" that run code pages of their own making or decompress.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(-?[lb]e)?|utf-?32(-?[lb]e)?|(x-)?(iso|cp|windows|koi8|mac|big5|euc|gb|shift|sjis|johab|tis|latin)"
    r"[\w-]*|us-ascii|ascii",
    re.IGNORECASE,
)
# What browsers make of labels that are used for more than they mean (WHATWG Encoding).
_WIDENED = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949"}
_WIDENED |= {"shift_jis": "cp932", "iso8859-9": "cp1254", "tis_620": "cp874"}
_FALLBACK = "cp1252"


def decode(body: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes; never fails, what can't be read becomes U+FFFD.

    A byte order mark wins; then UTF-8 if the bytes are valid UTF-8, as no other text is so by chance; then `declared`
    (the HTTP header's charset), the page's own declaration, and Windows-1252.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    meta = _META.search(body[:_META_WITHIN])
    for label in (declared, meta.group(1).decode("ascii") if meta else None):
        if codec := _codec(label):
            return body.decode(codec, "replace")
    return body.decode(_FALLBACK, "replace")


def _codec(label: str | None) -> str | None:
    if not label or not _KNOWN.fullmatch(label.strip()):
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return None
    return _WIDENED.get(name, name)
