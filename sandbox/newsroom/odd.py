"""The pages that go wrong, each as real sites do it: walls, dead links, files, slow and huge pages, other languages."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from sandbox.newsroom import fronts
from sandbox.newsroom.answer import SitePage, html, redirect
from sandbox.newsroom.furniture import document, newsletter_box
from sandbox.newsroom.outlets import OUTLETS
from sandbox.newsroom.pages import json_ld, paragraphs, subscribe_box
from sandbox.newsroom.stories import stories

SLOW_SECONDS = 30.0
"""How long the slow page takes; well over the longest that the bot waits by default (10 s)."""

HUGE_BYTES = 12_000_000
"""The least size of the huge page; over the most that the bot reads by default (10 MB)."""

GERMAN_HOST = "kuestenanzeiger.localhost"


@dataclass(frozen=True, slots=True)
class Odd:
    """A page that is no plain article. `make` gets the host as it was asked for, port included."""

    host: str
    path: str
    make: Callable[[str], SitePage]


def wall(status: int, title: str, text: str, **headers: str) -> Callable[[str], SitePage]:
    """A short page of refusal or trouble."""
    body = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"

    def make(_: str) -> SitePage:
        fields = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return SitePage(status, fields, body.encode())

    return make


def paywall_without_text(host: str) -> SitePage:
    """A subscriber-only article that gives nothing away but its headline."""
    outlet, title = OUTLETS["postledger"], "What the Miller Pond engineers wrote in the margins"
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "isAccessibleForFree": False}
    body = f'<main id="main"><article><h1>{title}</h1>{subscribe_box()}</article></main>'
    return html(document(outlet, title=f"{title} - {outlet.name}", head=json_ld([data]), body=body))


def pdf(_: str) -> SitePage:
    """A court's judgment as a PDF."""
    text = b"BT /F1 12 Tf 72 720 Td (In the Crown Court at Port Ansel) Tj ET"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    body += b"".join(b"%010d 00000 n \n" % place for place in places)
    body += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return SitePage(200, {"Content-Type": "application/pdf"}, body)


def image(_: str) -> SitePage:
    """A picture of one grey dot, as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
    )
    return SitePage(200, {"Content-Type": "image/png"}, body)


def slow(_: str) -> SitePage:
    """A page that comes too late."""
    page = fronts.front(OUTLETS["harbourcourier"])
    return html(page, delay=SLOW_SECONDS)


def huge(_: str) -> SitePage:
    """A data dump that calls itself a page."""
    row = "<tr><td>Wexmoor Water</td><td>Sallow Head</td><td>level</td><td>98.2</td></tr>\n"
    rows = row * (HUGE_BYTES // len(row) + 1)
    return html(document(OUTLETS["meridianwire"], title="Readings", head="", body=f"<table>{rows}</table>"))


def moved(slug: str) -> Callable[[str], SitePage]:
    """An old short link to an article."""
    return lambda host: redirect(f"http://{host}{stories()[slug].path}")


GERMAN = (
    "Drei Tage nach dem Bruch des Staudamms oberhalb von Brennick haben zwanzig Helfer aus dem Landkreis Süderhaff "
    "am Donnerstag ihre Arbeit in der Kleinstadt aufgenommen. Sie brachten sechs Pumpen und ein Feldlabor mit.",
    "„Wir wissen, was stehendes Wasser mit einem Keller macht“, sagte Einsatzleiter Jörn Petersen am Morgen. "
    "„Je früher man anfängt, desto weniger muss man später abreißen.“",
    "Die Gruppe hatte sich am Dienstagabend gemeldet, wenige Stunden nachdem die ersten Bilder aus dem Tal um die "
    "Welt gegangen waren. Nach Angaben der Kreisverwaltung dauerte die Anreise mit der Fähre 26 Stunden.",
    "In Brennick stehen noch etwa 420 Häuser unter Wasser oder Schlamm. Die Behörden rechnen damit, dass die "
    "Bewohner frühestens Ende April zurückkehren können. Viele sind bei Verwandten untergekommen.",
    "Die Laborantin Heike Wulff untersucht das Trinkwasser aus den Brunnen der umliegenden Höfe. Erste Ergebnisse "
    "sollen am Wochenende vorliegen. Bis dahin gilt: abkochen oder wegschütten.",
    "Der Einsatz ist zunächst auf zehn Tage angelegt. Die Kosten von rund 85.000 Euro trägt der Landkreis.",
)


def german(host: str) -> SitePage:
    """An article that is not in English."""
    title = "Pumpen für Brennick: Helfer aus Süderhaff im Flutgebiet"
    text = f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} | Küstenanzeiger</title>
<meta property="og:type" content="article"><meta property="og:site_name" content="Küstenanzeiger">
<meta property="og:locale" content="de_DE"><meta property="article:published_time" content="2026-03-12T14:20:00+01:00">
<link rel="canonical" href="http://{escape(host)}/regional/pumpen-fuer-brennick.html"></head>
<body><header><a href="/">Küstenanzeiger</a></header>
<main><article><header><h1>{title}</h1><p class="autor">Von Silke Brandt</p></header>
{paragraphs(GERMAN)}</article></main><footer>Impressum · Datenschutz</footer></body></html>"""
    return html(text)


