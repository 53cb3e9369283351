"""Pages for the end-to-end tests, of our own writing."""

import html
import json

STORY = (
    "Two ferries collided in thick fog off Port Amity early on Monday, injuring 14 people, the harbour authority said.",
    "The Queen Isolde, carrying 212 passengers, struck the smaller Tern at about 6:40 a.m. as both made for the inner "
    "harbour. Nobody was killed.",
    "“We heard one long horn and then the deck jumped under us,” said Marion Achterberg, a nurse who was on her way "
    "to work. “Nobody panicked.”",
    "Harbour master Tobias Renn said the Tern had lost its radar some twenty minutes before the collision. “We are "
    "looking at every minute of that morning,” he told reporters.",
    "Divers found a gash of almost three metres in the hull of the Tern, which was towed to the Eastern dock.",
    "The accident is the second on the route this year. In February, a ferry ran aground on the Needle bank, and "
    "repairs cost $1.2 million, according to the operator, Amity Lines.",
)


def story(
    title: str = "Two ferries collide in fog off Port Amity",
    paragraphs: tuple[str, ...] = STORY,
    *,
    site: str = "The Amity Log",
    published: str = "2026-11-23T09:15:00+01:00",
) -> str:
    """A news page as a small outlet makes it: JSON-LD, navigation, footer."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": published,
        "author": [{"@type": "Person", "name": "Ines Calloway"}],
        "publisher": {"@type": "Organization", "name": site},
    }
    body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)} | {site}</title>'
        f'<meta property="og:site_name" content="{site}">'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body>'
        f'<nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><main><article><h1>{html.escape(title)}</h1>'
        f"{body}</article></main><footer>All rights reserved</footer></body></html>"
    )


GERMAN = story(
    "Fähren stoßen im Nebel zusammen",
    (
        "Zwei Fähren sind am frühen Montag in dichtem Nebel vor Port Amity zusammengestoßen. Vierzehn Menschen wurden "
        "dabei nach Angaben der Hafenbehörde leicht verletzt.",
        "„Wir hörten ein langes Signal, und dann hob sich das Deck unter unseren Füßen“, sagte eine Krankenschwester, "
        "die auf dem Weg zur Arbeit war. Niemand sei in Panik geraten.",
        "Taucher fanden an der kleineren Fähre einen Riss von fast drei Metern. Sie wurde in das Ostdock geschleppt, "
        "wo die Arbeiten nach Angaben der Reederei mehrere Wochen dauern werden.",
    ),
    site="Der Hafenbote",
).replace('lang="en"', 'lang="de"')

LOGIN = (
    '<!doctype html><html lang="en"><head><title>Sign in</title></head><body><form><label>Name <input></label>'
    "<button>Sign in</button></form></body></html>"
)
