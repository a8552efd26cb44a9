"""The closed word lists of Chinese, simplified and traditional; vocabulary.py says what each is for."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "backward": "他 她 它 他们 她们 它们 这 该 此 他們 她們 它們 這 該 其",
    "onward": (
        "但 但是 不过 然而 此外 同时 另外 而且 因此 所以 不過 然後 同時 于是 於是 因为 与此同时 "
        "與此同時 值得一提的是 值得注意的是"
    ),
    "past": "曾经 多年来 多年來 长期以来 長期以來 一直以来 一直以來 历史上 歷史上 早在",
    "persons": "他 她",
    "first": "我 我们 咱们 笔者 小编 我們 咱們 小編 本报 本台",
    "days": "昨天 今天 明天 昨日 今日 明日 今晚 昨晚 今早 前天 后天 後天 昨夜 今晨",
    "weekdays": "星期 周 週 礼拜 禮拜",
    "said": (
        "说 說 表示 称 稱 指出 强调 強調 宣布 认为 認為 报道 報道 報導 透露 介绍 介紹 告诉 告訴 写道 "
        "回应 回應"
    ),
    "common": (
        "的 了 在 是 和 与 及 为 对 将 被 有 也 就 都 而 與 為 對 將 會 这 這 那 等 到 从 從 由 向 于 "
        "於 上 中 下"
    ),
}
