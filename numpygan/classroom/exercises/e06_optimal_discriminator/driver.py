"""e06: how its parts are called."""


def part_a(student, p, q):
    return {"D": student.optimal_discriminator(p, q)}


def part_b(student, log_p, log_q):
    return {"logit": student.optimal_logit(log_p, log_q)}


def part_c(student, D, p, q, dx):
    return {"V": student.value_on_grid(D, p, q, dx)}


def part_d(student, d, p, q, dx):
    return {"loss": student.loss_of_moving(d, p, q, dx)}
