"""The seven criteria by which teaching material is checked, by its provider and by a reviewer.

They are those of the ministry's rules for learning platforms (教科信厅〔2024〕1号 and 2号).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Criterion:
    """`label` is the rule's word, `question` what somebody checking asks."""

    code: str
    label: str
    question: str


CRITERIA = (
    Criterion("political", "政治性", "没有违反法律法规和国家政策的内容，涉及国家主权、领土、民族和宗教的表述正确"),
    Criterion("orientation", "导向性", "价值导向正确，不宣扬低俗、暴力、迷信，没有歧视"),
    Criterion("scientific", "科学性", "知识和做法准确，引用和数据有出处"),
    Criterion("applicable", "适用性", "适合所写的学习对象，难度和形式合适，打开就能学"),
    Criterion("normative", "规范性", "语言文字和图示规范，署名和版权清楚"),
    Criterion("timely", "时效性", "内容没有过时，政策、软件版本和网址现在还有效"),
    Criterion("public_benefit", "公益性", "免费，不推销商品和收费课程，不收集与学习无关的个人信息"),
)
CODES = tuple(criterion.code for criterion in CRITERIA)
