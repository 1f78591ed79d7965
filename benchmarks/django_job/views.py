"""The live recalculation as a Django view, and the page whose token it is posted with."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from benchmarks.django_job import facts
from benchmarks.django_job.forms import TriedTargets, TryForm
from benchmarks.django_job.models import Plan
from webapp.domain.indicators import assess
from webapp.domain.rights import Role, Standing, Who, may_edit


@require_GET
@login_required
def edit(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The form of a plan, as far as the benchmark needs it."""
    plan = get_object_or_404(Plan, pk=plan_id)
    return render(request, "job/edit.html", {"plan": plan})


@require_POST
@login_required
def live(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The tried figures against every dated target; saves nothing."""
    form, tried = TryForm(request.POST), TriedTargets(request.POST, prefix="targets")
    if not (form.is_valid() and tried.is_valid()):
        return render(request, "job/live.html", {"panel": None})
    plan = get_object_or_404(
        Plan.objects.select_related("indicator", "period", "indicator__strategic_lead", "indicator__departmental_lead"),
        pk=plan_id,
    )
    who = Who(request.user.pk, request.user.name, frozenset(Role(role.name) for role in request.user.roles.all()))
    if not may_edit(who, Standing(plan.indicator.departmental_lead_id, plan.indicator.strategic_lead_id)):
        raise PermissionDenied
    actual = form.cleaned_data["actual"]
    values = {row["period"]: row["value"] for row in tried.cleaned_data if row["value"] is not None}
    stored = facts.targets(plan)
    targets = tuple(
        replace(target, value=values[target.period.key])
        if target.period.key in values and not target.is_range
        else target
        for target in stored
    )
    indicator = facts.indicator(plan.indicator)
    calendar = facts.calendar()
    situation = assess(actual, targets, facts.period(plan.period), indicator, calendar)
    year = facts.year_ahead(plan, actual, targets, indicator, calendar)
    panel = facts.panel(situation, indicator, year, tried=actual != facts.actual(plan) or targets != stored)
    return render(request, "job/live.html", {"panel": panel})
