"""The words that make a number a quota. All patterns run on the matching view (simplified, half-width marks)."""

from __future__ import annotations

import re

_VALUE = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12}(?:\.\d{1,4})?|[一二两三四五六七八九十百千零]{1,6})"
# Counters; durations are left out on purpose, they are time limits
_COUNTER = (
    "人次|户次|批次|场次|次|场|期|篇|件|个百分点|百分点|个|名|位|人|条|项|家|户|套|份|部|亩|吨|公里|千米|平方米|平方公里|立方米|"
    "元|%|‰|座|所|台|辆|种|批|册|遍|轮|处|例|起|门|课时|学时|节课|节|堂|组|只|幅|支|队|款|头|张|枚|卷|字|宗|千瓦"
)
# A number with its counter: 4次, 1.5万人, 5%-10%, 1-2种, 万亿元
NUMBER = re.compile(
    rf"(?<![\d.第〇一二三四五六七八九十百千])(?:(?P<low>{_VALUE})%?(?:-|至|到)(?P<high>{_VALUE})|(?P<value>{_VALUE})|(?=[万亿]))"
    rf"(?P<big>[百千万亿]{{0,3}}) ?余?多?(?P<unit>{_COUNTER})(?![月年日]|工作日|自然日|小时|季度|学期|星期|月)"
)
# A bound that may stand apart from its number: 至少开展1次, 不低于总数的20%
LOOSE_LEAST = re.compile(r"(?:不(?:得|应|能|可)?(?:少|低|小)于|至少|最少|最低)[^,。;\d]{0,24}\Z")
LOOSE_MOST = re.compile(r"(?:不(?:得|应|能|可)?(?:超过|高于|多于|大于)|至多|最多)[^,。;\d]{0,12}\Z")
# A bound right before its number: 达到80%, 超过30%, 控制在5%
TIGHT_LEAST = re.compile(
    r"(?:达到(?:[^,。;\d]{2,12}的)?|突破|超过|高于|多于|大于|超|(?:提高|提升|增长|增加|扩大|发展|上升)(?:到|至)|(?:保持|稳定|维持)在|达|实现|新增|增长|提高|提升|增加)(?:了|约|到|全市|全省)?\Z"
)
# These need a number in digits: "提升六项行动" counts nothing
WEAK_LEAST = re.compile(r"(?:实现|新增|增长|提高|提升|增加)\Z")
TIGHT_MOST = re.compile(r"(?:(?<!不)(?:低|少|小)于|控制在|(?:降低|下降|降|压减|压缩|缩减|减少)(?:到|至))(?:约)?\Z")
# The bound at the end of what is counted: 培训[不少于]
BOUND_WORDS = re.compile(
    r"(?:应|均|力争|累计)?(?:不(?:得|应|能)?(?:少|低|小|多|高|大)于|不(?:得|应)?超过|至少|达到?|超过|突破|(?:提高|提升|增加|控制|保持|稳定)[到至在])\Z"
)
# 压缩50%, 下降3%: a cut of at least so much; 办结率100%: a rate that must be reached
CUT = re.compile(r"(?<!同比)(?<!环比)(?:压缩|压减|缩减|精简|减少|下降|降低)(?:了|约)?\Z")
RATE = re.compile(r"(?:率|占比|比例|比重|满意度|覆盖面)(?:均|都)?(?:为|保持)?\Z")
# 实现26个领域全覆盖: the number describes what is covered
COVERED_AFTER = re.compile(r"[^,。;\n]{0,14}全覆盖")
# What is counted, right after the number: 1次政务公开培训
OBJECT = re.compile(r"(?P<more> ?(?:及|或)?(?:以上|以内|以下|左右))?(?P<object>(?!的)[\u4e00-\u9fff“”]{2,24})?")
# After the number: 以上, 以内
AT_LEAST_AFTER = re.compile(r" ?(?:及|或)?以上")
AT_MOST_AFTER = re.compile(r" ?(?:及|或)?(?:以内|以下|之内)")
# …and then the clause ends: 3次以上。 Otherwise it picks out an object: 1000立方米以下高炉
CLAUSE_ENDS = re.compile(r"[^\u4e00-\u9fff]|\Z|的(?:要求|标准|目标|规定)|目标|水平")

