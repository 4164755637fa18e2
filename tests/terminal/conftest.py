"""The data folder that the tests of the whole program use, and the server of the tests over ssh."""

from tests.everywhere.conftest import _filled, filled
from tests.ssh.conftest import kept, server

__all__ = ["_filled", "filled", "kept", "server"]
