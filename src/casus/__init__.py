"""casus reads what is reported about peace and war, and says who is bound to do what by treaty."""

__version__ = "0.1.0"
