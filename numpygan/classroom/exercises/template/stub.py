"""eNN: what it is about, in one line.

State the formula in full, the shapes, and every convention that two people must share to get the same numbers. Students
do not have the course notes: an equation number alone is not enough.

    y_ij = (x_ij - mean_j) / std_j,    the mean and the standard deviation of column j, without n - 1

Check yourself: ``python eNN_name.py`` or ``numpygan learn check eNN``.
"""

# %%
import numpy as np

# %% [markdown]
# **Part a.** What the function computes, and perhaps a question.


# %%
def standardize(x):
    """Return x with columns of mean 0 and standard deviation 1, (n, d). x : (n, d)."""
    raise NotImplementedError("eNN, part a")


# %%
if __name__ == "__main__":
    from numpygan.classroom import check_file

    check_file(__file__)
