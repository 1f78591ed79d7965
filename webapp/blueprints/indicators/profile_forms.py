"""The form that asks what a profile of targets is to be made of."""

from __future__ import annotations

from wtforms import BooleanField, RadioField

from webapp.domain.target_profiles import METHODS
from webapp.services.targets.profiles import ProfilePage, Wanted
from webapp.web.base_form import PageForm
from webapp.web.fields import NumberField


class ProfileForm(PageForm):
    """Year-end target, method and start; travels in the address, so that a profile can be shown again."""

    method = RadioField("How it is made", validate_choice=False)
    year_end = NumberField("Year-end target")
    estimated = BooleanField("Estimated")
    start = NumberField("Start of the steps")

    @property
    def asks(self) -> bool:
        """Whether a profile is asked for, and not only the page."""
        return bool(self.method.raw_data)

    def wanted(self) -> Wanted | None:
        """What is asked for; None where nothing is, or where a figure cannot be read."""
        if not (self.asks and self.validate()):
            return None
        return Wanted(
            method=str(self.method.data),
            year_end=self.year_end.data,
            estimated=bool(self.estimated.data),
            start=self.start.data,
        )

    def offer(self, page: ProfilePage) -> None:
        """The methods that make sense of the indicator, with the chosen one, and what a blank stands for."""
        self.method.choices = [(method.value, METHODS[method]) for method in page.methods]
        self.method.data = page.method.value
        if not self.asks:
            self.estimated.data = page.estimated
        self.year_end.description = f"Left blank: {page.year_end}, as it is set" if page.year_end else ""
        self.start.description = (
            f"Left blank: {page.start}" if page.start else "For equal steps: what the year before ended with"
        )

    def query(self) -> dict[str, str]:
        """What of it belongs in the address, as it was typed."""
        return {field.name: field.raw_data[0] for field in self if field.raw_data}
