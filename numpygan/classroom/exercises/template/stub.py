"""eNN: what it is about, in one line.

The mathematics, with the equation's number in the notes, the shapes, and every convention that two people must share to
get the same numbers:

    y_ij = (x_ij - mean_j) / std_j,    the mean and the standard deviation of column j, without n - 1

Check yourself: ``python eNN_name.py`` or ``numpygan learn check eNN``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** What is to be written here, and perhaps a question.


# %%
def standardize(x):
    """Columns of mean 0 and standard deviation 1. x : (n, d). Returns (n, d)."""
    raise NotImplementedError("eNN, part a")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
