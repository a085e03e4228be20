"""Distances on the globe."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Radius of the sphere on which distances are measured, in km (the equator's, as peacesciencer has it).
RADIUS = 6378.137


def great_circle(lat1: npt.ArrayLike, lng1: npt.ArrayLike, lat2: npt.ArrayLike, lng2: npt.ArrayLike
                 ) -> npt.NDArray[np.float64]:  # fmt: skip
    """Distance in km between points in degrees on a sphere of `RADIUS`, by the arctangent form.

    >>> round(float(great_circle(39.0392, 125.7625, 37.5665, 126.9780)))  # Pyongyang, Seoul
    195
    """
    a, b, c, d = (np.radians(np.asarray(x, np.float64)) for x in (lat1, lng1, lat2, lng2))
    turn = b - d
    across = np.hypot(np.cos(c) * np.sin(turn), np.cos(a) * np.sin(c) - np.sin(a) * np.cos(c) * np.cos(turn))
    along = np.sin(a) * np.sin(c) + np.cos(a) * np.cos(c) * np.cos(turn)
    distance: npt.NDArray[np.float64] = RADIUS * np.arctan2(across, along)
    return distance
