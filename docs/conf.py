"""How the documentation is built; the command is in contributing.md.

Pages are Markdown that can be read as it is, too. What is made from the code (the API by room, the exercises,
the lessons with their pictures) comes from the small modules in ``extensions``.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "extensions"))

import numpygan

project = "numpygan"
author = copyright = "the numpygan developers"
version = release = numpygan.__version__
exclude_patterns = ["_build", "extensions", "templates"]

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.viewcode",
    "sphinx.ext.mathjax",
    "sphinx_copybutton",
    "sphinx-mathjax-offline",  # MathJax and its fonts are copied into the pages
    "numpydoc",
    "sphinx_gallery.gen_gallery",
    "answers",
    "bars",
    "dropdowns",
    "exercises",
    "formulas",
    "handouts",
    "lesson_pages",
    "links",
    "notebooks",
    "rooms",
    "tables",
    "themes",
]

html_theme = "furo"
html_title = "numpygan"
html_static_path = ["static"]
html_extra_path = ["../numpygan/pages"]  # the folder play
html_css_files = ["site.css"]
html_copy_source = False
html_theme_options = {"source_repository": ""}
templates_path = []

# The answers to lesson NAME.py are lessons/answers/NAME.py, which is no page.
suppress_warnings = ["sphinx_gallery.duplicate_filename"]

myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3

copybutton_prompt_text = r">>> |\.\.\. "  # is not copied, and neither is what an example prints
copybutton_prompt_is_regexp = True

autodoc_typehints = "none"  # the docstrings say types and shapes
autosummary_generate = False
numpydoc_show_class_members = False
add_module_names = False
toc_object_entries_show_parents = "hide"
nitpick_ignore = [("py:class", "collections.abc.Callable"), ("py:class", "numpy.ndarray"), ("py:mod", "scipy.stats")]

sphinx_gallery_conf = {
    "examples_dirs": "../lessons",
    "gallery_dirs": "lessons",
    "filename_pattern": r"/\d\d_",
    "ignore_pattern": r"gan_in_one_file\.py",  # lesson 00 shows it
    "within_subsection_order": "FileNameSortKey",
    "image_scrapers": ("pictures.collect_pictures",),
    "reset_modules": ("pictures.start_lesson",),
    "abort_on_example_error": True,
    "show_memory": False,
    "show_signature": False,
    "min_reported_time": 1e9,  # seconds of the machine that built the pages are no news to the reader
    "write_computation_times": False,
    "capture_repr": (),
    "remove_config_comments": True,
}

# Search, languages, logo, links to and from Play
extensions += ["identity", "languages", "play_links", "search_words"]
html_baseurl = os.environ.get("READTHEDOCS_CANONICAL_URL", "")  # where the site is published
