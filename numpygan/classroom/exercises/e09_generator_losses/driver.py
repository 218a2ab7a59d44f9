"""e09: how its parts are called."""


def part_a(student, logits):
    return {"value, dlogits": student.saturating(logits)}


def part_b(student, logits):
    return {"value, dlogits": student.non_saturating(logits)}


def part_c(student, logits):
    return {"ratio": student.gradient_ratio(logits)}
