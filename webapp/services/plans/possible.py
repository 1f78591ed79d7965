"""What one person can do with one plan as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.plans import PlanState, may, may_confirm_closed
from webapp.domain.rights import Who, is_director, may_edit, may_sign
from webapp.services.plans.records import PlanRecord, standing_of


@dataclass(frozen=True, slots=True)
class Possible:
    """The steps that this person may take now; each is checked again when it is taken."""

    edit: bool
    sign: bool
    send_back: bool
    must_not_sign: bool  # the director, but one who edited this plan
    take_back: bool
    new_version: bool
    give_up: bool
    confirm: bool
    withdraw: bool
    close: bool


def possible_for(who: Who, record: PlanRecord, *, back_to_green: bool) -> Possible:
    """What this person can do; ``back_to_green``: the newest figure since the plan is green."""
    standing = standing_of(record)
    writes, directs, state = may_edit(who, standing), is_director(who, standing), record.state
    waiting, stands = state is PlanState.SUBMITTED, record.seal is not None and record.seal.stands
    seal = record.seal.state if record.seal else None
    signed_it = record.seal is not None and record.seal.signer_id == who.id
    return Possible(
        edit=writes and may("save", state),
        sign=waiting and may_sign(who, standing),
        send_back=waiting and directs,
        must_not_sign=waiting and directs and not may_sign(who, standing),
        take_back=waiting and writes,
        new_version=writes and may("new version", state),
        give_up=writes and stands and may("keep signed", state),
        confirm=directs and (may("current again", state) or may_confirm_closed(state, seal)),
        withdraw=stands and state is not PlanState.CLOSED and (directs or signed_it),
        close=writes and back_to_green and may("close", state),
    )
