"""e01: how its parts are called."""


def part_a(student, p, q):
    return {"kl": student.kl(p, q)}


def part_b(student, p, q):
    return {"js": student.js(p, q)}


def part_c(student, log_p, log_q, dx):
    return {"kl_grid": student.kl_grid(log_p, log_q, dx)}
