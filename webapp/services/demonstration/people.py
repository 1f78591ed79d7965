"""The people of the demonstration council, and the deputy of one director."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_security.utils import hash_password

from webapp.domain.rights import Role, Who
from webapp.services.demonstration.accounts import ACCOUNTS, PASSWORD
from webapp.services.people.accounts import grant, new_person
from webapp.services.people.deputies import DeputyWish, name_deputy
from webapp.services.store import transaction

LEAD, DIRECTOR = frozenset({Role.LEAD}), frozenset({Role.DIRECTOR})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody else of the council; without an e-mail address there is no account."""

    key: str
    name: str
    post: str
    email: str | None
    roles: frozenset[Role]


OTHERS = (
    Named("hargreave", "Duncan Hargreave", "Strategic Director of Regeneration and Environment",
          "duncan.hargreave@demo.example", DIRECTOR),
    Named("ostrowski", "Helen Ostrowski", "Assistant Director of Finance",
          "helen.ostrowski@demo.example", LEAD | DIRECTOR),
    Named("rahmani", "Yusuf Rahmani", "Strategic Director of Neighbourhoods and Housing",
          "yusuf.rahmani@demo.example", DIRECTOR),
    Named("oyelaran", "Margaret Oyelaran", "Assistant Director of Adult Care",
          "margaret.oyelaran@demo.example", LEAD | DIRECTOR),
    Named("rowe", "Bethan Rowe", "Head of Public Health", "bethan.rowe@demo.example", LEAD),
    Named("peverell", "Colin Peverell", "Head of Schools and Learning", None, frozenset()),
    Named("drummond", "Isla Drummond", "Head of Planning and Growth", "isla.drummond@demo.example", LEAD),
    Named("farrow", "Nadia Farrow", "Highways Manager", "nadia.farrow@demo.example", LEAD),
    Named("tuckett", "Graham Tuckett", "Waste and Street Scene Manager", None, frozenset()),
    Named("lonsdale", "Peter Lonsdale", "Head of Revenues and Benefits", "peter.lonsdale@demo.example", LEAD),
    Named("akers", "Joanne Akers", "Head of People and Organisation", None, frozenset()),
    Named("marchetti", "Leon Marchetti", "Head of Housing", "leon.marchetti@demo.example", LEAD),
    Named("castell", "Ruth Castell", "Community Safety Manager", None, frozenset()),
)  # fmt: skip
AUTHORITY = "Scheme of delegation, part 3, paragraph 12: cover for the strategic director"
People = dict[str, Who]


def add_people() -> People:
    """Everybody, by the short name that the sheets and plans use. One hash serves all: everybody knows the password."""
    password = hash_password(PASSWORD)
    accounts = (
        Named(email.partition("@")[0], name, post, email, frozenset({role}))
        for email, (name, post, role) in ACCOUNTS.items()
    )
    return {named.key: _add(named, password) for named in (*accounts, *OTHERS)}


def name_the_deputy(people: People) -> None:
    """One director's deputy, for the whole year."""
    wish = DeputyWish(people["oyelaran"].id, AUTHORITY, date(2014, 4, 1), date(2015, 3, 31))
    name_deputy(who=people["admin"], director_id=people["director"].id, wish=wish)


def _add(named: Named, password: str) -> Who:
    with transaction() as session:
        person = new_person(who=None, name=named.name, email=named.email, post=named.post)
        if named.email:
            person.password = password
        for role in sorted(named.roles):
            grant(None, person, role)
        session.flush()
        return Who(person.id, named.name, named.roles)
