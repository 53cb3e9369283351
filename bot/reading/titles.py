"""The nouns that titles and roles are made of, and how to tell a role from any other words."""

import re

from bot.reading.words import bag

# Before a name, with its full stop or without.
HONORIFICS = bag("""mr mrs ms mx miss mister madam sir dame lord lady baroness baron sheikh sheik imam rabbi""")
TITLES = bag(
    """president vice-president premier chancellor minister secretary governor gov senator sen representative rep
    congressman congresswoman congressmember mayor councillor councilor councilman councilwoman alderman mp mep
    msp lawmaker delegate ambassador envoy consul commissioner director manager chief chairman chairwoman chair
    chairperson ceo cfo coo cto boss founder co-founder cofounder owner head leader deputy spokesman spokeswoman
    spokesperson spokesmen adviser advisor aide strategist analyst economist professor prof dr doctor lecturer
    teacher principal headteacher dean provost rector researcher scientist physicist biologist historian author
    writer novelist poet journalist reporter correspondent anchor editor columnist critic photographer filmmaker
    director-general producer actor actress singer singer-songwriter musician rapper comedian dancer artist
    designer model chef host presenter star player captain coach goalkeeper midfielder defender striker forward
    winger quarterback pitcher driver boxer sprinter golfer cyclist swimmer champion skipper referee umpire
    trainer jockey athlete lawyer attorney barrister solicitor prosecutor judge justice magistrate coroner sheriff
    constable superintendent inspector detective officer sergeant sgt lieutenant lt colonel col major maj general
    gen admiral adm brigadier captain capt corporal cpl private pvt commander cmdr marshal airman seaman soldier
    pilot co-pilot astronaut cosmonaut engineer architect pope cardinal archbishop bishop priest father rev
    reverend pastor vicar deacon sister brother mother king queen prince princess duke duchess earl count countess
    emperor sultan emir crown ayatollah mullah nurse surgeon physician psychologist psychiatrist pediatrician
    epidemiologist paramedic firefighter farmer fisherman shopkeeper owner resident neighbor neighbour witness
    survivor victim suspect activist campaigner organizer organiser protester student pupil undergraduate graduate
    alumnus son daughter wife husband father mother brother sister uncle aunt cousin nephew niece grandfather
    grandmother grandson granddaughter widow widower fiancee fiance girlfriend boyfriend partner friend colleague
    teammate roommate counterpart rival opponent successor predecessor candidate nominee contender lawmaker
    speaker whip treasurer comptroller auditor ombudsman trustee fellow expert specialist consultant investor
    entrepreneur businessman businesswoman billionaire tycoon executive official member veteran legend guru
    pioneer curator librarian conservationist ecologist geologist seismologist meteorologist forecaster
    climatologist astronomer developer programmer translator interpreter volunteer worker blogger vlogger youtuber
    influencer whistleblower informant hacker gunman attacker bomber terrorist militant commander-in-chief rebel
    warlord dictator politician statesman diplomat monarch heir vice-chancellor undersecretary under-secretary
    chairman-elect president-elect first-lady lady inventor playwright screenwriter composer conductor pianist
    guitarist drummer bassist violinist frontman bandmate choreographer sculptor painter cartoonist publisher
    broadcaster pundit commentator reviewer biographer academic scholar philosopher theologian sociologist
    anthropologist archaeologist paleontologist neuroscientist virologist immunologist oncologist cardiologist
    chemist mathematician statistician demographer negotiator mediator peacemaker investigator examiner
    pathologist medic midwife caretaker guardian guard bodyguard clerk cashier waiter barista butcher baker
    carpenter plumber electrician mechanic technician operator supervisor administrator coordinator organizer
    planner recruiter instructor tutor mentor counselor counsellor therapist grower breeder rancher angler skipper
    sailor fisher trawlerman harbourmaster harbormaster stationmaster ranger warden keeper inmate prisoner
    defendant plaintiff juror heiress socialite personality celebrity icon idol contestant finalist winner
    medalist medallist olympian swimmer gymnast skier skater snowboarder surfer climber mountaineer explorer
    adventurer fullback linebacker receiver catcher shortstop outfielder infielder batsman bowler batter
    wicketkeeper winger qb rb wr dl lb cb centre-back point-guard seamer spinner manager-elect trader broker banker
    dealer accountant advocate tempore counsel substitute"""
)
# They stand before a title: "former", "acting", "US".
MODIFIERS = bag(
    """former ex acting interim outgoing incoming then-president deputy assistant associate senior junior chief vice
    late retired prime foreign defense defence interior finance home health education justice attorney general
    state first lead co executive managing national regional federal local world opposition house senate majority
    minority supreme high crown lieutenant major brigadier rear staff air police fire party press prominent
    veteran honorary current newly longtime long-time fellow top two-time three-time four-time five-time all-time"""
)
ORGANISATION_NOUNS = bag(
    """Department Ministry University College School Institute Academy Party Council Committee Commission Agency
    Administration Authority Bureau Office Association Society Federation Foundation Fund Union Alliance League
    Club Corporation Company Group Inc Inc. Corp Corp. Ltd Ltd. LLC PLC plc Co Co. Bank Holdings Partners
    Industries Systems Technologies Motors Airlines Airways Air Energy Pharmaceuticals Laboratories Labs Media
    News Times Post Journal Tribune Herald Gazette Courier Press Magazine Network Radio Television TV Studios
    Pictures Records Entertainment Police Army Navy Force Forces Guard Guards Corps Marines Brigade Battalion
    Regiment Division Command Service Services Court Senate Congress Parliament Assembly House Cabinet Government
    Church Hospital Clinic Centre Center Trust Board Organization Organisation Initiative Project Movement Front
    Brotherhood Coalition Campaign Network Museum Gallery Orchestra Theatre Theater Library Observatory Patrol
    Team United City Rovers Wanderers FC AFC CF Exchange Nations Cross Crescent Watch International Greenpeace
    Reserve Treasury Pentagon Kremlin Supermarket Supermarkets Store Stores Hotel Hotels Restaurants Insurance
    Capital Investments Securities Ventures Solutions Software Bancorp Brothers Sons Associates Consulting
    Legislature Tribunal Inspectorate Registry Secretariat Taliban Hezbollah Hamas ISIS Daesh Mossad Interpol
    Europol Reuters Boko Haram Facebook Twitter Google Apple Microsoft Amazon YouTube Instagram TikTok Tesla
    Boeing Airbus Netflix"""
)
PLACE_NOUNS = bag(
    """River Street Avenue Road Boulevard Lane Square Bridge Park Island Islands Bay Beach Lake Mountain Mountains
    Mount Valley Desert Forest Peninsula Coast Province District County State City Town Village Region Territory
    Airport Harbor Harbour Port Station Stadium Arena Plaza Palace Castle Cathedral Sea Ocean Gulf Strait Canyon
    Creek Falls Heights Hills Springs Fort Camp Prefecture Oblast Governorate Peninsula Cape Highway Mall Tower
    Towers Hall Pier Quay Dock Docks Reservoir Dam Canal Estuary Glacier Volcano Reef Ridge Township Borough
    Parish Quarter"""
)

