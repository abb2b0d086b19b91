"""What is offered to those who set criteria, and what each step of the scale means."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

LOWEST, HIGHEST = 0, 5
ALL = 100
"""What the weights add up to, in whole percents."""

SCALE = {
    5: _("Convincing in every respect; nothing is left open"),
    4: _("Good, with small gaps"),
    3: _("Fair: the main points are met"),
    2: _("Weak: important points are missing"),
    1: _("Poor: hardly answers what was asked"),
    0: _("Says nothing about it"),
}


class Preset(NamedTuple):
    """A criterion as it is offered. Content, not interface: an officer may change every word of it."""

    name_ja: str
    name_en: str
    weight: int
    meaning_ja: str
    meaning_en: str


PRESETS = (
    Preset(
        "課題理解",
        "Understanding of the problem",
        20,
        "課題の背景と、困っている人の状況を正しくとらえているか",
        "Does it grasp the background of the problem and the situation of those who suffer it?",
    ),
    Preset(
        "解決の有効性",
        "Effect",
        30,
        "目標の達成につながる方法か。効果を測れるか",
        "Does the approach lead to the goal, and can its effect be measured?",
    ),
    Preset(
        "実現性",
        "Feasibility",
        20,
        "体制・日程・技術・法令の面から、期間内に実施できるか",
        "Can it be done in time, with these people, this technology and within the law?",
    ),
    Preset(
        "費用対効果",
        "Value for money",
        15,
        "費用は妥当か。実証後に続けられる費用か",
        "Is the cost fair, and can it be borne after the pilot?",
    ),
    Preset(
        "展開性",
        "Reach",
        15,
        "ほかの部署や自治体でも使えるか。コードやデータは公開されるか",
        "Can other departments and municipalities use it? Are code and data open?",
    ),
)
