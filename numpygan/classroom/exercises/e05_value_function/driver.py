"""e05: how its parts are called."""


def part_a(student, d_real, d_fake):
    return {"V": student.value(d_real, d_fake)}


def part_b(student, d_real, d_fake):
    return {"d_real, d_fake": student.value_gradient(d_real, d_fake)}


def part_c(student, w, b, x, x_fake):
    return {"dw, db": student.parameter_gradient(w, b, x, x_fake)}
