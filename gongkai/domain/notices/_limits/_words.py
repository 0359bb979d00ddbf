"""The table of time expressions. All patterns run on the matching view (simplified, half-width marks)."""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
YEAR = (
    r"(?:(?P<year>(?:19|20)\d\d|[一二三四五六七八九〇零]{4}) ?年度?"
    r"|(?P<relyear>今年|本年度?|当年|明年|次年|翌年|下一?年度?|来年))"
)
MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]) ?月份?"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9]|三?十[一二三四五六七八九]?|二十[一二三四五六七八九]?|[一二三四五六七八九]) ?[日号]"
# what turns a date into a limit
BEFORE = r"(?P<tail>之前|以前|前后|左右|前|之内|以内|内|止)"
SPAN_UNIT = r"(?P<unit>工作日|个?自然日|日历日|小时|分钟|日|天|周|星期|月|季度|年)"
YMD = rf"(?:{YEAR} ?)?(?<![\d一二三四五六七八九十.]){MONTH} ?{DAY}"

# (rule id, kind of expression, pattern, needs context). Context: "tail" = counts as a limit wherever it stands;
# "clause" = only in a clause that completes something, or in a column of limits
RULES: tuple[tuple[str, str, re.Pattern[str], str], ...] = (
    # 2021531前, 2022115前: the marks between year, month and day are lost
    (
        "damaged-date",
        "damaged",
        re.compile(r"(?<![\d.])(?P<year>20\d\d)(?P<rest>\d{2,4})日?(?P<tail>之前|以前|前)"),
        "tail",
    ),
    # 20216月底前: the mark after the year is lost
    (
        "damaged-month",
        "damaged_month",
        re.compile(
            r"(?<!\d)(?P<year>20\d\d)(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]|[12]\d|0?[1-9])[日号])?(?P<end>底|末|初)?(?P<tail>之前|以前|前)?"
        ),
        "tail",
    ),
    # 每年3月31日前, 每月20日前, 每季度末, 每年年底前, 每季度结束后10个工作日内
    (
        "every-by",
        "recurring",
        re.compile(
            rf"每(?:个)?(?P<every>年度?|季度?|月|周|半年|学期|日)(?:(?:{MONTH} ?)?(?:{DAY})?"
            r"(?:[年季月周]?[底末初]|第[一二三四]季度|[上下]半年)?)(?:中旬|上旬|下旬)?(?:之前|以前|前后|前)?"
        ),
        "every",
    ),
    # 每年, 每两年, 每半年, 每日, 按月, 逐月, 一季一次
    (
        "every",
        "recurring",
        re.compile(
            rf"每(?:个)?(?:{NUMBER}个?)?(?P<every>半年|年度?|季度?|月|周|星期|日|天|旬|小时|工作日|学期|学年|届)|(?:按(?P<by>半年|[年季月]度|[年季月](?!度)|周|日|旬)|逐(?P<each>月|季度?|周|日|旬))(?![期时常节间岁历程]|计划|工作|目标|预算|任务|要点)|(?<![第\d])[一1](?P<once>季|月|年|周|日|半年)度?一(?:次|报|调度|通报|公开|更新|评|考)"
        ),
        "every",
    ),
    # 国家扶贫日前后, 全国科技活动周期间: a named day comes every year
    (
        "named-day",
        "named_day",
        re.compile(r"(?:国家|全国|世界|国际|中国|全民)[\u4e00-\u9fff]{2,8}(?:日|节|周|月)(?:前后|期间|前夕)"),
        "tail",
    ),
    # 2026年3月31日前, 6月30日前, 9月20日前后, 至2027年12月31日
    ("day", "day", re.compile(rf"{YMD}(?:下班)?{BEFORE}?"), "date"),
    # 2026-06-30前, 2026.6.30
    (
        "day-separated",
        "day",
        re.compile(
            rf"(?<!\d)(?P<year>20\d\d)[-./](?P<month>1[0-2]|0?[1-9])[-./](?P<day>3[01]|[12]\d|0?[1-9])(?!\d)(?:日)?{BEFORE}?"
        ),
        "date",
    ),
    # 2025年9月—2026年6月: a span over the turn of the year
    (
        "months-years",
        "month",
        re.compile(
            r"(?:19|20)\d\d ?年 ?(?:1[0-2]|0?[1-9]) ?月[底初末]? ?(?:起?至|到|-{1,2}) ?(?P<year>(?:19|20)\d\d) ?年 ?"
            rf"(?P<month>1[0-2]|0?[1-9]) ?月份?(?P<end>底|末)?{BEFORE}?(?! ?\d)"
        ),
        "months",
    ),
    # 2026年3月至6月: a span of months ends with the last
    (
        "months",
        "month",
        re.compile(
            rf"{YEAR} ?(?:1[0-2]|0?[1-9]) ?月[底初末]? ?(?:起?至|到|-) ?"
            rf"(?P<month>1[0-2]|0?[1-9]) ?月份?(?P<end>底|末)?{BEFORE}?(?! ?\d)"
        ),
        "months",
    ),
    # 2026.12, 2026-06 in a column of limits
    (
        "month-separated",
        "month",
        re.compile(r"(?<![\d.])(?P<year>20\d\d)[-./](?P<month>1[0-2]|0?[1-9])(?P<end>)(?P<tail>)(?![\d.%])"),
        "column",
    ),
    # 2026年6月底前, 十月底前, 4月前, 3月中旬前, 次年1月底前
    (
        "month",
        "month",
        re.compile(rf"(?:{YEAR} ?)?(?<![\d一二三四五六七八九十.]){MONTH}(?P<end>底|末|中旬|上旬|下旬|初)? ?{BEFORE}?"),
        "month",
    ),
    # 第三季度前, 一季度末, 四季度
    (
        "quarter",
        "quarter",
        re.compile(rf"(?:{YEAR} ?)?(?<!前)第?(?P<quarter>[一二三四1-4])季度(?P<end>底|末)?{BEFORE}?"),
        "period",
    ),
    # 上半年, 2026年上半年底前
    ("half", "half", re.compile(rf"(?:{YEAR} ?)?(?P<half>上|下)半年(?P<end>底|末)?{BEFORE}?"), "period"),
    # 2025年底前, 今年年底前, 年底
    (
        "year-end",
        "year_end",
        re.compile(rf"(?:{YEAR} ?年?|(?<![\d去上])年)[底末](?P<tail>之前|以前|前)?(?!余额|数|人口)"),
        "tail",
    ),
    # 年内, 全年, 今年内, 2026年内, 年度内
    (
        "within-year",
        "within_year",
        re.compile(
            rf"(?:{YEAR}|(?<![\d一二两三四五六七八九十半个几多近每去])年度?)(?:之内|以内|内)(?!部|容|外)|(?<![一-九])全年(?!度|目标|任务|工作|总|各项|计划)"
        ),
        "clause",
    ),
    # 2024-2026年: a span of years ends with the last
    ("years", "year", re.compile(r"(?P<from>20\d\d) ?年? ?-{1,2} ?(?P<year>20\d\d) ?年(?!度)"), "year"),
    # 2021年前三季度 is no limit; 到2025年, 力争2025年, 2025年实现…
    (
        "year",
        "year",
        re.compile(
            r"(?:(?P<lead>到|至|截至|截止|截止到|力争|力争到|确保|确保到|争取|争取到|于|在)\s?)?"
            r"(?<![\d-])(?P<year>(?:19|20)\d\d|[一二三四五六七八九〇零]{4}) ?年(?:之前|以前|前)?"
            r"(?![度底末内份初\d十一二三四五六七八九上下第前-])"
        ),
        "year",
    ),
    # 十四五末, "十四五"时期末: the last year of a five-year plan
    (
        "five-year-plan",
        "plan_end",
        re.compile(r"“?(?P<plan>十[一二三四五六七八九])五”?(?:规划)?(?:时?期)?(?:末|期末|结束)(?:之前|以前|前)?"),
        "tail",
    ),
    # 次年, 下年度: only a year is named
    (
        "next-year",
        "next_year",
        re.compile(r"(?:下一?年度?|次年|翌年)(?![\d一二三四五六七八九十年底末内初上下第])"),
        "next",
    ),
    # 国庆节前, 春节前
    (
        "festival",
        "festival",
        re.compile(r"(?P<festival>元旦|春节|清明|劳动节|五一|端午|中秋|国庆|十一)节?(?:假期)?(?:之前|以前|前)(?!后)"),
        "tail",
    ),
    # 本月底前, 月底前, 当月底, 次月10日前
    (
        "month-end",
        "relative_month",
        re.compile(
            rf"(?:本|当|次|下)月(?:{DAY}|[底末初])?{BEFORE}|(?:本|当|次|下)月[底末]|(?<![\d一二三四五六七八九十每])月[底末](?:之前|以前|前)"
        ),
        "tail",
    ),
    # 印发之日起15个工作日内, 收到申请后5日内, 24小时内, 3个月以内
    (
        "within-span",
        "span",
        re.compile(rf"(?P<number>{NUMBER}|半|数) ?个?{SPAN_UNIT}(?P<tail>之内|以内|内)(?!部|容|外|涝)"),
        "span",
    ),
    # 提前3个工作日, 至少提前5日
    ("in-advance", "advance", re.compile(rf"提前(?:至少)?(?P<number>{NUMBER}|半) ?个?{SPAN_UNIT}"), "tail"),
    # 压缩至3个工作日, 不超过20个工作日, 公示期不少于5个工作日: a length of time that binds
    (
        "bounded-span",
        "span",
        re.compile(
            r"(?:压缩至?|缩短至?|缩减至?|压减至?|控制在|不得?(?:超过|少于|低于|多于)|至少)(?:为|到)?"
            rf"(?P<number>{NUMBER}) ?个?(?P<unit>工作日|小时|日|天|周|星期)(?!以上)"
        ),
        "bounded",
    ),
    # 会议召开10日前, 期满30日前: so long before an event
    (
        "days-before",
        "advance",
        re.compile(
            r"(?<=召开|举行|开始|施行|届满|到期|期满|生效|审议|实施|举办)(?:的)?"
            rf"(?P<number>{NUMBER}) ?个?(?P<unit>工作日|日|天|小时|月)(?:之前|以前|前)"
        ),
        "tail",
    ),
    # 用3年时间, 经过两年左右的努力
    (
        "takes",
        "span",
        re.compile(rf"(?:用|经过|利用)(?P<number>{NUMBER}) ?个?(?P<unit>年|月|周|天)(?:左右)?的?(?:时间|努力)"),
        "tail",
    ),
    # 汛期前, 开学前: a season, without a date
    (
        "season",
        "season",
        re.compile(
            r"(?:主?汛期|开学|学期结束|学年结束|入冬|供暖季?|采暖季?|高考|中考|防火期|换届)(?:来临|到来|开始)?(?:之前|以前|前)"
        ),
        "tail",
    ),
    # 法定期限内, 规定时限内: a limit named but not stated
    (
        "named-limit",
        "named_limit",
        re.compile(
            r"(?P<named>法定|规定|要求|约定|承诺)(?:的)?(?:期限|时限|时间|时间节点|办理期限|办理时限)(?:之内|以内|内|前)?"
        ),
        "named",
    ),
    # 5年过渡期满后: an expiry
    ("expiry", "expiry", re.compile(rf"(?P<number>{NUMBER})年[\u4e00-\u9fff]{{0,6}}期满(?:后|前)"), "tail"),
    # 之日起20个工作日, or 20个工作日 alone in a column of limits
    ("bare-span", "span", re.compile(rf"(?P<number>{NUMBER}) ?个?{SPAN_UNIT}(?![\d以前])"), "bare_span"),
)

