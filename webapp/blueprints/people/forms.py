"""Forms about people: details and roles, successors, the person meant, and a deputy."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import Optional

from webapp.domain.rights import Role
from webapp.services.people.deputies import DeputyWish
from webapp.services.people.lists import PersonLine
from webapp.services.people.posts import Post
from webapp.services.people.registering import PersonDetails
from webapp.web.base_form import PageForm
from webapp.web.choices import chosen_id
from webapp.web.fields import DueDateField

VACANT = "vacant"


class PersonForm(PageForm):
    """Who somebody is, and what they may do."""

    name = StringField("Name")
    post = StringField("Post", validators=[Optional()], description="For example, Head of Specialist Services")
    email = StringField(
        "E-mail address",
        validators=[Optional()],
        description="Needed to sign in. Leave it out for somebody who is only named.",
    )
    roles = SelectMultipleField("Roles", choices=[(role.value, role.label) for role in Role], validate_choice=False)

    def details(self) -> PersonDetails:
        """What was entered."""
        chosen = frozenset(role for role in Role if role.value in (self.roles.data or []))
        return PersonDetails(self.name.data or "", self.post.data or "", self.email.data or "", chosen)


class SuccessorsForm(PageForm):
    """One choice for every post; made by ``successors_form``."""

    everything = SelectField("Everything not chosen below", validate_choice=False)
    post_keys: tuple[str, ...] = ()

    def choices(self) -> dict[str, int | None]:
        """By post key: the person's id, or None for a vacancy; posts nothing was chosen for are left out."""
        rest = self.everything.data or ""
        texts = {key: self[key].data or rest for key in self.post_keys}
        return {key: chosen_id(text) for key, text in texts.items() if text == VACANT or chosen_id(text)}

    def people_chosen(self) -> dict[str, int]:
        """The choices that are people."""
        return {key: chosen for key, chosen in self.choices().items() if chosen is not None}


def successors_form(posts: Iterable[Post], people: Iterable[PersonLine], *, may_be_vacant: bool) -> SuccessorsForm:
    """A form with a choice for each of the posts."""
    named = [(str(person.id), person.called) for person in people]
    vacancy = [(VACANT, "Leave vacant")] if may_be_vacant else []
    fields: dict[str, object] = {
        post.key: SelectField(
            f"{post.lead.label} of {post.code} {post.title}",
            choices=[("", "Choose"), *vacancy, *named],
            validate_choice=False,
        )
        for post in posts
    }
    fields["post_keys"] = tuple(fields)
    form: SuccessorsForm = type("PostsForm", (SuccessorsForm,), fields)()
    form.everything.choices = [("", "Choose one by one"), *vacancy, *named]
    return form


class MergeForm(PageForm):
    """Who with an account is meant."""

    into = SelectField("Who is this?", validate_choice=False)


class DeputyForm(PageForm):
    """Who signs for a director, by what authority, and on which days."""

    deputy = SelectField("Deputy", validate_choice=False)
    authority = TextAreaField(
        "Authority", description="For example, Scheme of delegation, paragraph 4.2. It is kept on record."
    )
    starts_on = DueDateField("First day", description="For example, 1 November 2014")
    ends_on = DueDateField("Last day", description="The deputy may still sign on this day")

    def wish(self) -> DeputyWish:
        """What was entered."""
        return DeputyWish(
            chosen_id(self.deputy.data or ""),
            self.authority.data or "",
            self.starts_on.data,
            self.ends_on.data,
        )
