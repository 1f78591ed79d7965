"""All that a page of the scorecard shows, asked for in one statement written by hand for the purpose."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from webapp.domain.frequency import Frequency
from webapp.domain.periods import Calendar
from webapp.domain.scorecard import PAGE, POINTS
from webapp.extensions import db

_STATEMENT = """
with standing as (
  select indicator.id, indicator.code, actual.status, actual.value
  from indicator left join actual on actual.indicator_id = indicator.id and actual.period_id = :period
  where indicator.frequency = 'month' and (indicator.retired_on is null or actual.id is not null)
),
counted as (
  select
    sum(case when status = 'red' then 1 else 0 end) as red,
    sum(case when status = 'amber' then 1 else 0 end) as amber,
    sum(case when status = 'green' then 1 else 0 end) as green,
    sum(case when status is null then 1 else 0 end) as without
  from standing
),
chosen as (select id from standing order by code limit {page})
select
  indicator.code, indicator.title, indicator.unit, directorate.name as directorate, person.name as lead,
  actual.value, actual.status, actual.quality, target.value as target, whole.value as whole_target,
  plan.state, counted.red, counted.amber, counted.green, counted.without,
  (select {series} from actual as earlier
    where earlier.indicator_id = indicator.id and earlier.period_id in ({points})) as series,
  (select max(last.id) from plan as last join period on period.id = last.period_id
    where last.indicator_id = indicator.id and last.state in ('signed off', 'closed')
      and period.id < :period) as last_plan
from chosen
join indicator on indicator.id = chosen.id
cross join counted
left join directorate on directorate.id = indicator.directorate_id
left join person on person.id = indicator.departmental_lead_id
left join actual on actual.indicator_id = indicator.id and actual.period_id = :period
left join target on target.indicator_id = indicator.id and target.period_id = :period
left join target as whole on whole.indicator_id = indicator.id and whole.period_id = :year
left join plan on plan.indicator_id = indicator.id and plan.period_id = :period
order by indicator.code
"""
_SERIES = {"sqlite": "group_concat(earlier.value)", "postgresql": "string_agg(earlier.value::text, ',')"}


def best_query(dialect: str, key: str) -> tuple[str, dict[str, Any]]:
    """The statement for a database and a month, and its values; inside an application's context."""
    year = Calendar()
    period = year.from_key(key)
    keys = [period.key]
    while len(keys) < POINTS:
        keys.append(year.previous(year.from_key(keys[-1])).key)
    ids = {key: _id(key) for key in (*keys, year.of(Frequency.YEAR, period.end).key)}
    points = ", ".join(str(ids[key]) for key in keys)
    statement = _STATEMENT.format(page=PAGE, series=_SERIES[dialect], points=points)
    return statement, {"period": ids[period.key], "year": ids[year.of(Frequency.YEAR, period.end).key]}


def _id(key: str) -> int:
    with db.engine.connect() as connection:
        return int(connection.execute(text("select id from period where key = :key"), {"key": key}).scalar_one())