# A text without any of these has no time limit
TIME_WORD = re.compile(r"[年月日号周季旬天时期末]|星期|工作日|前|20\d\d")
# One of these stands in everything that a rule can match: a rule is not tried on a text that has none
NEEDLES = {
    "damaged-date": ("前",),
    "damaged-month": ("月",),
    "every-by": ("每",),
    "every": (
        "每",
        "按",
        "逐",
        "一季",
        "一月",
        "一年",
        "一周",
        "一日",
        "1年",
        "1月",
        "1季",
        "1周",
        "1日",
        "半年",
    ),
    "named-day": (
        "前后",
        "期间",
        "前夕",
    ),
    "day": (
        "日",
        "号",
    ),
    "day-separated": ("20",),
    "months-years": ("月",),
    "months": ("月",),
    "month-separated": ("20",),
    "month": ("月",),
    "quarter": ("季度",),
    "half": ("半年",),
    "year-end": ("年",),
    "within-year": ("年",),
    "years": ("年",),
    "year": ("年",),
    "five-year-plan": ("五",),
    "next-year": ("年",),
    "festival": ("前",),
    "month-end": ("月",),
    "within-span": ("内",),
    "in-advance": ("提前",),
    "bounded-span": (
        "日",
        "时",
        "天",
        "周",
        "星期",
    ),
    "days-before": ("前",),
    "takes": (
        "时间",
        "努力",
    ),
    "season": ("前",),
    "named-limit": (
        "期限",
        "时限",
        "时间",
    ),
    "expiry": ("期满",),
    "bare-span": (
        "日",
        "时",
        "天",
        "钟",
        "周",
        "星期",
        "月",
        "季度",
        "年",
    ),
}

