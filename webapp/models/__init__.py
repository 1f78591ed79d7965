"""The tables: columns, relationships and constraints, nothing else."""

from webapp.models.change import Change
from webapp.models.figure import Actual, Revision, TargetRow
from webapp.models.indicator import Directorate, FormerCode, Indicator, IndicatorSheet
from webapp.models.job import Job
from webapp.models.old_form import FormBatch, FormItem
from webapp.models.period import PeriodRow
from webapp.models.person import Deputy, FailedSignIn, PasswordLink, Person, RoleRow, person_role
from webapp.models.plan import ActionProgress, Plan, PlanAction, PlanVersion
from webapp.models.reminder import CalendarLink, Digest, ReminderOff
from webapp.models.rule import RuleSet, RuleVersion, StatusOverride
from webapp.models.scorecard import SavedView, Tag, indicator_tag
from webapp.models.setting import SettingRow
from webapp.models.signature import Signature
from webapp.models.trend import XmrRebase
from webapp.models.upload import (
    StagedFigure,
    StagedIndicator,
    Upload,
    UploadEffect,
    UploadLayout,
    UploadPart,
    UploadRemark,
)

__all__ = [
    "ActionProgress",
    "Actual",
    "CalendarLink",
    "Change",
    "Deputy",
    "Digest",
    "Directorate",
    "FailedSignIn",
    "FormBatch",
    "FormItem",
    "FormerCode",
    "Indicator",
    "IndicatorSheet",
    "Job",
    "PasswordLink",
    "PeriodRow",
    "Person",
    "Plan",
    "PlanAction",
    "PlanVersion",
    "ReminderOff",
    "Revision",
    "RoleRow",
    "RuleSet",
    "RuleVersion",
    "SavedView",
    "SettingRow",
    "Signature",
    "StagedFigure",
    "StagedIndicator",
    "StatusOverride",
    "Tag",
    "TargetRow",
    "Upload",
    "UploadEffect",
    "UploadLayout",
    "UploadPart",
    "UploadRemark",
    "XmrRebase",
    "indicator_tag",
    "person_role",
]
