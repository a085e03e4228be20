"""``python -m casus.cli`` is ``casus``."""

from casus.cli import main

main()
