"""Words of the search, for English and Chinese pages in one index.

Chinese has no spaces between words, so a run of Chinese characters is indexed by its pairs of neighbors
and its single characters. A query is cut in the same way: 鉴别器 finds the pages with 鉴别 and 别器.
``PHRASES``, ``WORDS`` and ``SPELLINGS`` say which terms count as the same, in the index and in the query. The query is
cut in the browser, by ``search_words.js``.
"""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.search.en import SearchEnglish

# What replaces a phrase: the phrases. Longer phrases are replaced first.
PHRASES = {
    "mode collapse": ["mode dropping", "dropped modes", "missing modes", "modes are missing", "mode loss"],
    "discriminator loss": ["adversarial loss", "gan loss"],
    "conditional gan": ["cgan", "conditional generative adversarial network"],
    "js divergence": ["jensen-shannon divergence", "jensen shannon divergence", "jensen-shannon", "jensen shannon"],
    "kl divergence": ["kullback-leibler divergence", "kullback leibler divergence", "relative entropy", "kld"],
    "optimal discriminator": ["best discriminator"],
    "step size": ["learning rate", "learning-rate"],
    "inpainting": ["in-painting", "in painting", "image completion"],
    "pushforward": ["push-forward", "push forward"],
    "backpropagation": ["back-propagation", "back propagation", "backprop", "back-propagate", "backpropagate"],
    "overfitting": ["over-fitting", "over-fit", "over-fits", "over-fitted", "overfit", "overfits", "overfitted"],
    "minibatch": ["mini-batch", "mini batch"],
    "minimax": ["min-max", "mini-max", "minmax"],
    "nonsaturating": ["non-saturating"],
    "softplus": ["soft plus", "soft-plus"],
    "鉴别器": ["判别器", "判别网络", "辨别器"],
    "生成器": ["生成网络"],
    "模式崩溃": ["模式坍塌", "模式坍缩", "模式崩塌", "模式塌陷", "模态崩溃"],
    "纳什均衡": ["纳什平衡"],
    "极小极大": ["极大极小", "最小最大"],
    "图像修复": ["图像补全", "内绘"],
    "反向传播": ["逆向传播"],
    "梯度消失": ["梯度弥散"],
    "价值函数": ["目标函数"],
    "步长": ["学习率"],
}  # fmt: skip

# What replaces a word: the words.
WORDS = {
    "distribution": ["law", "laws"],
    "discriminator": ["critic", "critics", "detective"],
    "generator": ["forger"],
    "noise": ["latent", "latents"],
    "exercise": ["homework", "assignment", "assignments"],
    "lesson": ["tutorial", "tutorials"],
    "kl": ["kullback", "leibler"],
    "js": ["jensen", "shannon"],
    "equilibrium": ["equilibria"],
    "criterion": ["criteria"],
    "color": ["colour", "colours"],
    "behavior": ["behaviour", "behaviours"],
    "neighbor": ["neighbour", "neighbours"],
    "center": ["centre", "centres"],
    "label": ["labelled", "labelling"],
    "model": ["modelled", "modelling"],
}

# British beginnings of words, and the American ones that replace them.
ISE = "general optim minim maxim normal regular standard initial visual penal parametr summar vector random central"
SPELLINGS = {f"{stem}is": f"{stem}iz" for stem in ISE.split()}
SPELLINGS |= {"analyse": "analyze", "analysing": "analyzing", "favour": "favor", "artefact": "artifact"}

HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
REPLACEMENTS = {old: new for new, olds in PHRASES.items() for old in olds}
WORD = {old: new for new, olds in WORDS.items() for old in olds}


def phrases_pattern() -> str:
    """Return the pattern of any phrase, the longest first. It is the same for Python and for JavaScript."""
    longest = sorted(REPLACEMENTS, key=lambda phrase: (-len(phrase), phrase))
    chinese = [phrase for phrase in longest if re.match(f"[{HAN}]", phrase)]
    latin = [phrase.replace(" ", r"\s+") for phrase in longest if phrase not in chinese]
    return rf"(?<![a-z0-9_])(?:{'|'.join(latin)})(?![a-z0-9_])|{'|'.join(chinese)}"


PATTERN = re.compile(phrases_pattern())


def with_standard_phrases(text: str) -> str:
    """Replace the phrases of the table."""
    return PATTERN.sub(lambda found: REPLACEMENTS[re.sub(r"\s+", " ", found[0])], text.lower())


def standard_word(word: str) -> str:
    """Replace a word of the table, or a British spelling."""
    for british, american in SPELLINGS.items():
        if word.startswith(british):
            return american + word[len(british) :]
    return WORD.get(word, word)


def split(text: str) -> list[str]:
    """Return the words of the text; of Chinese characters each pair of neighbours, and each character."""
    words = []
    for run in re.findall(rf"[{HAN}]+|[^\W{HAN}]+", with_standard_phrases(text)):
        if re.match(f"[{HAN}]", run):
            words += [a + b for a, b in pairwise(run)] + list(run)
        else:
            words.append(standard_word(run))
    return words


class BilingualSearch(SearchEnglish):
    """The search of English and Chinese pages."""

    def split(self, input: str) -> list[str]:
        return split(input)

    @property
    def js_splitter_code(self) -> str:  # type: ignore[override]
        """The same for the query, as JavaScript."""
        tables = {"replacements": REPLACEMENTS, "words": WORD, "spellings": SPELLINGS, "pattern": phrases_pattern()}
        code = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
        return code.replace("TABLES", json.dumps(tables, ensure_ascii=False), 1)


def setup(app: Sphinx) -> dict[str, Any]:
    app.add_search_language(BilingualSearch)
    return {"parallel_read_safe": True}
