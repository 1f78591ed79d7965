"""The same facts as Django models."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


def _figure(*, null: bool = True) -> models.DecimalField:
    return models.DecimalField(max_digits=18, decimal_places=6, null=null)


class Role(models.Model):
    """One of the five roles."""

    name = models.CharField(max_length=40, unique=True)


class Person(AbstractBaseUser):
    """Somebody with an account."""

    name = models.CharField(max_length=200)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    roles = models.ManyToManyField(Role)

    objects: BaseUserManager[Person] = BaseUserManager()
    USERNAME_FIELD = "email"


class Setting(models.Model):
    """One of the council's own settings, as text."""

    name = models.CharField(max_length=60, primary_key=True)
    value = models.TextField()


class Period(models.Model):
    """An opened period."""

    key = models.CharField(max_length=10, unique=True)
    label = models.CharField(max_length=40)
    frequency = models.CharField(max_length=10)
    start = models.DateField()
    end = models.DateField(db_index=True)


class Indicator(models.Model):
    """A measure with its rule and its two leads."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=60)
    decimals = models.IntegerField(default=1)
    frequency = models.CharField(max_length=10)
    accumulation = models.CharField(max_length=10, default="snapshot")
    polarity = models.CharField(max_length=10, null=True)
    tolerance = _figure(null=False)
    tolerance_kind = models.CharField(max_length=10, default="percent")
    strategic_lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="directs")
    departmental_lead = models.ForeignKey(Person, models.PROTECT, null=True, related_name="leads")


class Actual(models.Model):
    """The figure of one indicator for one period."""

    indicator = models.ForeignKey(Indicator, models.PROTECT)
    period = models.ForeignKey(Period, models.PROTECT)
    value = _figure()
    quality = models.CharField(max_length=12, default="final")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "period"], name="one_actual"),)


class Target(models.Model):
    """The figure wanted of one indicator at one period: a single value, or a range."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    period = models.ForeignKey(Period, models.PROTECT)
    value = _figure()
    lower = _figure()
    upper = _figure()
    estimated = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "period"], name="one_target"),)


class Plan(models.Model):
    """The performance action plan of one indicator for one period."""

    indicator = models.ForeignKey(Indicator, models.PROTECT)
    period = models.ForeignKey(Period, models.PROTECT)
    state = models.CharField(max_length=20, default="draft")
    reason = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["indicator", "period"], name="one_plan"),)