# A rhythm in the clause makes the number one per period
PERIOD = re.compile(
    r"(?P<every>每(?:个)?(?:半年|年度?|季度?|月|周|日|天|学期|届|期)|一?年内|全年|年内|本年度|年度内|(?<![一-九\d])年度(?=不|至少|达)|按(?:月|季度?|年|周)|逐月|一年|一季度?|一月|一周)"
)
PERIODS = (
    ("半年", "half_year"),
    ("季", "quarter"),
    ("月", "month"),
    ("周", "week"),
    ("学期", "term"),
    ("日", "day"),
    ("天", "day"),
    ("年", "year"),
)
# Things that are held or sent: with a rhythm or an ordering verb before them their number binds
EVENT_UNITS = frozenset(
    {"次", "场", "场次", "期", "篇", "件", "条", "轮", "批次", "批", "遍", "份", "课时", "学时", "节课", "人次"}
)
PERSON_UNITS = frozenset({"名", "位", "人"})
# 开展一次, 举办培训班2期, 召开3场: the task orders exactly so many
ORDERED = re.compile(
    r"(?:开展|举办|召开|组织|听取|报送|发布|报告|刊发|推出|公开|安排|研究|通报|调度|检查|抽查|更新|编发|印发|制作|进行|举行|完成|培训|测评|评估|演练|"
    r"走访|清理|梳理|编制|参加|撰写|上报|报)[^,。;\d]{0,16}\Z"
)
# 确定1名, 配备一位, 明确1名: persons that must be provided
PROVIDED = re.compile(
    r"(?:确定|明确|配备|指定|安排|选派|固定|确保(?:有)?|设立?|落实|选配|选聘|聘请|派|推荐|指派|选定|拥有|配)[^,。;\d]{0,10}\Z"
)
# 各1名, 每个窗口1名
EACH = re.compile(r"各(?:确定|明确|选派|配备|推荐|指定|报送|安排)?\Z")
# 建成10个, 打造5家: output that must be made
OUTPUT = re.compile(
    r"(?:建成|建设|打造|培育|新建|改建|扩建|创建|改造|设置|设立|培养|引进|推出|遴选(?:确定)?|扶持|培训|发展|建立|选树|推广|认定|布局|选取|创成|完成|实施|支持|新增|招引|攻克|组建|入选|获评|争创|申报|获得|征集|评选)"
    r"(?:了)?(?:约|不同)?\Z"
)
# 培育工业设计中心100家。 The number comes last in its clause
OUTPUT_LOOSE = re.compile(OUTPUT.pattern.removesuffix(r"(?:了)?(?:约|不同)?\Z") + r"[^,。;\d]{1,20}\Z")
# between two numbers of one list: 300名[，基层教师]1700名
NEXT_OF_LIST = re.compile(r"[\u4e00-\u9fff]{0,12}[、,和及][\u4e00-\u9fff]{1,20}")
OUTPUT_UNITS = frozenset(
    [
        "个",
        "家",
        "项",
        "所",
        "座",
        "处",
        "条",
        "名",
        "人",
        "人次",
        "户",
        "套",
        "种",
        "批",
        "亩",
        "公里",
        "支",
        "部",
        "件",
        "门",
        "节",
        "组",
        "台",
        "张",
        "只",
        "款",
        "例",
        "份",
        "期",
        "篇",
        "场",
        "次",
    ]
)
# A number that only describes: 26个领域, 这3个方面, 前10名, 第1次
DESCRIPTIVE_BEFORE = re.compile(
    r"(?:第|前|最近|上|首|这|以上|上述|其他|其余|的|共|等|占|每|近|逾|现有|原有|该|同一|任一|任何|每一|同)\Z"
)
# 一批, 一项, 一个: "some", not a number; 二次 is "secondary"
INDEFINITE = re.compile(
    r"一(?:批|项|个|种|类|条|组|款|部|支|套|对|座|家|处|起|户|件|人|分|台|门|张|队|字|头|节|幅|册|例)\Z|二次\Z"
)
# …的企业, …的项目: the number picks out an object, it does not bind
DESCRIPTIVE_AFTER = re.compile(
    r" ?(?:以上|以下|以内|左右)?(?:\([^()]{0,10}\))?的(?!要求|标准|目标|规定|比例|任务|速度|幅度|水平|增长|权重|占比)"
)
# 一次性, 一次办好, 一项重要工作, 一批, 一件事: no number is meant
ONLY_ONCE = re.compile(r"(?:跑|最近|首|上|只进)\Z")
NO_NUMBER_AFTER = re.compile(
    r"性|办好|办成|告知|办结|通办|申请|申报|受理|办理|录入|采集|把手|件事|条龙|张网|体化|站式|办(?!次)|网通|以(?!上|内|下)"
)
# Money binds only as output that the responsible side must reach
MONEY_OUTPUT = re.compile(
    r"收入|产值|规模|增加值|总额|交易额|销售额|零售额|总价值|营收|投资额|进出口|融资额|成交额|贷款余额|投放"
)
# Words of subsidies, eligibility, tariffs and emissions: their numbers are conditions
CONDITION = re.compile(
    r"补贴|补助|奖励|资助|给予|奖补|注册资本|贷款额度|授信|罚款|收费|电价|加价|排放|能耗|年龄|周岁|学历(?!层次|提升)|额度|地价|底价|售价|利率|税率|费率"
)
# …的，给予奖励: what comes before is the condition of a reward
REWARD_AFTER = re.compile(
    r"[^。;\n]{0,60}?(?:给予|予以|一次性)?(?:奖励|奖补|补助|补贴|资助|资金支持)|[^。;\n]{0,40}?给予[^。;\n]{0,12}支持"
)
MASKED = re.compile(r"《[^《》]{0,120}》")
