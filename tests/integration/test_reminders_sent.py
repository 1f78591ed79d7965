"""The day's digests go out by a real mail server: once each, whatever the server answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from tests.integration.administration import asked, changes
from tests.integration.mail_server import DEAD, Office, mail_server
from tests.integration.reminded_council import DIRECTOR, FRIDAY, LEAD, Reminded, set_scene
from webapp.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from webapp.domain.mail import MailServer
from webapp.domain.reminders import DigestState, Kind
from webapp.models import Digest, Person
from webapp.outgoing.digest_mail import Links
from webapp.outgoing.smtp import Unreachable
from webapp.services.clock import moment
from webapp.services.people.merging import merge_person
from webapp.services.reminders.calendar_links import make_calendar_link
from webapp.services.reminders.claims import claim, find_dead
from webapp.services.reminders.digests import digests_of
from webapp.services.reminders.one_run import only_run
from webapp.services.reminders.outcomes import digest_page, look_into
from webapp.services.reminders.preferences import choose_kinds, wanted_kinds
from webapp.services.reminders.sending import ANOTHER_RUN, TURNED_OFF, preview_reminders, send_reminders
from webapp.services.store import transaction

PERFORMANCE = "priya.nair@council.example"
SATURDAY = date(2014, 11, 15)
SENT, REFUSED, UNKNOWN = DigestState.SENT, DigestState.REFUSED, DigestState.UNKNOWN


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def reminded(app: Flask, office: Office) -> Iterator[Reminded]:
    with mail_server(office) as port:
        yield set_scene(app, office, port)


def test_each_person_gets_one_message_a_day(reminded: Reminded, office: Office) -> None:
    reminded.wait_for_signature()
    links = Links("https://p.example/", "https://p.example/account#reminders", lambda _: "https://p.example/plans/1")
    run = reminded.send(links)
    assert (run.count(SENT), run.earlier, run.note, run.trouble) == (2, 0, "", "")
    assert office.recipients == [LEAD, DIRECTOR]
    assert office.senders == ["plans@council.example"] * 2
    first, second = office.messages
    assert first["Subject"] == "Back to Green: 1 plan required"
    assert second["Subject"] == "Back to Green: 1 plan waiting for your signature"
    assert first["List-Unsubscribe"] == "<https://p.example/account#reminders>"
    text = first.get_body(("plain",))
    assert text is not None
    assert "- CS01 Rate of CS01, October 2014: due 30 November 2014, in 16 days" in text.get_content()
    again = reminded.send()
    assert (again.count(SENT), again.earlier, len(office.accepted)) == (0, 2, 2)
    reminded.tomorrow()
    assert reminded.send().count(SENT) == 2
    assert len({message["Message-ID"] for message in office.messages}) == 4


def test_nobody_is_written_to_without_need(reminded: Reminded, office: Office) -> None:
    reminded.decide(plans_required_at="quarters")
    office.answers["EHLO"] = DEAD  # and not even the server is asked
    assert reminded.send().digests == ()


def test_a_refused_one_is_tried_three_times_a_day(reminded: Reminded, office: Office) -> None:
    office.answers["RCPT"] = "450 Mailbox busy"
    runs = [reminded.send() for _ in range(4)]
    assert [run.count(REFUSED) for run in runs] == [1, 1, 1, 0]
    assert runs[0].digests[0].trouble == "450 Mailbox busy"
    office.answers.clear()
    assert reminded.send().digests == ()
    reminded.tomorrow()
    assert reminded.send().count(SENT) == 1
    assert reminded.states() == [(LEAD, FRIDAY, REFUSED), (LEAD, SATURDAY, SENT)]


def test_a_refused_one_that_is_taken_later_is_the_same_message(reminded: Reminded, office: Office) -> None:
    office.answers["TEXT"] = "451 Later"
    reminded.send()
    office.answers.clear()
    assert reminded.send().count(SENT) == 1
    with reminded.app() as app:
        ((message_id, tries),) = asked(app, select(Digest.message_id, Digest.tries))
    assert ([message["Message-ID"] for message in office.messages], tries) == ([message_id], 2)
    assert message_id.startswith("<2014-11-14.")
    assert message_id.endswith("@council.example>")


def test_one_refusal_does_not_keep_the_others_waiting(reminded: Reminded, office: Office) -> None:
    reminded.wait_for_signature()
    office.answers["RCPT", LEAD] = "550 No such user"
    run = reminded.send()
    assert [(told.address, told.state) for told in run.digests] == [(LEAD, REFUSED), (DIRECTOR, SENT)]
    assert office.recipients == [DIRECTOR]


def test_where_nobody_knows_it_is_not_sent_again_but_listed(reminded: Reminded, office: Office) -> None:
    reminded.wait_for_signature()
    office.answers["TEXT", LEAD] = DEAD
    run = reminded.send()
    assert [(told.address, told.state) for told in run.digests] == [(LEAD, UNKNOWN), (DIRECTOR, SENT)]
    office.answers.clear()
    again = reminded.send()  # the team hears of it, and the lead nothing more
    assert [told.address for told in again.digests] == [PERFORMANCE]
    assert [reminder.kind for reminder in again.digests[0].reminders] == [Kind.OUTCOME_UNKNOWN]
    assert office.recipients.count(LEAD) == 1
    council = reminded.council
    with reminded.app() as app:
        (listed,) = digest_page(who=council.performance).unknown
        assert (listed.person, listed.address, listed.day) == ("Ann Lee", LEAD, FRIDAY)
        assert "broke off" in listed.trouble
        assert listed.reminders == ("Plan required: CS01 Rate of CS01, October 2014, due 30 November 2014, in 16 days",)
        for who, refusal in ((council.lead, NotAllowed), (council.director, NotAllowed)):
            with pytest.raises(refusal):
                look_into(who=who, digest_id=listed.id)
        look_into(who=council.performance, digest_id=listed.id)
        with pytest.raises(Conflict):
            look_into(who=council.performance, digest_id=listed.id)
        with pytest.raises(NotFound):
            look_into(who=council.performance, digest_id=999)
        assert digest_page(who=reminded.administrator).unknown == ()
        subject = "Reminders of Ann Lee, 14 November 2014"
        assert changes(app, "reminder") == [(subject, "state", "unknown", "looked at")]
    assert reminded.send().digests == ()
    assert office.recipients.count(LEAD) == 1
    reminded.tomorrow()
    assert {told.address for told in reminded.send().digests} == {LEAD, DIRECTOR}


def test_a_server_that_cannot_be_reached_claims_nothing(reminded: Reminded, office: Office) -> None:
    office.answers["EHLO"] = DEAD
    with pytest.raises(Unreachable, match="cannot be used"):
        reminded.send()
    assert reminded.states() == []
    office.answers.clear()
    assert reminded.send().count(SENT) == 1


def test_a_server_that_goes_away_between_two(reminded: Reminded, office: Office) -> None:
    reminded.wait_for_signature()
    office.answers["TEXT"] = DEAD
    office.before_answer = lambda: office.answers.update({"EHLO": DEAD})
    run = reminded.send()
    assert [(told.address, told.state) for told in run.digests] == [(LEAD, UNKNOWN)]
    assert "cannot be used" in run.trouble
    office.answers.clear()
    office.before_answer = lambda: None
    assert {told.address for told in reminded.send().digests} == {DIRECTOR, PERFORMANCE}
    assert sorted(office.recipients) == [LEAD, DIRECTOR, PERFORMANCE]


QUIET = {
    "late on Friday": ({"quiet_from": 18, "quiet_to": 8}, "2014-11-14 18:00", "It is quiet from 18:00 to 8:00"),
    "on Saturday": ({"quiet_weekends": True}, "2014-11-15 10:00", "It is the weekend"),
    "in summer, by London's clock": ({"quiet_from": 18, "quiet_to": 8}, "2014-07-11 17:30", "It is quiet"),
    "turned off": ({"reminders": False}, "2014-11-14 10:00", TURNED_OFF),
}


@pytest.mark.parametrize(("decision", "at", "why"), QUIET.values(), ids=QUIET)
def test_nothing_is_sent(reminded: Reminded, office: Office, decision: dict[str, object], at: str, why: str) -> None:
    reminded.decide(**decision)
    with reminded.app(), moment(datetime.fromisoformat(at).replace(tzinfo=UTC)):
        run, shown = send_reminders(links=None), preview_reminders()
    assert run.note.startswith(why)
    assert shown.note == run.note
    assert (run.digests, office.accepted, reminded.states()) == ((), [], [])


def test_a_clock_that_was_put_back_sends_nothing(reminded: Reminded, office: Office) -> None:
    reminded.send()
    reminded.day = date(2014, 11, 13)
    for run in (lambda: reminded.send(), lambda: _preview(reminded)):
        with pytest.raises(Refusal) as refused:
            run()
        assert refused.value.sentence == (
            "The clock says 13 November 2014, but reminders of 14 November 2014 were sent already. Nothing was sent: "
            "put the clock right."
        )
    assert len(office.accepted) == 1


def _preview(reminded: Reminded) -> object:
    with reminded.app():
        return preview_reminders()


def test_a_dry_run_sends_and_writes_nothing(reminded: Reminded, office: Office) -> None:
    with reminded.app():
        run = preview_reminders()
    assert [(told.address, told.state) for told in run.digests] == [(LEAD, None)]
    assert (office.accepted, reminded.states()) == ([], [])


def test_people_who_left_or_have_no_address_get_none(reminded: Reminded, office: Office) -> None:
    reminded.wait_for_signature()
    with reminded.app(), transaction() as session:
        session.get_one(Person, reminded.council.lead.id).email = None
        session.get_one(Person, reminded.council.director.id).active = False
    assert reminded.send().digests == ()


def test_a_kind_that_somebody_turned_off(reminded: Reminded, office: Office) -> None:
    lead = reminded.council.lead
    with reminded.app() as app:
        every = [kind for kind in Kind if kind is not Kind.OUTCOME_UNKNOWN]
        assert choose_kinds(who=lead, wanted=[kind for kind in every if kind is not Kind.PLAN_REQUIRED]) == 1
        assert changes(app, "person")[-1] == ("Ann Lee", "reminder: plan required", "on", "off")
    assert reminded.send().digests == ()
    with reminded.app() as app:
        assert choose_kinds(who=lead, wanted=every) == 1
        assert choose_kinds(who=lead, wanted=every) == 0
        assert changes(app, "person")[-1] == ("Ann Lee", "reminder: plan required", "off", "on")
        with pytest.raises(Refusal):
            choose_kinds(who=lead, wanted=["outcome unknown"])
    assert reminded.send().count(SENT) == 1


def test_without_a_mail_server_and_in_the_demonstration_nothing_is_sent(reminded: Reminded, office: Office) -> None:
    whole = reminded.settings
    for settings, sentence in (
        (replace(whole, mail_server=None, mail_from=None), "set BTG_SMTP_URL and BTG_MAIL_FROM"),
        (replace(whole, demo=True), "The demonstration sends no mail"),
    ):
        reminded.settings = settings
        with pytest.raises(Refusal, match=sentence):
            reminded.send()
        with reminded.app():
            assert [told.address for told in preview_reminders().digests] == [LEAD]
    assert office.accepted == []


def test_an_address_that_no_message_can_have_is_refused(reminded: Reminded, office: Office) -> None:
    with reminded.app(), transaction() as session:
        session.get_one(Person, reminded.council.lead.id).email = "ann@council.example>\r\nRCPT TO:<b@c.example"
    run = reminded.send()
    assert [(told.state, told.trouble) for told in run.digests] == [(REFUSED, "No message can be addressed to this.")]
    assert office.accepted == []


def test_of_two_who_claim_at_the_same_moment_one_gets_it(reminded: Reminded) -> None:
    starting = threading.Barrier(4)
    with reminded.app() as app:
        (digest,) = digests_of(FRIDAY, unknown=0)

        def attempt(_: int) -> bool:
            with app.app_context():
                starting.wait()
                return claim(digest, day=FRIDAY, domain="council.example") is not None

        with ThreadPoolExecutor(4) as threads:
            assert sorted(threads.map(attempt, range(4))) == [False, False, False, True]


def test_while_one_run_is_under_way_another_does_nothing(reminded: Reminded, office: Office) -> None:
    with reminded.app(), only_run() as mine:
        assert mine
        assert _in_another_thread(reminded) == ANOTHER_RUN
    assert office.accepted == []
    assert reminded.send().count(SENT) == 1


def _in_another_thread(reminded: Reminded) -> str:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: reminded.send().note).result()


def test_a_claim_given_up_for_dead_is_still_its_runs_to_settle(reminded: Reminded, office: Office) -> None:
    """Where the lock was lost with the database's connection, another run may think that this one died."""

    def give_up() -> None:
        with reminded.app():
            assert find_dead() == 1

    office.before_answer = give_up
    assert reminded.send().count(SENT) == 1
    assert reminded.states() == [(LEAD, FRIDAY, SENT)]


def test_the_server_named_is_the_one_used(reminded: Reminded) -> None:
    reminded.settings = replace(reminded.settings, mail_server=MailServer("127.0.0.1", 1))
    with pytest.raises(Unreachable, match=r"The mail server 127\.0\.0\.1:1 cannot be used"):
        reminded.send()


def test_two_people_who_turn_out_to_be_one_keep_what_was_sent_to_each(reminded: Reminded) -> None:
    """Somebody whose address was taken away may have had reminders of the same day as the account they go into."""
    council = reminded.council
    with reminded.app() as app:
        (digest,) = digests_of(FRIDAY, unknown=0)
        for who in (council.lead, council.other_lead):
            assert claim(replace(digest, person_id=who.id), day=FRIDAY, domain="council.example")
            choose_kinds(who=who, wanted=())
            make_calendar_link(who=who)
        with transaction() as session:
            session.get_one(Person, council.other_lead.id).email = None
        merge_person(who=reminded.administrator, person_id=council.other_lead.id, into_id=council.lead.id)
        assert len(asked(app, select(Digest.id))) == 2
        assert wanted_kinds(council.lead.id) == ()
