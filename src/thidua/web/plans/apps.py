"""The screens of plans as a Django application."""

from django.apps import AppConfig


class PlanScreensConfig(AppConfig):
    """Plans of bloc-years, drafts sent round, the calendar and its addresses."""

    name = "thidua.web.plans"
    label = "web_plans"

    def ready(self) -> None:
        """Say what waits for whom."""
        from thidua.web.plans.sources import plan_work
        from thidua.web.shared.work import contribute

        contribute(plan_work, "plans.")
