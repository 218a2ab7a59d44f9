"""e11: how its parts are called."""

import numpy as np


def part_a(student, x, y, h, steps):
    return {"path": student.simultaneous(x, y, h, steps)}


def part_b(student, x, y, h, steps):
    return {"path": student.alternating(x, y, h, steps)}


def part_c(student, theta, psi, gamma):
    return {"v_theta, v_psi": student.dirac_field(theta, psi, gamma)}


def part_d(student, gamma):
    found = student.eigenvalues(gamma)
    if not isinstance(found, (np.ndarray, list, tuple)) or len(found) != 2 or any(np.ndim(each) for each in found):
        return {"eigenvalues": found}
    both = np.asarray(found, dtype=complex)
    both = both[np.lexsort((both.imag, both.real.round(9)))]
    return {"real parts": both.real, "imaginary parts": both.imag}
