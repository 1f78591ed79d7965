"""Indicators, periods and actuals: what the product has of them, without revisions."""

from __future__ import annotations

from django.db import models


class Indicator(models.Model):
    """A measure, found by its code."""

    code = models.CharField(max_length=40, unique=True)


class Period(models.Model):
    """A month, found by its key."""

    key = models.CharField(max_length=10, unique=True)


class Actual(models.Model):
    """The figure of one indicator for one period."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT)
    period = models.ForeignKey(Period, on_delete=models.PROTECT)
    value = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("indicator", "period"), name="one_figure"),)
