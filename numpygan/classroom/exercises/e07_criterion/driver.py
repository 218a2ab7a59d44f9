"""e07: how its parts are called."""


def part_a(student, p, q, dx):
    return {"C": student.criterion_by_value(p, q, dx)}


def part_b(student, p, q, dx):
    return {"C": student.criterion_by_js(p, q, dx)}


def part_c(student, means, stds, x):
    return {"C": student.criterion_curve(means, stds, x)}
