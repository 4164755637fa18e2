"""The data folder that the tests of the whole program use."""

from tests.everywhere.conftest import _filled, filled

__all__ = ["_filled", "filled"]