# They say a person's part in a story, and are no titles: a name that begins with one is a name ("Fan Bolt").
ROLE_NOUNS = bag(
    """passenger employee master headmaster extremist native bystander onlooker fan supporter attendee spectator
    customer client tenant patient parent child baby teen teenager youngster pensioner grandparent twin ex-wife
    ex-husband in-law stepfather stepmother stepson stepdaughter spouse publicist agent spy burglar thief robber
    rapist murderer killer shooter assassin kidnapper hostage captive detainee fugitive smuggler trafficker refugee
    migrant immigrant settler villager fighter jihadi jihadist insurgent separatist loyalist hardliner mastermind
    accomplice collaborator co-author co-host co-star co-driver co-owner co-chair co-creator creator showrunner
    hopeful front-runner frontrunner favourite favorite challenger incumbent prodigy newcomer debutant rookie
    freshman sophomore magnate mogul baron philanthropist donor benefactor patron hero heroine saint scion crewman
    crewmember first-mate bosun sommelier veterinarian dentist optometrist pharmacist nutritionist dietitian carer
    caregiver babysitter nanny maid driver courier postman mailman dispatcher responder lifeguard diver cop sleuth
    handler ally confidant confidante acquaintance lover ex-girlfriend ex-boyfriend bride groom newlywed orphan
    citizen national countryman compatriot islander intern apprentice trainee recruit cadet conscript paratrooper
    commando sniper gunner submariner aviator cleric chaplain evangelist televangelist missionary guru swami abbot
    monk nun deejay dj emcee vocalist keyboardist soprano tenor baritone virtuoso maestro lyricist librettist
    crooner auteur cinematographer documentarian memoirist essayist satirist cartoonist illustrator typographer
    restaurateur hotelier brewer winemaker distiller florist jeweler jeweller tailor couturier hairdresser stylist
    barber guide trekker hiker runner marathoner triathlete decathlete hurdler rower wrestler fighter goaltender
    goalie defenseman defenceman winger centre playmaker scrum-half fly-half opener all-rounder spinner cornerback
    kicker punter reliever catcher"""
)
# What somebody is to somebody else: the least telling of roles.
RELATIONS = bag(
    """son daughter wife husband father mother brother sister uncle aunt cousin nephew niece grandfather grandmother
    grandson granddaughter widow widower fiancee fiance girlfriend boyfriend partner friend colleague teammate
    roommate counterpart rival opponent successor predecessor parent parents child twin ex-wife ex-husband spouse
    stepfather stepmother stepson stepdaughter countryman compatriot neighbor neighbour man woman person victim
    suspect resident national native brothers sisters sons daughters friends colleagues"""
)
# What somebody is only beside another person: "her counterpart", "a rival" say nothing of a name alone.
BESIDE_ANOTHER = bag("counterpart rival opponent predecessor successor colleague contemporary adversary challenger")
# The ends of common nouns that say what people do, and such nouns that don't.
_AGENT = re.compile(r"[a-z-]{2,}(?:er|or|ist|ian|ant|ee|yst)s?")
_NO_AGENTS = bag(
    """number letter river winter summer other another tower paper newspaper order center water chapter matter error
    terror mirror committee fee coffee guarantee border disaster corner newsletter computer shoulder weather quarter
    dinner supper offer answer laughter murder thriller poster trailer twitter helicopter drawer elevator tractor
    motor factor sector monitor horror color honor labor harbor twist list restaurant instant plant grant warrant
    moment tree degree knee cover cancer filter powder chamber timber ladder folder shelter theater meter layer
    laser register transfer charter encounter counter gender wonder career disorder router printer cluster banner
    manner power mixer silver copper rubber butter pepper sugar finger liver ulcer fever flower shower"""
)

