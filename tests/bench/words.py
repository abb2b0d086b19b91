"""Made-up Japanese sentences about towns, the same in every run with the same chance."""

import random


def words_of(text: str) -> list[str]:
    return text.split()


# The first of each list are chosen often, the last seldom, as words are.
SUBJECTS = words_of("市役所 保育園 消防団 図書館 商店街 町内会 高校生 防災課 教育委員会 ブリゲード 小学校 自治会")
THINGS = words_of(
    "地図 統計 観光案内 子育て支援 予算 議事録 公共施設 水道 空き家 健康診断 バス時刻表 "
    "給食の献立 防災マップ GitHub ごみの収集日 オープンデータ 避難所 訓練 除雪 "
    "コロナ対策 消火栓の位置 Decidim 選挙公報 図書館の蔵書 電子申請 介護予防 獣害 "
    "ため池 通学路 公衆トイレ 桜の開花 渋滞 大気汚染 災害廃棄物 多言語案内 伝統芸能"
)
PLACES = words_of("東京 京都 会津 神戸 札幌 金沢 福岡 沖縄 仙台 静岡 松山 高知 鎌ケ谷 龍ケ崎 生駒 加古川")
DEEDS = words_of(
    "を公開した を調べた を使いやすくする に困っている を地図に載せた を翻訳した を毎週更新する を自動化したい"
)


def sentence(chance: random.Random) -> str:
    place, subject, thing, deed = (one_of(chance, words) for words in (PLACES, SUBJECTS, THINGS, DEEDS))
    return f"{place}市の{subject}が{chance.randrange(2000, 2030)}年に{thing}{deed}。"


def one_of(chance: random.Random, words: list[str]) -> str:
    return chance.choices(words, [1 / (rank + 3) for rank in range(len(words))])[0]
