"""Fills the Django project's database with the job's council; run as a module, prints the number of its plan."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import job
from benchmarks.django_job.wsgi import create_app
from webapp.domain.periods import Calendar


def main() -> None:
    """Make the tables and the council."""
    create_app()
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    print(_found())


def _found() -> int:
    from benchmarks.django_job.models import Actual, Indicator, Period, Person, Plan, Role, Target

    people = {}
    for name, role in (("Priya Nair", "performance"), ("Ann Lee", "lead"), ("Dan Roe", "director")):
        person = Person(name=name, email=f"{name.lower().replace(' ', '.')}@council.example")
        person.set_password(job.PASSWORD)
        person.save()
        person.roles.add(Role.objects.get_or_create(name=role)[0])
        people[role] = person
    periods = {}
    for key in sorted({job.PERIOD, *job.TARGETS}):
        named = Calendar().from_key(key)
        periods[key] = Period.objects.create(
            key=key, label=named.label, frequency=named.frequency.value, start=named.start, end=named.end
        )
    for number in range(1, job.INDICATORS + 1):
        indicator = Indicator.objects.create(
            code=f"{job.CODE}{number:02d}",
            title=job.TITLE,
            unit=job.UNIT,
            frequency="month",
            polarity="lower",
            tolerance=job.TOLERANCE,
            strategic_lead=people["director"],
            departmental_lead=people["lead"],
        )
        Actual.objects.create(indicator=indicator, period=periods[job.PERIOD], value=Decimal(job.ACTUAL))
        for key, value in job.TARGETS.items():
            Target.objects.create(indicator=indicator, period=periods[key], value=Decimal(value))
    plan = Plan.objects.create(indicator=indicator, period=periods[job.PERIOD], reason=job.fields("")["reason"])
    return int(plan.pk)


if __name__ == "__main__":
    main()
