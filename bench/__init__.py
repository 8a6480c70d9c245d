"""Measurements a person runs: `make bench`. Never part of the tests, since a busy machine would make them lie."""
