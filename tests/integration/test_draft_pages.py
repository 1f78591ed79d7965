"""What the form does by itself: saving as far as it can, bringing in what others write, taking what is pasted."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.builders import make_person, submit
from tests.integration.council import Council, found
from tests.integration.plan_writer import HTMX, Writer, fields_of, words
from webapp.domain.rights import Role
from webapp.services.people.leaving import close_account
from webapp.services.plans.editing import PlanShown, show_plan

NUL = "a NUL character, which cannot be kept"


class Scene:
    """A council with a draft, and the lead's and the performance team's browsers on it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.council: Council = found()
            self.plan = self.council.plan()
        self.lead, self.team = (
            Writer(app, self.council.lead, self.plan),
            Writer(app, self.council.performance, self.plan),
        )

    def stored(self) -> PlanShown:
        with self.app.app_context():
            return show_plan(who=self.council.lead, plan_id=self.plan)

    def reason(self) -> str:
        return self.stored().record.reason_source


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene(app)


def test_a_draft_that_saves_itself_says_when(scene: Scene) -> None:
    scene.lead.type(reason="Typed and left alone")
    answer = scene.lead.autosave()
    assert answer.status_code == 200
    assert words(answer).startswith("Saved ")
    assert "version 3, saved by Ann Lee" in words(answer).lower().replace("ann lee", "Ann Lee")
    assert "<form" not in answer.text
    assert scene.reason() == "Typed and left alone"
    scene.lead.type(reason="And again")
    scene.lead.autosave()
    assert scene.reason() == "And again"
    assert scene.stored().record.version == 3


def test_without_the_script_the_same_address_answers_with_the_page(scene: Scene) -> None:
    scene.lead.type(reason="Typed")
    answer = scene.lead.post("autosave")
    assert answer.status_code == 200
    assert "<html" in answer.text
    assert scene.reason() == "Typed"


def test_tried_figures_are_never_saved(scene: Scene) -> None:
    scene.lead.type(actual="1", reason="With another figure")
    assert scene.lead.autosave().status_code == 200
    assert str(scene.stored().record.actual) == "439.100000"
    scene.lead.type(actual="about four hundred", reason="With none at all")
    assert "not saved" not in words(scene.lead.autosave())
    assert scene.reason() == "With none at all"


def test_a_date_that_cannot_be_read_keeps_no_text_from_being_saved(scene: Scene) -> None:
    scene.lead.open("?rows=2")
    scene.lead.type(actions__1__what="Hire", actions__1__due="31 Dec", reason="Saved all the same")
    said = words(scene.lead.autosave())
    assert "The due date of action 2 cannot be read, so it is not saved yet." in said
    assert (scene.reason(), scene.stored().actions[1].what, scene.stored().actions[1].due) == (
        "Saved all the same",
        "Hire",
        None,
    )
    scene.lead.type(actions__1__due="31 Dec 2014")
    assert "not saved" not in words(scene.lead.autosave())
    assert str(scene.stored().actions[1].due) == "2014-12-31"


def test_half_a_row_is_saved_and_a_blank_one_is_not(scene: Scene) -> None:
    scene.lead.open("?rows=3")
    scene.lead.type(actions__2__when="Some day")
    scene.lead.autosave()
    assert [action.when for action in scene.stored().actions][1:] == ["Some day"]


def test_owner_and_expected_effect_are_saved_also_by_half(scene: Scene) -> None:
    owner = str(scene.council.other_lead.id)
    scene.lead.type(actions__0__owner_id=owner, actions__0__effect="-12.50")
    scene.lead.autosave()
    action = scene.stored().actions[0]
    assert (action.owner, str(action.effect), action.effect_by) == ("Olu Bright", "-12.500000", None)
    scene.lead.type(actions__0__effect="some", actions__0__effect_by="soon", actions__0__owner_id="999")
    said = words(scene.lead.autosave())
    assert "The expected change of action 1 cannot be read" in said
    assert "“Expected by” of action 1 cannot be read" in said
    assert "The owner of action 1 is not saved yet. Choose the owner from the list." in said
    assert scene.stored().actions[0].owner == "Olu Bright"


def test_an_owner_who_has_left_stays_to_choose_where_they_are_the_owner(scene: Scene) -> None:
    scene.lead.type(actions__0__owner_id=str(scene.council.other_lead.id))
    scene.lead.autosave()
    with scene.app.app_context():
        administrator = make_person("Morag Lewis", Role.ADMINISTRATOR)
        close_account(who=administrator, person_id=scene.council.other_lead.id, choices={})
    assert "Olu Bright (left)" in words(scene.lead.open())
    scene.lead.type(reason="Still theirs")
    assert "not saved" not in words(scene.lead.autosave())
    assert scene.stored().actions[0].owner == "Olu Bright"