_TOKEN = re.compile(r"[\w’'.-]+")


def is_title(word: str) -> bool:
    """Is it a noun of a title or role, singular or plural, whatever its capitals?"""
    plain = word.lower().rstrip(".")
    if plain in TITLES or plain in HONORIFICS or (plain.endswith("s") and plain[:-1] in TITLES):
        return True
    if plain.startswith(("ex-", "co-", "then-", "vice-")):
        return plain.split("-", 1)[1] in TITLES
    return plain.endswith(("woman", "man", "person")) and len(plain) > 7 and plain not in ("gentleman", "salesperson")


def is_role_noun(word: str, *, common: bool) -> bool:
    """Does it say what part a person has in a story? A `common` noun may also do so by its end: "violist"."""
    plain = word.lower().rstrip(".")
    last = plain.rsplit("-", 1)[-1]
    for form in (plain, last):
        if form in ROLE_NOUNS or (form.endswith("s") and form[:-1] in ROLE_NOUNS) or is_title(form):
            return True
    return (
        common and last not in _NO_AGENTS and last.removesuffix("s") not in _NO_AGENTS and bool(_AGENT.fullmatch(last))
    )


def is_plural_role(word: str) -> bool:
    """Is it the plural of a listed noun, and not a noun that ends so: "senators", not "princess"?"""
    plain = word.lower()
    known = TITLES | ROLE_NOUNS
    return plain.endswith("s") and plain not in known and plain[:-1] in known


def has_title(words: str) -> bool:
    """Does a phrase have a noun of a title or role in it?"""
    return any(is_role_noun(word, common=False) for word in _TOKEN.findall(words))


def needs_another(role: str, name: str) -> bool:
    """Is it no role beside `name`: what somebody is to a person not said ("Russian counterpart"), or kin of people of
    the same surname ("Hobdays’ daughter" beside Ruth Hobday)?"""
    head = _HEAD_END.split(role, maxsplit=1)[0].split()
    last = head[-1].lower() if head else ""
    owner = _OWNER_OF.search(role)
    if last in BESIDE_ANOTHER:
        return owner is None and not _WHOSE.search(role)
    if last not in RELATIONS or owner is None or not name:
        return False
    return owner[1].lower().removesuffix("s") == name.rsplit(maxsplit=1)[-1].lower().removesuffix("s")


_HEAD_END = re.compile(r"\s(?:of|to|for|in|at|from|who)\s|,")
_WHOSE = re.compile(r"\b(?:of|to|for)\s")
_OWNER_OF = re.compile(r"^(?:the )?((?:[\w.-]+ ){0,3}[\w-]+)(?:[’']s|s[’'])\s", re.IGNORECASE)
