"""The harness is a script to be run by hand; tests/test_other_machines.py tests it."""

collect_ignore_glob = ["*.py"]