def test_the_other_persons_words_come_in_with_the_answer(scene: Scene) -> None:
    scene.team.type(actions__0__how="The team's way")
    scene.team.autosave()
    scene.lead.type(reason="The lead's reason", actions__0__due="24 dec 2014", actual="402")
    answer = scene.lead.autosave()
    assert answer.headers["HX-Retarget"] == "#plan-form"
    assert answer.headers["HX-Reswap"] == "morph:outerHTML"
    assert scene.lead.fields["actions-0-how"] == "The team's way"
    assert scene.lead.fields["actions-0-due"] == "24 dec 2014"
    assert scene.lead.fields["actual"] == "402"
    assert "Priya Nair is also writing here; saved " in words(answer)
    assert (scene.reason(), scene.stored().actions[0].how) == ("The lead's reason", "The team's way")
    assert "<form" not in scene.lead.autosave().text


def test_an_action_of_somebody_else_comes_and_goes(scene: Scene) -> None:
    scene.team.open("?rows=2")
    scene.team.type(actions__1__what="Also")
    scene.team.autosave()
    scene.lead.type(reason="Mine")
    scene.lead.autosave()
    assert scene.lead.fields["actions-1-what"] == "Also"
    scene.team.type(actions__1__what="")
    scene.team.autosave()
    scene.lead.autosave()
    assert "actions-1-what" not in scene.lead.fields
    assert len(scene.stored().actions) == 1


def test_the_same_field_shows_both_texts_until_one_is_chosen(scene: Scene) -> None:
    scene.team.type(reason="The team's")
    scene.team.autosave()
    scene.lead.type(reason="The lead's", actions__0__how="In another way")
    answer = scene.lead.autosave()
    said = words(answer)
    assert "The non-compliance reason was changed by Priya Nair too, so yours is not saved yet" in said
    assert "Written by Priya Nair, saved" in said
    assert scene.lead.fields["reason"] == "The lead's"
    assert (scene.reason(), scene.stored().actions[0].how) == ("The team's", "In another way")
    scene.lead.type(reason="The lead's, again")
    again = scene.lead.autosave()
    assert "yours is not saved yet" in words(again)
    assert "<form" not in again.text
    assert scene.reason() == "The team's"
    assert scene.lead.post("edit", save="1").status_code == 303
    assert scene.reason() == "The lead's, again"


def test_the_other_text_can_be_taken_by_a_button(scene: Scene) -> None:
    scene.team.type(reason="The team's")
    scene.team.autosave()
    scene.lead.type(reason="The lead's", actions__0__how="In another way")
    scene.lead.autosave()
    assert scene.lead.post("edit", take="reason").status_code == 303
    assert (scene.reason(), scene.stored().actions[0].how) == ("The team's", "In another way")


def test_without_the_script_different_fields_are_merged_and_the_same_one_is_asked_about(scene: Scene) -> None:
    scene.team.type(actions__0__how="The team's way")
    assert scene.team.post("edit").status_code == 303
    scene.lead.type(reason="The lead's")
    assert scene.lead.post("edit").status_code == 303
    assert (scene.reason(), scene.stored().actions[0].how) == ("The lead's", "The team's way")
    scene.team.type(reason="The team's")
    answer = scene.team.post("edit")
    assert answer.status_code == 409
    assert "Somebody else saved this plan while you were writing." in words(answer)
    assert "Written by Ann Lee, saved" in words(answer)
    scene.team.fields = scene.team.fields | fields_of(answer.text)
    assert scene.team.fields["reason"] == "The team's"
    assert scene.team.post("edit").status_code == 303
    assert scene.reason() == "The team's"


def test_nobody_submits_what_has_only_just_come_in(scene: Scene) -> None:
    scene.team.type(reason="The team's")
    scene.team.autosave()
    answer = scene.lead.post("edit", submit="1")
    assert answer.status_code == 409
    assert "read it, then submit it" in words(answer)
    fields = fields_of(answer.text)
    assert fields["reason"] == "The team's"
    scene.lead.fields = fields
    assert scene.lead.post("edit", submit="1").status_code == 303


def test_a_plan_that_was_submitted_meanwhile_says_so(scene: Scene) -> None:
    with scene.app.app_context():
        submit(scene.plan, who=scene.council.lead)
    scene.team.type(reason="Too late")
    answer = scene.team.autosave()
    assert answer.status_code == 409
    assert "This plan is submitted, so its text cannot be changed." in answer.headers["HX-Trigger"]
    assert answer.headers["HX-Reswap"] == "none"
    assert scene.reason() != "Too late"


