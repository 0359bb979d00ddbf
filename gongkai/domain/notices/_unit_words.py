"""The words that unit lists are made of. All patterns run on the matching view (simplified, half-width marks)."""

from __future__ import annotations

import re

# Names of bodies end in one of these: organs, offices inside them, enterprises, institutions, collective names
_STRONG = (
    "局|委|办|厅|院|部|署|处|科|室|股|队|站|所|馆|中心|公司|集团|政府|部门|单位|机关|机构|街道|办事处|街办|管委|委员会|管委会|"
    "党委|党组|工委|支部|总支|学校|大学|学院|医院|银行|支行|分行|分局|海关|法院|检察院|联社|联合会|团委|工会|妇联|协会|商会|"
    "科协|文联|侨联|残联|社科联|工商联|联盟|基金会|电视台|报社|通讯社|林场|农场|领导小组|工作组|小组|专班|指挥部|办公厅|总社|"
    "共青团中央|组委|委员|镇街|镇乡|乡镇|各地|园区|开发区|高新区|经开区|新区|示范区|保税区|度假区|风景区|矿区|垦区|兵团|"
    "会|社|行|台|处室|科室|股室|乡|镇|区县|县区|市县|县市|县\\(市\\)区|服务区|运营商|成员|工作队|研究室|军区|人武部|窗口|"
    "局委|委局|委办局|公积金|气象|供电|燃气|水务|邮政|电信|移动|联通|铁塔"
)
# These end a name only when a collective word or a verb makes it one
_WEAK = "市|县|区|州|盟|旗|省|村|社区|企业|地方|学校|公安|税务|人社|民政|司法|财政|教育|卫健|商务|审计|水利|交通|住建|文旅|应急|统计|信访|各镇|各乡|其他部门"
_NEST = r"(?:\([^()]{0,40}\))?"
BARE_SUFFIX = re.compile(rf"(?:(?:{_STRONG}){_NEST}|各[^、,]{{0,12}}(?:{_WEAK}){_NEST}|(?:有关|相关)[^、,]{{0,8}}(?:{_WEAK}))\s*\Z")
SUFFIX = re.compile(rf"(?:{_STRONG}|{_WEAK}){_NEST}\s*\Z")

