"""e13: how its parts are called."""


def part_a(student, modes, radius):
    return {"centers": student.ring_centers(modes, radius)}


def part_b(student, theta, a, lr, steps):
    return {"rows": student.history(theta, lambda theta: a * theta, lr, steps)}


def part_c(student, logits, labels):
    return {"loss": student.cross_entropy(logits, labels)}


def part_d(student, thetas, decay):
    return {"mean": student.running_mean(thetas, decay)}


def part_e(student, x, x_fake, alpha):
    return {"points": student.between(x, x_fake, alpha)}


def part_f(student, n_real, n_fake, smoothing):
    return {"labels": student.smoothed_labels(n_real, n_fake, smoothing)}
