"""The exercises, a folder each. To add one, add a folder: ``docs/adding_an_exercise.md``."""
