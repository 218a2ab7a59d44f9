"""Movies of a run: ``animate`` returns a matplotlib animation, ``save_movie`` writes it as a page or as a GIF."""

from numpygan.plots.movies.animation import animate, movie_steps, what_is_seen
from numpygan.plots.movies.movie_files import DPI, KINDS, save_movie

__all__ = ["DPI", "KINDS", "animate", "movie_steps", "save_movie", "what_is_seen"]
