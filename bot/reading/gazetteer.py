"""Place names that need no context: GeoNames' list (places.json, CC BY 4.0) and what news calls places besides."""

import json
from functools import cache
from pathlib import Path

from bot.reading.words import bag

_FILE = Path(__file__).with_name("places.json")

# Names that are more often a person, a word or a club than the place: only their context makes them one.
_AMBIGUOUS = bag(
    """Of Victoria Nice Mobile Reading Split Bath Brent Derby Bello Banan Bari Beira Bern Fatih Bida Gaya Bimbo Boma
    Buda Essen Golfe Ganja Guli Ica Male Man Most Orange Paris_Hilton Salem San_Jose Santa Santiago_Maria Wells
    Lincoln Jackson Madison Austin_Powers Arlington Francisco Leon León Valencia_Maria Santos Serra Soledad Sari
    Sale Same Sun Suez Temple Van Tema Young Wei Wan Xi Bo Cali Carlos Diego Hamilton Chandler Gilbert Irving
    Garland Henderson Laredo Norfolk Aurora Angel Regina Florence Sidney Georgia_May Jordan_Smith Chad Jersey
    Reunion Guernsey Christmas Dominica Lima_Bean Campeche Cancer Chester Blackburn Bolton Preston Sunderland
    Crawley Barnet Harrow Camden Lambeth Hillingdon Kent Dudley Warwick Rose Hope Union Central Downtown Nation Bo
    Daye Dili Esna Goma Hebi Heze Imus Iwo Jos Los Mira Marina Milan Mary Natal Obi Ota Owo Pati Puri Rio Rey Rama
    Robertson Santana Sara Siddhi Silva Surat Sur Taif Tel Tours Una Uri Varna Warren Yan York Zaria Enterprise
    Paradise Spring Metro Summer Republic"""
)
_MORE = [
    "US",
    "U.S.",
    "USA",
    "U.S.A.",
    "UK",
    "U.K.",
    "UAE",
    "DRC",
    "America",
    "Britain",
    "Great Britain",
    "England",
    "Scotland",
    "Wales",
    "Northern Ireland",
    "Czech Republic",
    "Burma",
    "Macedonia",
    "Ivory Coast",
    "Congo",
    "Holland",
    "Netherlands",
    "Palestine",
    "Swaziland",
    "Cape Verde",
    "East Timor",
    "Vatican City",
    "Soviet Union",
    "Yugoslavia",
    "Czechoslovakia",
    "European Union",
    "Middle East",
    "West Bank",
    "Gaza Strip",
    "Golan Heights",
    "Crimea",
    "Donbas",
    "Donbass",
    "Kashmir",
    "Tibet",
    "Xinjiang",
    "Inner Mongolia",
    "Kurdistan",
    "Chechnya",
    "Dagestan",
    "Catalonia",
    "Bavaria",
    "Tuscany",
    "Sicily",
    "Sardinia",
    "Corsica",
    "Crete",
    "Cornwall",
    "Yorkshire",
    "Normandy",
    "Brittany",
    "Provence",
    "Andalusia",
    "Siberia",
    "Punjab",
    "Sindh",
    "Balochistan",
    "Waziristan",
    "Kerala",
    "Bihar",
    "Gujarat",
    "Maharashtra",
    "Uttar Pradesh",
    "Tamil Nadu",
    "Rajasthan",
    "Karnataka",
    "West Bengal",
    "Assam",
    "Telangana",
    "Odisha",
    "Haryana",
    "Goa",
    "Ontario",
    "Quebec",
    "British Columbia",
    "Alberta",
    "Manitoba",
    "Saskatchewan",
    "Nova Scotia",
    "Newfoundland",
    "Queensland",
    "New South Wales",
    "Tasmania",
    "Western Australia",
    "Northern Territory",
    "South Australia",
    "Darfur",
    "Somaliland",
    "Puntland",
    "Tigray",
    "Biafra",
    "Zanzibar",
    "Sinai",
    "Sahel",
    "Maghreb",
    "Balkans",
    "Caucasus",
    "Scandinavia",
    "Caribbean",
    "Africa",
    "Asia",
    "Europe",
    "Antarctica",
    "North America",
    "South America",
    "Latin America",
    "Central America",
    "Southeast Asia",
    "East Asia",
    "South Asia",
    "Central Asia",
    "West Africa",
    "East Africa",
    "North Africa",
    "Eastern Europe",
    "Western Europe",
    "Oceania",
    "Arctic",
    "Pacific",
    "Atlantic",
    "Pacific Ocean",
    "Atlantic Ocean",
    "Indian Ocean",
    "Arctic Ocean",
    "Mediterranean",
    "Mediterranean Sea",
    "Black Sea",
    "Red Sea",
    "Dead Sea",
    "Baltic Sea",
    "North Sea",
    "South China Sea",
    "East China Sea",
    "Persian Gulf",
    "Gulf of Mexico",
    "Gulf of Aden",
    "Strait of Hormuz",
    "Suez Canal",
    "Panama Canal",
    "English Channel",
    "Himalayas",
    "Alps",
    "Andes",
    "Rockies",
    "Amazon River",
    "Nile",
    "Danube",
    "Mekong",
    "Mount Everest",
    "New York",
    "New York City",
    "Manhattan",
    "Brooklyn",
    "Queens",
    "Bronx",
    "Staten Island",
    "Harlem",
    "Washington",
    "Washington, D.C.",
    "Washington, DC",
    "D.C.",
    "Hollywood",
    "Silicon Valley",
    "Wall Street",
    "Broadway",
    "Capitol Hill",
    "Long Island",
    "New England",
    "Midwest",
    "Deep South",
    "West Coast",
    "East Coast",
    "Bay Area",
    "San Francisco Bay Area",
    "Beverly Hills",
    "Cape Town",
    "Kiev",
    "Kiyv",
    "Kharkov",
    "Odesa",
    "Odessa",
    "Lviv",
    "Bakhmut",
    "Kherson",
    "Mykolaiv",
    "Zaporizhzhia",
    "Mecca",
    "Medina",
    "Jerusalem",
    "East Jerusalem",
    "Ramallah",
    "Hebron",
    "Jenin",
    "Nablus",
    "Rafah",
    "Khan Younis",
    "Fallujah",
    "Tikrit",
    "Ramadi",
    "Raqqa",
    "Kobani",
    "Palmyra",
    "Idlib",
    "Bombay",
    "Calcutta",
    "Madras",
    "Bangalore",
    "Peking",
    "Canton",
    "Saigon",
    "Rangoon",
    "Mumbai",
    "Macau",
    "Bali",
    "Okinawa",
    "Hokkaido",
    "Fukushima",
    "Guantanamo Bay",
    "Guantanamo",
    "Cannes",
    "Davos",
    "Geneva",
    "Oxford",
    "Cambridge",
    "St. Petersburg",
    "St. Louis",
    "Ferguson",
    "Hawaii",
    "Cyprus",
    "Northern Cyprus",
    "Nagorno-Karabakh",
    "Transnistria",
    "Abkhazia",
    "South Ossetia",
    "Falklands",
    "Falkland Islands",
    "Aleppo",
]
_COUNTRY_FORMS = bag(
    """US U.S. USA U.S.A. UK U.K. UAE DRC America Britain Holland Netherlands Palestine Burma England Scotland Wales"""
)