# A label gives its role to what follows. The bracket may say that the first one leads
LABEL = re.compile(
    r"(?P<label>(?:总?牵头|主办|主责|主要责任|责任|主体责任|配合|协办|协同|参与|参加|协助|落实|承办|主管|实施|负责|执行|联合|支持|督导|督办|监督)"
    r"(?:(?:和|及|、|或|/)(?:责任|配合|参与|协办|落实))?(?:单位|部门|处室|科室|股室|机构|主体|方|人员?|领导|同志)"
    r"(?:(?:和|及|、)(?:责任人|部门|单位|完成时限|时限|科室))?(?:\([^()]{0,20}\))?"
    r"|(?:完成|办理|办结|公开|整改|落实|工作|推进|实施|启动)?(?:时限|时间|期限)(?:要求|安排|节点)?|时间节点|进度安排|完成日期"
    r"|适用范围|联系人|联系电话|分管领导|责任领导|备注)[::]"
)
# Which role a label gives; the first word found decides
ROLE_OF_LABEL = (
    ("领导", "dropped"),  # persons are not units
    ("人员", "dropped"),
    ("责任人:", "dropped"),
    ("时限", "limit"),
    ("时间", "limit"),
    ("期限", "limit"),
    ("日期", "limit"),
    ("进度", "limit"),
    ("牵头", "lead"),
    ("主办", "lead"),
    ("主责", "lead"),
    ("适用", "dropped"),
    ("联系", "dropped"),
    ("备注", "dropped"),
    ("监督单位", "dropped"),
    ("督", "dropped"),  # who supervises is not who does it
    ("单位", "responsible"),
    ("部门", "responsible"),
    ("处室", "responsible"),
    ("科室", "responsible"),
    ("股室", "responsible"),
    ("机构", "responsible"),
    ("主体", "responsible"),
    ("方", "responsible"),
)
# X牵头, X牵头负责, X分别牵头各自领域, X为牵头单位, X主办
LEAD_TAIL = re.compile(
    r"(?:按(?:照)?(?:各自)?(?:职责|职能)?分工)?(?:分别|共同|联合|总)?(?:为|作为|是|负责)?(?:牵头|主办)(?!单位[::]|部门[::])"
    r"(?:单位|部门)?(?:负责|落实|实施|组织|推进|抓总|办理|协调|抓好|具体|做好|统筹|开展|各自领域|相关领域|相关工作|此项工作|本领域|工作){0,4}"
)
# X、Y按职责分工负责, 分别落实, 配合, 参与: everything from here to the end of the piece is no name
RESPONSIBLE_TAIL = re.compile(
    r"(?:(?:等|等有关部门|等部门)?(?:按照?|根据|依据|结合|依)(?:各自|部门|相应|有关|相关)?(?:的)?(?:职责|职能|职权|分工|任务|工作|权限|要求)"
    r"|(?:分别|共同|各自|具体|联合|协同|密切|积极|全力|依法|统一|分工|组织)?(?:负责|落实|配合|参与|参加|协助|协办|协同|承办|组织实施|"
    r"具体实施|实施|办理|推进|抓好|支持|承担|执行|强化监管|加强监管|为责任单位|为配合单位|为协办单位|为参与单位|为成员单位|做好))"
    r"[^、,;。]{0,20}\Z"
)
# Words after the last name that are none: 等部门, 等有关单位, (以下简称…)
DROPPED_TAIL = re.compile(
    r"(?:(?:等|等等)(?:\d{1,2}个)?(?:市级|省级|区级|县级|市直|区直|省直|县直)?(?:有关|相关|责任|职能|各|主管|行业|成员)?(?:部门|单位|科室|处室|机构|方面|地方|地区)?"
    r"(?:(?:和|及|、|与)(?:有关|相关)?(?:部门|单位|地方|企业))?|\((?:以下简称|简称|下同|下称)[^()]{0,30}\)|分别|共同|各自|按|并)\s*\Z"
)
# Words before a name that are none
LEADING_WORDS = re.compile(r"(?:由|请|会同|商|以及|及|和|与|并|暨|配合|其中|均由|主要由|或|(?:责任|牵头|配合|落实)(?:单位|部门)(?=\s))\s*")
# Between two bodies these separate them
JOINING = re.compile(r"等?(?:部门|单位)?(?:以及|会同)|等(?:部门|单位|有关部门|相关部门)?(?:和|及|与)|以及|会同|和|及|与|暨|并会同|商(?=国家|省|市|区|县)")
# 列第一位者为牵头单位, 排名第一的为牵头单位, 排在首位的单位为牵头单位
FIRST_LEADS = re.compile(r"(?:排|列|位|居|名)[^,。;、]{0,6}(?:第一|首位?|最前)[^,。;]{0,8}(?:为|是|系)(?:总)?牵头|(?:第一|首)个?(?:单位|部门|家)[^,。;]{0,4}(?:为|是)牵头")
# Remarks inside the bracket that name nobody for this task
NOTE_SEGMENT = re.compile(
    r"\s*(?:以下|下同|其他(?:均)?为|其余|(?:排|列|名列)[^、]{0,6}(?:第一|首)|不再|余同|第一个?(?:单位|部门)|首个?单位|牵头单位列|以上|均为|适用|注[::]|此项|具体分工)"
)
# A time limit among the units: 6月底完成, 2026年6月底前, 年底前完成, 长期坚持, 持续推进
LIMIT_SEGMENT = re.compile(
    r"\s*(?:到|于|在|至|每|按)?\s*(?:(?:\d{4}|[一二〇]{2,4})\s?年[^、,;]{0,14}|\d{1,2}\s?月[^、,;]{0,12}|[一二三四]季度[^、,;]{0,8}|第[一二三四]季度[^、,;]{0,8}|"
    r"[上下]半年[^、,;]{0,8}|年[内底末][^、,;]{0,8}|全年[^、,;]{0,6}|本月[^、,;]{0,8}|每[年月周季][^、,;]{0,12}|"
    r"(?:贯穿|长期|持续|常态|动态|定期|实时|及时|适时|即时|随时|立即|按时|按月|按季)[^、,;局委办厅]{0,8}|\d{1,3}个?(?:工作日|日|天|月)[^、,;]{0,8})\s*\Z"
)
# A bracket or name beginning with one of these is a remark, a list of examples or a clause, never a unit
NOT_A_NAME = re.compile(r"\s*(?:含|包括|包含|不含|如|例如|指|即|以下|或|见|详见|附|其中|不包括|不得|在|对|把|将|向|从|按|凡|未|已|经|为|以|除|若|所|这|该项|的|是|此件|公开路径|注)")
# The subject of a duty: at the head of a clause (or after 由), a list of bodies, then a word that puts them under it
_DUTY = (
    "要|应当|应该|应|须|必须|需要|需|将|负责|牵头|会同|可以|统一|具体|共同|分别|联合|严格|制定|制订|建立|加强|组织|做好|开展|每|按|根据|结合|"
    "全面|积极|主动|及时|认真|切实|定期|进一步|成立|明确|落实|履行|承担|统筹|指导|监督|研究|编制|公开|发布|报送|完善|推进|推动|贯彻|为|主要领导|主要负责"
)
DOER = re.compile(
    rf"(?:(?<=[,。;:、\n(])|\A|(?<=由)|(?<=请))\s*(?P<names>[\u4e00-\u9fff()、]{{2,120}}?(?:{_STRONG}|{_WEAK}){_NEST}(?:等(?:有关|相关)?(?:部门|单位)?)?)"
    rf"(?:,)?(?P<verb>{_DUTY})"
)
# Not doers although they end like bodies: sites, groups of persons, things
NOT_A_DOER = re.compile(r"网站|平台|热线|栏目|信箱|账号|媒体|群众|企业\Z|会议|大会|发布会|座谈会|论坛|听证会|社会\Z|机会\Z|人员|同志|的\Z|工作\Z|协会\Z|医保|社保\Z|国家\Z|体制|\d")
