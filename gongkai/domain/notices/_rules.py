"""The rules that find the structure of a notice, one row each: id, pattern, why it exists.

No row names a place, a year or a document. Patterns run on the matching view (`domain.text.plain`): simplified
script, half-width marks, round brackets. Every class is bounded and no quantifier is nested, so a long line costs no
more than its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"
# some copies put the reading of a rare character behind it
_PINYIN = r"(?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\))?"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the grammar. `why` is the sentence that defends it."""

    id: str
    pattern: re.Pattern[str]
    why: str


def _rule(name: str, pattern: str, why: str) -> Rule:
    return Rule(name, re.compile(pattern), why)


RULES = {
    rule.id: rule
    for rule in (
        _rule(
            "mark",
            rf"(?P<chapter>第[{_CHINESE}]{{1,4}}(?:章|部分|条))|(?<!第)(?P<chinese>[{_CHINESE}]{{1,3}})[、.](?!\d)"
            rf"|\((?P<bracketed>[{_CHINESE}]{{1,3}})\)[、.]?"
            r"|(?<![\d.])(?P<decimal>\d{1,2}\.\d{1,2})[.、 ]?(?= ?(?![月日年个万亿元倍次名家项])[\u4e00-\u9fff“《])"
            r"|(?<![\d.])(?P<arabic>\d{1,3})[.、](?!\d(?!\d{3}[年-]|\d{4}|\d?月))"
            r"|\((?P<round>\d{1,3})\)|(?<![\d.])(?P<half>\d{1,3})\)(?!\d(?!\d?月|\d{3}))|(?P<circled>[①-⑳])|(?P<hooped>[⑴-⒇])"
            r"|(?P<dotted>[⒈-⒛])|(?P<ringed>[㈠-㈩])",
            "the numbering marks of official writing, outer to inner: 第一章 一、 （一） 1. 1.1 （1） 1) ①",
        ),
        _rule(
            "handover",
            rf"(?:印|转|下)发{_PINYIN}(?:给)?你们|发{_PINYIN}给你们",
            "only the words 印发你们 make a text a covering letter; a plan may also say 贯彻落实",
        ),
        _rule(
            "given_title",
            r"《([^《》\n]{4,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,40}|<[^<>\n]{2,60}>[^《》\n]{0,40}|"
            r"\u3008[^\u3008\u3009\n]{2,60}\u3009[^《》\n]{0,40}){0,3})》",
            "the letter names what it hands over in 《》; the same words head the plan",
        ),
        _rule(
            "attached",
            r"附件(?: ?\d)?:(?: ?\d[.、])? ?《?([^\n《》]{4,80}?)》?(?=\n|$|   )",
            "the letter lists what is attached; the same words head the plan",
        ),
        _rule(
            "subject",
            r"关于(?:印发|转发|下发)(?:《)?([^《》\n]{4,80})(?:》)?的?通知",
            "the letter's own title names what it hands over, with or without 《》",
        ),
        _rule(
            "signed",
            r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\d{1,2} ?日(?! ?[-至到前起以]|[前后起止内以])",
            "the date of signing stands alone after the issuer's name",
        ),
        _rule(
            "attribute",
            r"[ \n]{0,40}\((?:此件|联系|公开)[^()\n]{1,60}\)",
            "the openness class and whom to ask stand in brackets after the date",
        ),
        _rule(
            "preamble_title",
            r"总体(?:要求|目标|思路|考虑|部署)|指导思想|(?:基本|工作|主要|组织)原则|(?:工作|发展|主要|行动|总体|建设|预期)目标|"
            r"工作思路|发展思路|基本思路|起草(?:背景|过程|说明)|(?:制定|出台)(?:背景|依据|过程)|(?:重大|重要)意义|重要性|必要性|"
            r"充分认识|深刻认识|系统框架|基本框架|^主要内容$|^政策解读$|适用范围|考核(?:对象|范围|原则)|现状(?:与|和)形势|面临(?:的)?形势|工作背景",
            "the same, as words that occur inside a heading",
        ),
        _rule(
            "statement",
            r"^.{4,30}是.{4,40}(?:载体|要求|举措|任务|保障|途径|支撑|基础|手段|需要|选择|关键|内容|抓手)$",
            "a heading that says what something is gives a reason, not a duty",
        ),
        _rule("principle", r"^-{2}(?=[^-])", "a paragraph opened by a dash lists aims or principles"),
        _rule(
            "lead_in",
            r"(?:如下|以下|下列)[^。;\n]{0,20}[:。]?$|:$",
            "a sentence that announces the points below it assigns nothing itself",
        ),
        _rule(
            "plan_title",
            r"(?:要点|方案|通知|意见|计划|措施|办法|细则|规定|清单|分工|分解|任务|表)(?:\([^()]{1,20}\))?$",
            "the title of the plan above its first point is not a heading of the plan",
        ),
        _rule(
            "closing_duty",
            r"(?<=。)各[^。;]{1,40}(?:本|此)(?:方案|要点|意见|通知|措施|计划|清单|办法)[^。;]{2,200}。",
            "when line breaks are lost, the closing duty for everybody sticks to the last point",
        ),
        _rule(
            "validity",
            r"^(?:本|此)(?:措施|办法|意见|方案|细则|规定|通知|计划)[^。\n]{0,10}自[^。\n]{1,20}(?:起|后)?(?:施行|实施|执行)",
            "the day from which a text is in force is not a duty",
        ),
        _rule(
            "labelled_units",
            r"(?:总?牵头|责任|配合|主办|主责|协办|协同|负责|承办|实施|落实|参与|参加|协助|主管|完成|执行)"
            r"(?:(?:和|及|、|/)(?:责任|配合|参与|协办|落实))?(?:单位|部门|科室|处室|股室|主体|机构|领导|人)"
            r"(?:(?:\([^()\n]{1,20}\))?[::]|(?<=单位)为|(?<=部门)为)|(?:完成|办理|办结|整改|落实|实施)(?:时限|时间|期限|日期)(?:要求)?[::]|(?:时间|进度)(?:节点|要求|安排)[::]|时限(?:要求)?[::]"
            r"|(?:牵 {0,2}头|责 {0,2}任|配 {0,2}合|协 {0,2}办|主 {0,2}办|完 {0,2}成) {0,2}"
            r"(?:单 {0,2}位|部 {0,2}门|科 {0,2}室|时 {0,2}限|时 {0,2}间) {0,2}[::]",
            "责任单位: before names gives the units even where no bracket is printed",
        ),
        _rule(
            "role_verb",
            r"(?:牵头|负责|落实|配合|承办|主办|协办)(?:落实|负责|实施|推进)?$",
            "a bracket that ends with the verb of a role assigns, wherever in a sentence it stands",
        ),
        _rule(
            "dashed_units", r"-{2} ?(?=[^-\n,。;]{2,80}$)", "a dash after the last sentence of a line and then names"
        ),
        _rule(
            "body_end",
            r"(?:局|委|办|厅|部|院|署|会|府|区|县|市|中心|部门|单位|公司)$",
            "a bracket right after the name of a body belongs to that name",
        ),
        _rule(
            "unit_first",
            r"(?P<who>[^\s,。;:、()\d]{2,18}(?:、[^\s,。;:、()\d]{2,18}){0,8})(?P<gap> {2,8}|:)(?=\S)",
            "处室-first prose: the name of a body, a gap or a colon, then its duties",
        ),
        _rule(
            "verb_first",
            r"^(?:持续|加强|推进|推动|做好|完善|提升|提高|强化|深化|健全|落实|规范|畅通|切实|不断|积极|全面|进一步|加快|加大|"
            r"优化|扩大|抓好|建立|开展|促进|支持|扶持|鼓励|引导|培育|打造|构建|增强|激发|拓展|拓宽|巩固|实施|营造|深入|认真|严格|围绕|聚焦|着力|充分|大力|稳步|有序|统筹)",
            "words that open with a verb are a heading or a duty, however much their end looks like a body",
        ),
        _rule("none", r"^(?:-{1,6}|/|无|\\|略)$", "a dash in a unit column says that there is none"),
        _rule("ditto", r"^(?:同上|同前|同左)[。;]?$", "the cell says what the cell above it says"),
        _rule("bare_number", r"^\(?\d{1,3}\)?[.、]?$", "a number column printed as a line of its own"),
        _rule("lost_number", r"^[.、]$", "an automatic number lost in copying leaves only its dot"),
        _rule(
            "standing",
            r"^(?:持续|长期|常态|全年|贯穿|年内|年底|即时|实时|动态|立行|立即|按|每|适时|定期|根据|随时|及时|经常|已完成|待)"
            r"[^。;\n]{0,16}$|^[^。;\n]{0,14}(?:推进|坚持|更新|前|底|完成|实施|日内|月|季度|年)$",
            "what a time column says when it names no date",
        ),
        _rule(
            "dated",
            r"^(?:(?:19|20)\d\d年)?\d{1,2}月[^。;\n]{0,40}$",
            "what a time column says when it tells what is due at each date",
        ),
        _rule(
            "furniture",
            r"^[(\[]?(?:打印|收藏|分享|字体|字号|来源|信息来源|文章来源|稿源|作者|编辑|责任编辑|浏览|访问|点击|阅读|"
            r"发布(?:时间|日期|机构)|索 ?引 ?号|主题(?:分类|词)|发文(?:机关|字号|日期)|成文日期|生成日期|有效性|"
            r"标 {0,4}题|文 ?号|您(?:当前|现在)|当前位置|首页|返 ?回|顶 ?部|关闭|扫一扫|扫码|"
            r"微信|官方|手机版|版权|主办单位|承办单位:|网站|ICP|备案|技术支持|"
            r"关怀版|无障碍|登录|相关(?:链接|文件|附件|稿件)|附件(?:下载)?[::\d]|上一[篇条]|下一[篇条]|不能读取|"
            r"- (?:文档|上传|格式|页数|大小)|更多信息|政策解读[::]|<[^<>\n]{1,200}>|联系(?:人|电话|方式|单位)|电子邮箱|"
            r"抄送|抄报|印发$|\[bookmark|(?:文件|附件|相关)下载|关联文件|您是第|地址[::]|邮编|传真[::]|Produced|Copyright|"
            r"建议使用|(?:主管|主办|承办|维护|管理)(?:单位)?[::][^\n]{0,40}(?:政府|网|中心|管委会))|"
            r".{2,40}\d{1,2}月 ?\d{1,2}日印发$|[^\n]{0,60}(?:公网安备|ICP备|网站标识码|All Rights|版权所有)|"
            r"[^。\n]{1,80}\.(?:docx?|xlsx?|pdf|wps|ofd|et|zip|rar|jpg|png|tif)\)?$",
            "what a web page or a copying site puts around a notice",
        ),
        _rule(
            "advert",
            r"(?=[^。;:,、\n]{2,60}$)[^\n]{0,60}?(?:_|\d{2,4}bet|bet\d{2,4}|博彩|娱乐城|棋牌|老虎机)",
            "a line that a break-in left between the points: names of sites, no sentence",
        ),
        _rule(
            "tail",
            r"(?:更多信息请关注|扫一扫|联系人[::]|联系电话[::]|联系方式[::]|\(联系(?:人|单位|电话)|抄送[::]|抄报[::]|\(?责任编辑[::]|"
            r"相关链接[::]?|政策解读[::]|附件[::]\d?|附件下载|版权所有|主办单位[::])",
            "contact lines, copies and page feet that follow the last duty when line breaks are lost",
        ),
        _rule(
            "title_end",
            r"(?:要求|目标|任务|措施|保障|作用|思想|原则|重要性|积极性|建设|工作|体系|能力|水平|机制|管理|监管|服务|发展|分工|"
            r"框架|内容|制度|环境|支持|重点|活力|意识|责任|督导|监督|实施|落实|领导|公开|改革|行动|质量|安全|治理|效能|合作|"
            r"融合|转型|促进|预防|渠道|平台|基础|队伍|力度|格局|优势|结构|布局|规划|协同|创新|人才|政策|宣传|培训|考核|解读|回应)"
            r"(?=以|“|坚持|在|按|为(?:贯彻|深入|进一步|切实|全面|了|加)|围绕|《|各|全[面力]|深[化入]|加[强快大]|进一步|到|自|从|对|要|将|由|"
            r"建[立成]|推[进动]|通过|根据|结合|充分|切实|严格|认真|聚焦|强化|完善|依托|组织|积极|大力|省|市|县|有[效序]|持续|着力|"
            r"正确|落实|发挥|提[供升高]|鼓励|支持|引导|优化|扩大|巩固|拓展|健全|贯彻|把|使|让|不断|地方|国务院|国家|构建|实[施行])",
            "where a heading ran into its paragraph: the noun a heading ends with, the word a sentence begins with",
        ),
        _rule(
            "stock_heading",
            r"(?:组织(?:实施|领导|保障)|(?:保障|工作)措施|(?:工作|有关|相关)要求|(?:主要|重点|工作)任务|(?:工作|实施)步骤|"
            r"(?:工作|时间)安排)(?=[^,。;:、]{4,40}[,。])",
            "headings that every plan has, where a paragraph ran into them",
        ),
        _rule(
            "first_leads",
            r"(?:排名|列|排)?(?:在)?(?:第一|首位|第1)(?:位)?(?:者|的)?(?:单位|部门)?(?:的)?为牵头",
            "the notice says once that the first unit named leads",
        ),
    )
}

