"""Somebody leaves: posts go to successors or fall vacant, the account is closed, the history stays."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.errors import Refusal, Refusals
from webapp.domain.rights import Role, Who
from webapp.models import Person
from webapp.services.audit.recording import record
from webapp.services.clock import today
from webapp.services.people.accounts import ensure_administers, new_session_token, person_subject
from webapp.services.people.administrators import ensure_administrator_left, take_turn
from webapp.services.people.deputies import end_deputies
from webapp.services.people.password_links import kill_links
from webapp.services.people.posts import Post, hand_over, posts_of
from webapp.services.people.registering import ensure_here, get_person, roles_of
from webapp.services.reminders.calendar_links import kill_calendar
from webapp.services.store import transaction

Choices = Mapping[str, int | None]
"""By post key: the successor's id, or None for a vacancy; a key that is missing was not chosen."""


def choose_successors(*, who: Who, person_id: int, choices: Choices) -> int:
    """Hand over the posts that were chosen and leave the others; returns how many were handed over."""
    ensure_administers(who)
    with transaction():
        take_turn()
        person = get_person(person_id)
        ensure_here(person)
        chosen = _chosen(person, choices)
        hand_over(who, chosen)
        return len(chosen)


def close_account(*, who: Who, person_id: int, choices: Choices) -> None:
    """Hand over every post and close the account: every session ends, and every link dies.

    Raises Refusals for posts nothing was chosen for, and Refusal for the last administrator.
    """
    ensure_administers(who)
    with transaction():
        take_turn()
        person = get_person(person_id)
        ensure_here(person)
        chosen = _chosen(person, choices)
        handed = {post.key for post, _ in chosen}
        open_posts = [post for post in posts_of(person.id) if post.key not in handed]
        if open_posts:
            raise Refusals(tuple(_nobody_for(post) for post in open_posts))
        hand_over(who, chosen)
        end_deputies(who, person)
        kill_links(person.id)
        kill_calendar(person.id)
        person.active, person.left_on, person.password = False, today(), None
        person.fs_uniquifier = new_session_token()
        record(who=who, subject=person_subject(person), field="account", old="open", new="closed")
        if Role.ADMINISTRATOR in roles_of(person):
            ensure_administrator_left(person)


def reopen_account(*, who: Who, person_id: int) -> None:
    """Let somebody who left come back, with their roles but without a password."""
    ensure_administers(who)
    with transaction():
        take_turn()
        person = get_person(person_id)
        if person.active:
            raise Refusal(f"{person.name} has not left.")
        person.active, person.left_on = True, None
        record(who=who, subject=person_subject(person), field="account", old="closed", new="open")


def _chosen(person: Person, choices: Choices) -> list[tuple[Post, int | None]]:
    chosen = [(post, choices[post.key]) for post in posts_of(person.id) if post.key in choices]
    themselves = [
        Refusal(f"{person.name} is leaving: choose somebody else.", field=post.key)
        for post, successor_id in chosen
        if successor_id == person.id
    ]
    if themselves:
        raise Refusals(tuple(themselves))
    return chosen


def _nobody_for(post: Post) -> Refusal:
    return Refusal(
        f"Choose who becomes {post.lead.label.lower()} of {post.code}, or leave the post vacant.",
        field=post.key,
    )
