"""The odds that a state joins, learned from past wars and disputes."""