def video(_: str) -> SitePage:
    """A page that has a film and no text."""
    outlet = OUTLETS["touchline"]
    title = "Watch: all seven goals"
    body = f'<main id="main"><h1>{title}</h1><video src="/clips/0.mp4"></video>{newsletter_box(outlet)}</main>'
    return html(document(outlet, title=f"{title} · {outlet.name}", head="", body=body))


COURIER, ECHO = OUTLETS["harbourcourier"], OUTLETS["lennvalleyecho"]
WIRE, LEDGER, TOUCHLINE = OUTLETS["meridianwire"], OUTLETS["postledger"], OUTLETS["touchline"]

ODDITIES: dict[str, Odd] = {
    "missing": Odd(
        COURIER.host, "/news/2026/03/10/bridge-reopens-after-all", lambda _: html(fronts.not_found(COURIER), 404)
    ),
    "gone": Odd(ECHO.host, "/news/20000001.withdrawn/", wall(410, "Gone", "This article has been withdrawn.")),
    "bot-wall": Odd(
        "tidemark.localhost",
        "/2026/03/inside-the-control-room",
        wall(403, "Access denied", "Please enable JavaScript and cookies to continue. Ray ID: 8f2c41d07"),
    ),
    "busy": Odd(WIRE.host, "/world/busy/", wall(429, "Too many requests", "Slow down.", Retry_After="30")),
    "broken": Odd(ECHO.host, "/news/20000002.broken/", wall(500, "Server error", "Something went wrong.")),
    "paywall-empty": Odd(LEDGER.host, "/story/local/2026/03/12/miller-pond-margins/20000003/", paywall_without_text),
    "pdf": Odd(COURIER.host, "/documents/pellow-sentencing-remarks.pdf", pdf),
    "image": Odd(COURIER.host, "/images/chart-0001.png", image),
    "slow": Odd(COURIER.host, "/interactive/flood-map", slow),
    "huge": Odd(WIRE.host, "/data/reservoir-readings.html", huge),
    "redirect": Odd(WIRE.host, "/s/4Kd9", moved("brennick-dam-burst")),
    "redirect-loop": Odd(WIRE.host, "/s/loop", lambda host: redirect(f"http://{host}/s/loop", 302)),
    "german": Odd(GERMAN_HOST, "/regional/pumpen-fuer-brennick.html", german),
    "login": Odd(LEDGER.host, "/login", lambda _: html(fronts.login(LEDGER))),
    "search": Odd(ECHO.host, "/search", lambda _: html(fronts.search(ECHO))),
    "video": Odd(TOUCHLINE.host, "/football/clips/seven-goals", video),
    "home": Odd(COURIER.host, "/", lambda _: html(fronts.front(COURIER))),
    "section": Odd(LEDGER.host, "/local/", lambda _: html(fronts.front(LEDGER, "local"))),
}

UNREACHABLE = "http://gazette.localhost:1/2026/03/12/no-one-listens-here"
"""An address where no server listens, whatever the sandbox's port."""
