"""Peace-science panels: dyad-years and state-years, and the sets of columns that can be added to them."""

from casus.panel.panel import Panel, dyad_years, state_years

__all__ = ["Panel", "dyad_years", "state_years"]
