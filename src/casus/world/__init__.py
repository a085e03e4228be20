"""The world as it stands on a day: which states exist, and what holds between them."""

from casus.world.world import World

__all__ = ["World"]
