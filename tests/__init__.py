"""The tests. They mirror the package; `support` and `conftest` hold what they share."""