_DEMONYMS = bag(
    """Afghan Albanian Algerian American Angolan Argentine Argentinian Armenian Australian Aussie Austrian
    Azerbaijani Bahraini Bangladeshi Belarusian Belgian Bolivian Bosnian Brazilian British Briton Bulgarian
    Burmese Cambodian Cameroonian Canadian Chadian Chilean Chinese Colombian Congolese Croatian Cuban Cypriot
    Czech Danish Dane Dominican Dutch Ecuadorian Egyptian Emirati English Eritrean Estonian Ethiopian Filipino
    Philippine Finnish Finn French Frenchman Gambian Georgian German Ghanaian Greek Guatemalan Guinean Haitian
    Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese
    Jordanian Kazakh Kenyan Korean Kosovar Kuwaiti Kyrgyz Lao Latvian Lebanese Liberian Libyan Lithuanian
    Macedonian Malagasy Malawian Malaysian Malian Maltese Mauritanian Mexican Moldovan Mongolian Moroccan
    Mozambican Namibian Nepali Nepalese Nicaraguan Nigerian Nigerien Norwegian Omani Pakistani Palestinian
    Panamanian Paraguayan Peruvian Pole Polish Portuguese Qatari Romanian Russian Rwandan Salvadoran Saudi
    Scottish Scot Senegalese Serb Serbian Singaporean Slovak Slovenian Somali Spanish Spaniard Sudanese Swede
    Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tunisian Turk Turkish Turkmen Ugandan Ukrainian Uruguayan
    Uzbek Venezuelan Vietnamese Welsh Yemeni Zambian Zimbabwean African Asian European Arab Kurdish Kurd Persian
    Latino Latina Hispanic Tibetan Uighur Uyghur Rohingya Chechen Catalan Basque Bavarian Soviet Scandinavian
    Nordic Baltic Balkan Caucasian Slavic Western Eastern Northern Southern Californian Texan Parisian Londoner
    Christian Muslim Islamic Islamist Jewish Jew Hindu Buddhist Sikh Catholic Protestant Sunni Shia Shiite Mormon
    Orthodox Evangelical Anglican Methodist Baptist Zionist Coptic Yazidi Alawite Houthi Republican Democrat
    Democratic Conservative Labour Liberal Tory Communist Socialist Nazi Marxist"""
)


@cache
def places() -> frozenset[str]:
    """Names that are places wherever they stand with capitals."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    names = {*data["countries"], *data["states"], *data["cities"], *_MORE}
    return frozenset(name.strip() for name in names if name not in _AMBIGUOUS and len(name) > 1)


@cache
def countries() -> frozenset[str]:
    """Names of countries, in the forms that news uses."""
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset({*data["countries"], *_COUNTRY_FORMS})


def is_demonym(word: str) -> bool:
    """Is it a people's, a faith's or a party's name or adjective ("Russians", "Afghan-born" is not)?"""
    return word in _DEMONYMS or (word.endswith("s") and word[:-1] in _DEMONYMS)
