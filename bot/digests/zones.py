"""Time zones by the names that people write."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones

COMMON = (
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi", "America/Anchorage",
    "America/Argentina/Buenos_Aires", "America/Bogota", "America/Chicago", "America/Denver", "America/Halifax",
    "America/Los_Angeles", "America/Mexico_City", "America/New_York", "America/Phoenix", "America/Sao_Paulo",
    "America/St_Johns", "America/Toronto", "Asia/Bangkok", "Asia/Dhaka", "Asia/Dubai", "Asia/Hong_Kong",
    "Asia/Jakarta", "Asia/Jerusalem", "Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Manila", "Asia/Seoul",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Tehran", "Asia/Tokyo", "Atlantic/Reykjavik", "Australia/Adelaide",
    "Australia/Brisbane", "Australia/Darwin", "Australia/Lord_Howe", "Australia/Perth", "Australia/Sydney",
    "Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Brussels", "Europe/Bucharest", "Europe/Dublin",
    "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon", "Europe/London", "Europe/Madrid",
    "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Stockholm", "Europe/Vienna",
    "Europe/Warsaw", "Europe/Zurich", "Pacific/Auckland", "Pacific/Honolulu", "UTC",
)  # fmt: skip
"""Offered in a menu, which takes a hundred; of the others `find_zone` knows the name."""


def find_zone(words: str) -> str | None:
    """The zone that somebody named: `Europe/London`, `london`, `new york`, `utc`; None where it is none. A zone can be
    named by its city where only one has that city."""
    return _by_name().get(words.strip().lower().replace(" ", "_"))


@cache
def _by_name() -> dict[str, str]:
    full = {name.lower(): name for name in available_timezones() if _is_place(name)}
    cities: dict[str, set[str]] = {}
    for name in full.values():
        cities.setdefault(name.rpartition("/")[2].lower(), set()).add(name)
    for city, names in cities.items():
        known = sorted(names & set(COMMON)) or sorted(names)
        if len(known) == 1:
            full.setdefault(city, known[0])
    return full | {"gmt": "UTC", "kiev": "Europe/Kyiv", "calcutta": "Asia/Kolkata"}


def _is_place(name: str) -> bool:
    """Zones of places, and UTC: not `EST`, whose winter never ends, nor `Etc/GMT+5`, whose sign is turned."""
    return name == "UTC" or ("/" in name and name.partition("/")[0] not in {"Etc", "posix", "right", "SystemV", "US"})


def is_zone(name: str) -> bool:
    """Whether this machine knows the zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
