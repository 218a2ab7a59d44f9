"""e12: how its parts are called. What a right shuffle is, ``exercise.py`` says."""


def part_a(student, labels, classes):
    return {"rows": student.one_hot(labels, classes)}


def part_b(student, w, x, c, x_fake, c_fake):
    return {"gradient": student.d_gradient(w, x, c, x_fake, c_fake)}


def part_c(student, A, w, z, c):
    return {"gradient": student.g_gradient(A, w, z, c)}


def part_d(student, x, c, rng, other):
    return {
        "x, c": student.shuffle(x, c, rng),
        "x by another, c by another": student.shuffle(x, c, other),
        "next of rng": rng.random(),
        "next of another": other.random(),
    }
