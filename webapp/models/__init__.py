"""The tables: columns, relationships and constraints, nothing else."""

from webapp.models.change import Change
from webapp.models.figure import Actual, TargetRow, Upload
from webapp.models.indicator import Directorate, FormerCode, Indicator
from webapp.models.period import PeriodRow
from webapp.models.person import Deputy, FailedSignIn, PasswordLink, Person, RoleRow, person_role
from webapp.models.plan import Plan, PlanAction, PlanVersion, Signature
from webapp.models.setting import SettingRow

__all__ = [
    "Actual",
    "Change",
    "Deputy",
    "Directorate",
    "FailedSignIn",
    "FormerCode",
    "Indicator",
    "PasswordLink",
    "PeriodRow",
    "Person",
    "Plan",
    "PlanAction",
    "PlanVersion",
    "RoleRow",
    "SettingRow",
    "Signature",
    "TargetRow",
    "Upload",
    "person_role",
]