# Column heads of a task table: role, pattern of the whole head, why. The first row that matches decides.
COLUMN_HEADS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (role, re.compile(rf"(?:{pattern})$"), why)
    for role, pattern, why in (
        ("number", r"序号?|编号|项次|条目", "the counting column"),
        (
            "note",
            r"备注|.{0,4}责任人|.{0,4}领导|联系人|联系电话|分管.{0,6}|公开依据|依据|完成情况|进展.{0,6}|公开对象|公开类别",
            "carries no duty",
        ),
        ("lead", r"牵头.{0,8}|主办.{0,6}|主责.{0,6}|第一责任.{0,6}", "the unit that leads"),
        (
            "unit",
            r"责任.{0,2}(?:单位|部门|科室|处室|股室|主体|机构|分工)(?:及.{0,8})?|落实.{0,2}(?:单位|部门)|配合.{0,8}|协办.{0,6}|"
            r"协同.{0,6}|承办.{0,6}|参与.{0,6}|实施(?:单位|主体|部门)|负责(?:单位|部门|科室|处室)|公开(?:主体|单位)|完成单位|"
            r"(?:牵头)?单位|部门|处室|科室|股室|责任",
            "a unit that answers or helps",
        ),
        (
            "limit",
            r"(?:完成|公开|落实|办结|推进|工作|整改|实施)?(?:时限|时间|期限|节点|进度)(?:要求|安排|节点|进度)?|时间要求",
            "the time column",
        ),
        ("channel", r"公开(?:载体|渠道|方式|平台|形式|途径)|发布(?:渠道|平台|方式)", "where it is made public"),
        ("path", r"公开(?:路径|位置|栏目)|栏目路径", "the section of the site"),
        (
            "section",
            r"领域|重点领域|类别|项目|板块|方面|目标|分类|[一二]级.{0,6}|大类|工作类别|任务类别",
            "groups the rows",
        ),
        (
            "content",
            r"(?:具体|主要|工作|贯彻|落实|重点|任务|公开|细化|目标)?(?:要求|内容|举措|措施|任务内容|事项内容)(?:及要求)?|具体任务|(?:细化|具体|任务)分工|贯彻落实.{0,6}",
            "what is to be done",
        ),
        (
            "task",
            r"(?:工作|重点|主要|目标|年度|改革)?(?:任务|事项|工作|要点)(?:分解|名称|目标)?|任务清单|公开事项",
            "what it is about",
        ),
    )
)


# 责任单位(排在首位的为牵头单位): what a head says in brackets does not change its role
_ASIDE = re.compile(r"\([^()]{0,40}\)")


def rule(name: str) -> re.Pattern[str]:
    """The pattern of a rule, by its id."""
    return RULES[name].pattern


def column_role(head: str) -> str | None:
    """The role of a column by its head (matching view, blanks removed); None when the words are no column head."""
    head = _ASIDE.sub("", head)
    if not 0 < len(head) <= 14:
        return None
    for role, pattern, _ in COLUMN_HEADS:
        if pattern.match(head):
            return role
    return None