UNITS = {
    "工作日": "working_days", "自然日": "days", "个自然日": "days", "日历日": "days", "小时": "hours",
    "分钟": "minutes", "日": "days", "天": "days", "周": "weeks", "星期": "weeks", "月": "months",
    "季度": "quarters", "年": "years",
}  # fmt: skip

# Day before which a festival with a fixed date begins; the others follow the moon
FESTIVALS = {"劳动节": (5, 1), "五一": (5, 1), "国庆": (10, 1), "十一": (10, 1)}

# An event that starts a clock, standing right before the number: 印发之日起, 收到申请后, 作出决定之日起
ANCHOR = re.compile(
    r"(?:^|[,。;:、(\n“”]|在|于|应当?|须|需|并|要|按|可)(?P<anchor>(?:自)?[^,。;:(\n]{0,40}?(?:印发|发布|公布|收到|接到|受理|签订|签收|作出|形成|变更|成文|施行|实施|"
    r"出台|通过|批准|批复|结束|完成|发生|下达|送达|登记|移交|转办|交办|获得|生效|满|公开|会议|召开|到期|提出|申请|办结|批转|成立|备案|发文|反馈|审议|开标|公示|产生|"
    r"发现|报告|接收|确定|之日|当日|次日|之时)[^,。;:(\n]{0,12}?(?:之日起|次日起|日起|之日|之后|后|起|的)?)(?:的)?\Z"
)
# a verb after a bare year, 年内 or a quarter that says what will be finished by then
COMPLETING = re.compile(
    r"完成|实现|建成|达到|达|超过|突破|形成|建立|出台|制定|基本|全面|力争|确保|至少|不少于|不低于|以上|覆盖|启动|举办|开展|组织|新增|培育|打造|建设|"
    r"推出|发布|印发|公布|上线|投用|听取|召开|设立|提升|提高|增长|下降|降低|保持|控制|消除|清理|整合|办理|编制|修订|报送|推广|投入|争取|落实|停止|取消|增设|开设|展开|培训"
)
# before a bare date these make it a description of something that has been
DESCRIPTIVE_BEFORE = re.compile(
    r"(?:近|前|过去|最近|连续|以来|自|从|由|截至目前|每|第|满|达|期限|有效期|任期|期|共|约|原则上|成立|经营|注册|最长|连续\S{0,4}|未来|今后)\Z"
)
# 结合每季度…计划, 围绕每月…主题: the recurring word belongs to another thing
DESCRIPTIVE_RECURRING_BEFORE = re.compile(
    r"(?:结合|根据|依据|对照|围绕|参照|参考|按照|的|城乡|平均|全市|常住|居民|第)\Z"
)
# after a date these say that it is no limit
TAIL_AFTER = re.compile(r" ?(?:起|以来|开始|至|到|-|印发|发布|公布|颁布|修订的|施行|前期|之后|以后|后|召开的|第)")
# titles and the years of document numbers never hold a limit of the task
MASKED = re.compile(r"《[^《》]{0,120}(?:《[^《》]{0,80}》[^《》]{0,60})?》|\((?:19|20)\d\d\) ?\d{1,5} ?号")
