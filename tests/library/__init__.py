"""Tests of the content library."""
