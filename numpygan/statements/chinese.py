"""The table of a check in Chinese, the language of the notes: ``numpygan check --lang zh``.

A statement has its title from here; what a comparison calls its case and its routes stays English, as the
names in the code do. On a terminal a Chinese character is two columns wide, which ``padded`` knows.
"""

import unicodedata

from numpygan.statements.report import Result, count, number

TITLES = {
    "noise-gradient": "噪声消失时的梯度极限",
    "value-function": "价值函数 V(D,G)",
    "algorithm-1": "算法 1：先 k 步 D，再 1 步 G",
    "inner-loop": "内循环训练到底会过拟合",
    "saturation": "梯度饱和与 log D 目标函数",
    "kl": "KL 散度：非负、不对称、无上界",
    "js": "JS 散度：对称、上界 log 2",
    "pointwise-maximum": "a log y + b log(1-y) 的最大值",
    "optimal-discriminator": "命题 1：最优鉴别器",
    "change-of-variables": "变量替换：从 z 到 x",
    "posterior": "D 是后验概率的极大似然估计",
    "theorem-1": "定理 1：C(G) = -log 4 + 2 JS",
    "proposition-2": "命题 2：p_g 收敛于 p_data",
    "parameter-space": "注：优化的是参数而不是 p_g",
    "equilibrium": "唯一解：p_g = p_data，D = 1/2",
    "conditional": "条件 GAN 的目标函数",
    "conditions": "条件：标签、部分数据、其他模态",
}


def display_width(text: str) -> int:
    """How many columns of a terminal ``text`` takes.

    Examples
    --------
    >>> display_width("KL"), display_width("散度")
    (2, 4)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, width: int) -> str:
    """``text`` with spaces behind it, ``width`` columns wide."""
    return text + " " * (width - display_width(text))


TITLE_WIDTH = max(map(display_width, TITLES.values()))


def to_table(result: Result) -> str:
    """A comparison as one line, like that of :func:`numpygan.statements.to_table`, with the statement's title."""
    s, c = result
    return (
        f"{padded('成立' if c.ok else '不成立', 6)} {padded(s.id, 21)} {padded(TITLES[s.id], TITLE_WIDTH)} "
        f"{padded(s.equation, 7)} {number(c.left):>18} {c.relation:<2} {number(c.right):<18} "
        f"差 {c.gap:.1e} 允许 {c.allowed:.1e}  {c.case}: {c.left_route} | {c.right_route}"
    )


def summary(results: list[Result], *, complete: bool = True) -> str:
    """The last line below the table; ``complete`` is False for a check that was interrupted."""
    good, comparisons, statements, failed = count(results)
    text = f"{statements} 个命题，{comparisons} 项比较，其中 {good} 项成立"
    text += f"；不成立：{'、'.join(failed)}" if failed else ""
    return text if complete else f"{text}（到此为止，检查被中断）"
