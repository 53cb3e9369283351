import json

from bot.events.growing import MOST_SOURCES
from bot.events.memory import CANDIDATES
from bot.events.tracker import Tracker
from tests.bot.events.desk import (
    ELSEWHERE,
    FIRST,
    MORE_WOUNDED,
    NEXT_NIGHT,
    OTHER_COUNT,
    article,
    record,
    shared,
)
from tests.support.store import StoreServer, everything


def test_a_first_article_is_a_new_event_of_no_series(memory_store: StoreServer) -> None:
    recorded = record(Tracker(memory_store.client()), 1, FIRST)
    assert recorded.new
    assert recorded.series is None
    assert recorded.figures == {"injured": 9}


def test_a_later_article_joins_and_moves_the_figure(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first, later = record(tracker, 1, FIRST), record(tracker, 2, MORE_WOUNDED)
    assert later.event == first.event
    assert not later.new
    assert [(moved.measure, moved.before.value, moved.now.value) for moved in later.moved] == [("injured", 9, 14)]
    assert later.conflicts == ()


def test_two_outlets_at_one_time_conflict_over_wounded_and_injured(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    record(tracker, 1, FIRST)
    other = record(tracker, 2, OTHER_COUNT)
    assert [(each.measure, each.before.value, each.now.value) for each in other.conflicts] == [("injured", 9, 12)]
    assert other.moved == ()


def test_the_next_night_is_another_event_of_a_series(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first, following = record(tracker, 1, FIRST), record(tracker, 2, NEXT_NIGHT)
    assert following.event != first.event
    assert following.new
    assert following.series is not None
    assert following.series_name == "Attacks on Vesk"
    assert following.nth == 2
    assert following.previous is not None
    assert following.previous.event == first.event
    start = tracker.event(shared(1), first.event)
    assert start is not None
    assert start.series == following.series


def test_a_strike_on_another_city_is_neither_the_event_nor_the_series(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    events = {record(tracker, 1, FIRST).event, record(tracker, 2, NEXT_NIGHT).event}
    other = record(tracker, 3, ELSEWHERE)
    assert other.event not in events
    assert other.series is None


def test_a_copy_published_days_later_is_the_same_event(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, FIRST)
    again = record(tracker, 2, article(FIRST.title or "", FIRST.text, "2024-03-06T09:00:00Z", "Northern Star"))
    assert again.event == first.event
    assert again.moved == again.conflicts == ()


def test_the_same_sharing_counts_once(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, FIRST)
    assert record(tracker, 1, FIRST) == first
    event = tracker.event(shared(1), first.event)
    assert event is not None
    assert event.count == 1
    assert len(event.sources) == 1


def test_what_a_private_channel_saw_stays_there(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    secret = record(tracker, 1, FIRST, "G0DESK", private=True)
    public = record(tracker, 2, MORE_WOUNDED)
    assert public.new
    assert public.event != secret.event
    assert tracker.event(shared(2), secret.event) is None
    other = record(tracker, 3, MORE_WOUNDED, "G0OTHER", private=True)
    assert other.new
    inside = record(tracker, 4, MORE_WOUNDED, "G0DESK", private=True)
    assert inside.event == secret.event


def test_every_key_has_a_retention(memory_store: StoreServer) -> None:
    tracker, client = Tracker(memory_store.client()), memory_store.client()
    for number, given in enumerate((FIRST, MORE_WOUNDED, NEXT_NIGHT, ELSEWHERE)):
        record(tracker, number, given)
    keys = list(client.scan_iter("*"))
    assert len(keys) > 10
    assert [key for key in keys if client.ttl(key) < 0] == []
    assert [key for key in keys if not key.startswith("nutgraf:{T0TEST}:")] == []


def test_events_that_came_to_their_end_take_no_candidates_place(memory_store: StoreServer) -> None:
    tracker, client = Tracker(memory_store.client()), memory_store.client()
    first = record(tracker, 1, FIRST)
    for key in client.scan_iter("*:events:term:*"):
        client.lpush(key, *(f"e{number:012}" for number in range(CANDIDATES + 8)))
    assert record(tracker, 2, MORE_WOUNDED).event == first.event


def test_answers_survive_json(memory_store: StoreServer) -> None:
    tracker, client = Tracker(memory_store.client()), memory_store.client()
    record(tracker, 1, FIRST)
    recorded = record(tracker, 2, NEXT_NIGHT)
    records = [client.hgetall(key) for key in client.scan_iter("*:message:*")]
    answers = [json.loads(answer) for each in records for answer in each.values()]
    assert recorded.event in {answer["event"] for answer in answers}
    assert record(tracker, 2, NEXT_NIGHT) == recorded


def test_the_next_day_told_in_the_same_words_is_another_event(memory_store: StoreServer) -> None:
    words = (
        "QUELL — {} people were wounded as drones attacked the port city of Quell overnight into {}, the mayor's "
        "office said. Air defences brought down most of them before they reached the harbour, and fire crews worked "
        "until the morning to put out what burned along the quay, the office said in its statement."
    )
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, article("Drones attack Quell", words.format("Five", "Tuesday"), "2024-03-05T06:00:00Z"))
    second = record(
        tracker, 2, article("Drones attack Quell", words.format("Two", "Wednesday"), "2024-03-06T06:00:00Z")
    )
    assert second.event != first.event
    assert second.series
    assert second.nth == 2


def test_one_walkout_told_with_the_railway_and_with_a_station_is_one_event(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    one = article(
        "Second Weirside strike brings trains to a halt",
        "Trains on Weirside Rail stood idle on Friday as conductors held the second of their one-day strikes over "
        "guards. The company said that 300 services had been cancelled. Talks on Wednesday broke up early.",
        "2024-03-01T07:00:00Z",
    )
    other = article(
        "RAIL HELL: Groom misses own wedding as guards down whistles",
        "A groom was left in tears on a platform in Brackton. Ted Ames, 31, was to travel to his wedding on Friday "
        "when Weirside Rail's guards walked out for the second time.",
        "2024-03-01T18:00:00Z",
    )
    assert record(tracker, 2, other).event == record(tracker, 1, one).event


def test_a_monthly_statistic_of_any_subject_is_a_series(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    one = article(
        "Ships calling at Vesk rise to 812",
        "The number of ships that called at Vesk rose to 812 in February, monthly figures of the Port Office showed on "
        "Friday. Harbour master Ada Brill said that ferries had done best.",
        "2024-03-01T09:00:00Z",
    )
    other = article(
        "Fewer ships call at Vesk",
        "The number of ships that called at Vesk fell to 790 in March, according to figures which the Port Office "
        "released on Monday. Harbour master Ada Brill blamed the storms.",
        "2024-04-01T09:00:00Z",
    )
    first, later = record(tracker, 1, one), record(tracker, 2, other)
    assert later.event != first.event
    assert later.series is not None
    assert later.rhythm is not None
    assert later.rhythm.cadence == "monthly"


def test_an_article_that_is_no_longer_remembered_by_itself_leaves_nothing_that_leads_to_it(
    memory_store: StoreServer,
) -> None:
    client = memory_store.client()
    tracker = Tracker(client)
    first = record(tracker, 1, FIRST)
    assert record(tracker, 2, MORE_WOUNDED, "C0GONE").event == first.event
    for number in range(3, 3 + MOST_SOURCES):
        more = article(FIRST.title or "", f"{FIRST.text} Told {number} times.", "2024-03-02T09:00:00Z", "Star")
        assert record(tracker, number, more).event == first.event
    event = tracker.event(shared(1), first.event)
    assert event and event.count > len(event.sources) and "C0GONE" not in str(event.sources)
    assert any(each.value == 14 for each in event.readings)
    tracker.forget_message(shared(2, "C0GONE"), {})  # what was read in it is no longer kept
    left = tracker.event(shared(1), first.event)
    assert left and left.count == event.count - 1 and not any(each.value == 14 for each in left.readings)
    assert not [key for key, text in everything(client).items() if "C0GONE" in key + text]


def test_hearings_that_do_not_say_their_day_are_of_the_day_they_are_told(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    told = (
        article(
            "Warden 'never saw the key', Finn trial hears",
            "A warden has told the trial of Orla Finn that she never saw the key. The jury was shown it.",
            "2024-03-06T16:00:00Z",
        ),
        article(
            "Locksmith tells Finn jury of 'odd request'",
            "A locksmith has told jurors how Orla Finn came to his shop in Vesk and asked for two keys of one kind.",
            "2024-03-13T16:00:00Z",
        ),
    )
    first, second = (record(tracker, number, each) for number, each in enumerate(told, start=1))
    assert second.event != first.event
    assert second.series_name == "Trial of Orla Finn"


def test_an_attack_of_another_day_is_no_later_report_of_a_briefing_about_attacks(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    briefing = article(
        "Vesk air defence short of crews, ministry says",
        "Tarnovian drones over Vesk were shot down by too few crews, the ministry said at its weekly briefing on "
        "Wednesday. Mayor Lena Orlik wants more of them before the port is struck overnight again.",
        "2024-02-28T14:00:00Z",
    )
    first = record(tracker, 1, briefing)
    attack = record(tracker, 2, FIRST)
    assert attack.event != first.event
    assert attack.series is None


CARDS = article(
    "Checked in for the quiet: the night the Hotel Vostok burned",
    "The guest book of the Hotel Vostok lay on the wet pavement on Saturday. Its last entry was a day old. The drones "
    "came in over the grain store of Vesk before dawn; Tarnovian drones, like the ones before. Drones had not struck "
    "the port before, said Mayor Lena Orlik, and 16 people were wounded.",
    "2024-03-02T15:00:00Z",
    "Vesk Courier",
)
REPAIRED = article(
    "Drones cut power to Vesk",
    "Tarnovian drones left the port city of Vesk without power on Wednesday, Mayor Lena Orlik said. One engineer was "
    "wounded at the grain store, repaired since it was struck on Saturday.",
    "2024-03-06T07:00:00Z",
)


def test_a_piece_whose_opening_says_nothing_is_of_the_incident_of_its_day_and_place(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first, later = record(tracker, 1, FIRST), record(tracker, 2, CARDS)
    assert later.event == first.event


def test_what_was_hit_before_is_background_behind_the_first_sentence(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first, later = record(tracker, 1, FIRST), record(tracker, 2, REPAIRED)
    assert later.event != first.event
    assert later.series_name == "Attacks on Vesk"


def test_a_briefing_on_the_day_of_an_attack_is_a_form_of_its_own(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, FIRST)
    told = record(
        tracker,
        2,
        article(
            "Ministry wants more crews",
            "The army lacks 2,000 crews to meet drones, the ministry said at its weekly briefing on Saturday. Radar "
            "will come in May, a general told reporters, and recruits can sign up from Monday in any town hall.",
            "2024-03-02T14:00:00Z",
        ),
    )
    assert told.event != first.event
    assert told.series is None


def test_the_day_on_which_a_toll_rises_is_no_day_of_the_attack(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, FIRST)
    later = record(
        tracker,
        2,
        article(
            "Death toll of Vesk drone strike rises to two",
            "The number of people killed in Saturday's drone strike on the port city of Vesk rose to two on Sunday "
            "when a docker died of burns, Mayor Lena Orlik said. The grain store is still smouldering.",
            "2024-03-03T09:00:00Z",
        ),
    )
    assert later.event == first.event
    known = tracker.event(shared(1), first.event)
    assert known is not None
    assert known.days == ("2024-03-02",)
    assert record(tracker, 3, NEXT_NIGHT).event != first.event


ITALY = article(
    "Italian inflation slows as food gets cheaper",
    "Consumer prices in Italy rose by less than forecast in February as food and fuel got cheaper, the statistics "
    "office said on March 4. Economists had expected more.",
    "2024-03-04T10:00:00Z",
)
TURKEY = article(
    "Turkish inflation slows, food still dear",
    "Inflation slowed in February, the statistics office said on March 8, though food and fuel in Turkey cost twice "
    "what they did. Economists had forecast that consumer prices would rise by less.",
    "2024-03-08T10:00:00Z",
)


def test_two_countries_figures_are_no_series_though_told_in_the_same_words(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(tracker, 1, ITALY)
    other = record(tracker, 2, TURKEY)
    assert other.event != first.event
    assert other.series is None


def test_a_fire_that_moves_on_is_one_though_few_words_come_back(memory_store: StoreServer) -> None:
    tracker = Tracker(memory_store.client())
    first = record(
        tracker,
        1,
        article(
            "Villages cleared as wildfire spreads on slopes of Mount Harl",
            "A wildfire fanned by wind forced three villages near Kosna in the Lennow hills to move out on Saturday, "
            "and smoke hung over the bay.",
            "2024-03-02T18:00:00Z",
        ),
    )
    later = record(
        tracker,
        2,
        article(
            "Crews battle forest blaze in Lennow hills",
            "Hundreds of firefighters struggled on Monday to keep flames from the coast road of the Lennow hills, "
            "where 1,400 people spent the night in a gym.",
            "2024-03-04T12:00:00Z",
            "Orsania Wire",
        ),
    )
    assert later.event == first.event
