"""Movies of a run: ``animate`` makes a matplotlib animation, ``save_movie`` a page that plays it, or a GIF."""

from numpygan.plots.movies.animation import animate, movie_steps
from numpygan.plots.movies.movie_files import KINDS, save_movie

__all__ = ["KINDS", "animate", "movie_steps", "save_movie"]
