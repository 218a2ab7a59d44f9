"""Benchmarks are scripts to be run by hand; some need what the tests do not."""

collect_ignore_glob = ["*.py"]
