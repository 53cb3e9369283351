"""Names of people from many languages, in Latin letters, from the lists of the `faker` package."""

from __future__ import annotations

import random
import re
from functools import cache

from faker import Faker

LOCALES = (
    "en_US", "en_GB", "en_IN", "en_NZ", "fr_FR", "de_DE", "es_ES", "es_MX", "it_IT", "pt_BR", "pt_PT", "nl_NL",
    "pl_PL", "cs_CZ", "sk_SK", "hr_HR", "sl_SI", "ro_RO", "hu_HU", "sv_SE", "no_NO", "da_DK", "fi_FI", "et_EE",
    "lt_LT", "lv_LV", "tr_TR", "id_ID", "vi_VN", "fil_PH", "yo_NG", "ha_NG", "ig_NG", "zu_ZA", "uz_UZ", "az_AZ",
    "uk_UA", "ru_RU", "bg_BG", "ja_JP", "zh_CN",
)  # fmt: skip
ROMANISED = ("ja_JP", "zh_CN")
PER_LOCALE = 400
PER_TRADITION = 500  # names made from each of the short lists below
CYRILLIC = dict(zip(
    "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
    ("a", "b", "v", "h", "g", "d", "e", "ye", "yo", "zh", "z", "y", "i", "yi", "y", "k", "l", "m", "n", "o", "p", "r",
     "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"), strict=True,
))  # fmt: skip
NAME = re.compile(r"[A-Za-zÀ-ÿĀ-ſ][\w'’-]*")

# Traditions that the package has no Latin spelling for: given names, surnames, whether the surname comes first.
TRADITIONS = (
    ("Mohammed Ahmed Ali Hassan Hussein Omar Khaled Youssef Ibrahim Mahmoud Abdullah Faisal Salman Tariq Nasser Fatima "
     "Aisha Layla Mariam Zainab Noor Hana Samir Walid Bashar Rami Karim Jamal",
     "al-Sisi al-Assad al-Maliki Haniyeh Abbas Khalil Mansour Haddad Nasrallah Hariri Barzani Sadr Rahman Farouk Saleh "
     "Qasim Shalabi Aoun Salam Khoury Jaber Hamdan Zahar Shtayyeh Gantz Netanyahu", False),
    ("Jae-in Suk-yeol Min-jun Ji-hoon Seo-yeon Hyun-woo Jong-un Yo-jong Eun-hye Dong-hyun Sung-min",
     "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Moon", True),
    ("Wei Jinping Qiang Yi Xiaoming Fang Lei Jing Na Min Jun Yan Tao Chao Ping Gang Meng Yaqin",
     "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin", True),
)  # fmt: skip


def romanised(name: str) -> str:
    """Cyrillic letters as Latin ones, without apostrophes; other letters as they are."""
    out = []
    for letter in name:
        latin = CYRILLIC.get(letter.lower())
        if latin is None:
            out.append(letter)
        else:
            out.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(out).replace("’", "").replace("'", "")


@cache
def people() -> tuple[tuple[str, str], ...]:
    """Pairs of first and last word of a name, the same each time."""
    pairs: list[tuple[str, str]] = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(1)
        for _ in range(PER_LOCALE):
            if locale in ROMANISED:
                pair = (fake.first_romanized_name(), fake.last_romanized_name())
            else:
                pair = (romanised(fake.first_name()), romanised(fake.last_name()))
            if all(NAME.fullmatch(part) for part in pair):
                pairs.append(pair)
    rng = random.Random(5)
    for given, family, family_first in TRADITIONS:
        for _ in range(PER_TRADITION):
            pair = (rng.choice(given.split()), rng.choice(family.split()))
            pairs.append(pair[::-1] if family_first else pair)
    return tuple(pairs)


@cache
def given_names() -> frozenset[str]:
    """Given names that occur in `people`."""
    return frozenset(first for first, _ in people())


@cache
def surnames() -> frozenset[str]:
    """Surnames that occur in `people`."""
    return frozenset(last for _, last in people())