def test_who_else_is_writing_is_looked_for_quietly(scene: Scene) -> None:
    answer = scene.lead.post("others", htmx=True)
    assert (words(answer), answer.headers.get("HX-Trigger")) == ("", None)
    scene.team.type(reason="The team's")
    scene.team.autosave()
    answer = scene.lead.post("others", htmx=True)
    assert words(answer).startswith("Priya Nair is also writing here; saved ")
    assert answer.headers["HX-Trigger"] == "newer"


@pytest.mark.parametrize(
    "field",
    ["version", "base", "seen", "sent"],
)
@pytest.mark.parametrize("value", ["[1]", "x", '{"reason": 1}', "[" * 10_000])
def test_a_form_that_is_none_of_ours_is_refused(scene: Scene, field: str, value: str) -> None:
    scene.lead.fields[field] = value
    answer = scene.lead.autosave()
    assert answer.status_code == 422
    assert "reload the page" in answer.headers["HX-Trigger"]
    assert scene.lead.post("edit").status_code == 422


def test_an_empty_post_saves_nothing(scene: Scene) -> None:
    scene.lead.fields = {"csrf_token": scene.lead.fields["csrf_token"]}
    before = scene.reason()
    assert scene.lead.autosave().status_code == 422
    assert scene.lead.post("others", htmx=True).status_code == 422
    assert scene.reason() == before


def test_somebody_who_was_signed_out_is_told_and_keeps_the_page(scene: Scene) -> None:
    token = scene.lead.fields["csrf_token"]
    scene.lead.client.post("/sign-out", data={"csrf_token": token})
    for path in ("autosave", "others"):
        answer = scene.lead.post(path, htmx=True)
        assert answer.status_code in {400, 401}
        assert "HX-Redirect" not in answer.headers


def test_text_of_an_earlier_tab_is_merged_and_the_whole_form_comes_back(scene: Scene) -> None:
    scene.lead.type(reason="Typed before the tab was closed")
    copy = dict(scene.lead.fields)
    scene.team.type(actions__0__how="Meanwhile")
    scene.team.autosave()
    scene.lead.open()
    answer = scene.lead.client.post(
        f"/plans/{scene.plan}/autosave", data=scene.lead.fields | copy | {"whole": "1"}, headers=HTMX
    )
    assert fields_of(answer.text)["reason"] == "Typed before the tab was closed"
    assert (scene.reason(), scene.stored().actions[0].how) == ("Typed before the tab was closed", "Meanwhile")


def test_what_was_sent_without_an_answer_is_known_again(scene: Scene) -> None:
    lost = dict(scene.lead.fields)
    scene.lead.type(reason="Half", actions__0__due="31 January 2015", actions__0__effect="1.0")
    scene.lead.autosave()
    key = lost["actions-0-key"]
    sent = f'[{{"reason": "Half", "{key}.due": "31 Jan 2015", "{key}.effect": "1.00"}}]'
    scene.lead.fields = lost | {"reason": "Half and whole", "actions-0-due": "1 February 2015", "actions-0-effect": "2"}
    assert "not saved" not in words(scene.lead.autosave(sent=sent))
    assert (scene.reason(), str(scene.stored().actions[0].due)) == ("Half and whole", "2015-02-01")


@pytest.mark.parametrize("field", ["reason", "actions-0-what", "actions-0-how", "actions-0-who", "actions-0-when"])
def test_a_nul_is_refused_by_name_and_everything_else_is_saved(scene: Scene, field: str) -> None:
    scene.lead.type(actions__0__due="30 January 2015")
    scene.lead.fields[field] = "before\x00after"
    said = words(scene.lead.autosave())
    assert NUL in said
    assert ("The non-compliance reason" if field == "reason" else "of action 1") in said
    assert str(scene.stored().actions[0].due) == "2015-01-30"
    answer = scene.lead.post("edit")
    assert answer.status_code == 422
    assert NUL in words(answer)


def test_a_field_of_a_hundred_thousand_characters_is_saved_and_shown(scene: Scene) -> None:
    long = ("Many words, and 😀 among them. " * 4000)[:100_000]
    scene.lead.type(reason=long, actions__0__what=long)
    assert "not saved" not in words(scene.lead.autosave())
    scene.lead.open()
    assert scene.lead.fields["reason"] == scene.lead.fields["actions-0-what"] == long
    scene.lead.type(reason=long + "x")
    assert "100,001 characters" in words(scene.lead.autosave())


@pytest.mark.parametrize("field", ["what", "how", "who", "when"])
def test_a_nul_in_a_row_that_names_no_action_is_not_saved(scene: Scene, field: str) -> None:
    scene.lead.fields["actions-0-key"] = ""
    scene.lead.fields[f"actions-0-{field}"] = "before\x00after"
    assert NUL in words(scene.lead.autosave())
    actions = scene.stored().actions
    assert not any("\x00" in getattr(action, field) for action in actions)
