"""Where a person lives. An office has an address too: labels, rooms of flats and house numbers of villages tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._found import Found

_HAN = r"\u4e00-\u9fff"
_DIGIT = "一二三四五六七八九〇零两"
_NUMBER = rf"(?:\d{{1,4}}|[{_DIGIT}十百]{{1,4}}|[A-Za-z]\d{{0,3}}|[甲乙丙丁])"
# a word that can only stand before where somebody lives
_HOME_LABEL = (
    r"家庭(?:详细)?(?:住址|地址|居住地|所在地|住所)|家庭现?住址|住 {0,4}址|"
    r"居住地址?|居住地点|现居住?地?址?|现住址?|现住地|"
    r"住宅(?:地址)?(?= ?:)|"
    r"常住(?:地址?|户口所在地)|户籍(?:所在地|地址?|住址|登记地)|户 ?籍(?= ?:)|户口(?:所在地|地址|地)|"
    r"经常居住地|实际居住地|家住(?:在|于)?|"
    r"(?<=[的,;。、 \n])家(?:在|位于)|[家宅](?= ?\()|搬(?:到|至|进|入)|居住(?:于|在)|现居于?|"
    r"(?:收件|收货|快递)人?地址|身份证(?:上的?|所载)?(?:住址|地址)|"
    r"暂住(?:地址?|于|在)?|租住(?:于|在)?|租房(?:于|在)|借住(?:于|在)|寄住(?:于|在)|住(?:于|在)|"
    r"(?:(?<![\u4e00-\u9fffA-Za-z0-9])|(?<=[人告者方]))住(?=[\u4e00-\u9fff]{1,14}(?:省|市|县|区|州|旗|盟|镇|乡|村|路|街|小区|兵团))"
)
# words before the address of a person or of a body: the address itself or the words around must tell
_ANY_LABEL = (
    r"(?:通讯|通信|联系|送达|详细|房屋|房产)地址|住所地?|(?:房屋|房产|住房)?坐落(?:于|在)?|"
    r"(?<![\u4e00-\u9fff])地址"
)
_BODY = rf"[{_HAN}〇A-Za-z0-9 \-#\x00·.()]{{4,70}}"
_LABELLED = re.compile(
    rf"(?:(?P<label>{_HOME_LABEL})|(?P<any>{_ANY_LABEL}))"
    rf"(?P<colon>(?:位于|[为是在]|于(?!都|田|洪))?[ |]{{0,3}}[:;]?[ (]{{0,3}})(?P<body>{_BODY})"
)
# the last piece of a written address; what follows it is another sentence
_PIECE = re.compile(
    rf"{_NUMBER}(?:楼|层)[东西南北中左右](?=[,;。)\n]|$)|"
    rf"{_NUMBER} {{0,2}}(?:号楼|栋|幢|座|单元|楼|号|\#楼?)[ \-]?(?:\d{{3,4}}|[{_DIGIT}]{{3,4}})"
    rf"(?:室|号|房|户)?(?![\d年月日元])"
    rf"|{_NUMBER} {{0,2}}(?:号楼|号院|号|栋|幢|座|单元|楼|层|室|户|房|弄|组|队|社|屯|排|梯|门|支路|巷|团|连|大队|\#)"
    rf"(?!线|文|令|体)"
    rf"|[东西南北中左右上下前后](?:户|侧|门|室|单元|头|组)"
    rf"|(?<=[组社队])[{_HAN}]{{2,3}}[湾冲坡院坪塘屋岭](?=[,;。)\n]|$)"
    rf"|(?:-|\#) ?\d{{1,4}}(?:-\d{{1,4}}){{0,2}}(?:室|号)?"
    rf"|(?:村民小组|自然村|小区|花园|家园|公寓|新村|新苑|家属院|家属楼|宿舍|大院|社区|胡同|村委会|村民委员会|村|苑|里|庄|屯|寨|组|街道|大道|路|街|巷|镇|乡|苏木|嘎查|县|区|旗|盟|州|市|省)"
)
_REGION = re.compile(
    r"省|市|自治|盟|兵团|香港|澳门|苏木|嘎查|县|区|州|旗|镇|乡|街道|村|路|街|大道|巷|胡同|小区|花园|苑|社区|弄|里|公寓|家属院|新村"
)
_SPECIFIC = re.compile(
    rf"{_NUMBER} {{0,2}}(?:号|室|栋|幢|座|单元|户|组|弄|楼|队|社|屯|排|房|团|连)(?![线文令体])|"
    rf"{_NUMBER} {{0,2}}(?:座|号楼|楼)[ \-]?\d{{3,4}}(?!\d)|"
    rf"(?:村|屯|社区)[{_HAN}]{{1,5}}(?:组|屯|庄|湾|寨|队|社)|村民小组|[东西南北中上下前后]组|"
    r"小区|花园|家园|公寓|新村|家属院|宿舍|[\u4e00-\u9fff]{2}(?:村|苑|里)(?![\u4e00-\u9fff])|\d+-\d+(?:-\d+)?|#\d+"
)
# without a colon the words must go down to a house or a group of houses
_HOUSE = re.compile(
    rf"\d|[{_DIGIT}十东西南北中上下](?:组|队|社|单元|栋)|村民小组|(?:[村屯寨坝]|社区)[{_HAN}]{{1,4}}(?:组|屯|庄|湾|寨)"
)
# words of rules about addresses, not of an address
_GENERAL = re.compile(
    r"所在(?!地?址?[:为是])|人民政府|或者|辖区|登记地|证明|本市|本省|本县|公安机关|派出所|规定|应当|以及|变更|迁[入出移至]|不一致|一致|的(?![村镇])"
)
# rooms of flats and house numbers of villages say it without a label
_FLAT = re.compile(
    rf"(?:{_NUMBER} ?(?:号楼|栋|幢|座|号|\#楼?|楼)[ ,]?)?{_NUMBER} ?单元"
    rf"[ ,]?(?:{_NUMBER}(?:楼|层))?[ ]?(?:(?:\d{{2,4}}|[{_DIGIT}]{{3,4}})(?: ?[室号户房])?|{_NUMBER} ?[室号户房])"
    rf"|{_NUMBER} ?(?:号楼|栋|幢|座|弄|\#楼?)[ ,]?(?:{_NUMBER}号?(?:楼|层)?)?"
    rf"[ ]?\d{{2,4}} ?(?:室|号房|房|户(?![籍口型主]))"
    rf"|{_NUMBER} ?弄 ?{_NUMBER} ?号 ?\d{{2,4}} ?室?"
    rf"|(?<=[{_HAN}]){_NUMBER} ?(?:号楼|栋|幢|座) ?\d{{2,4}} ?号|(?<=[{_HAN}])\d{{1,3}}-\d{{1,2}}-\d{{3,4}}(?![\d-])"
)
_VILLAGE = re.compile(
    rf"村[{_HAN}]{{0,6}}?(?:{_NUMBER} ?(?:村民小?)?(?:组|社|队|屯)|[{_HAN}]{{1,4}}(?:组|屯|庄|湾|寨))"
    rf"[ ]?{_NUMBER} ?[号户](?![线文令召称机井灯桥闸坝渠塘点泵池地坑窑棚路台])"
    rf"|[镇乡][{_HAN}]{{1,8}}村[ ]?\d{{1,4}} ?号(?![线文令召称楼])"
)
_ESTATE = re.compile(
    r"小区|花园|苑|家园|公寓|新村|宿舍|家属[院楼]|院|胡同|国际|山庄|公馆|豪庭|世家|里|坊|府|庭|湾|郡|邸|居|城|园|村|弄|巷|社区|安置|名都|华庭|新城|路|街|庄|寓"
)
_OFFICE = re.compile(
    r"办公|大厦|大楼|政府|(?:[局厅委科股所]|(?<!号)院)(?:[\d()、, ]|$)|(?<!村民)委员会|公司|窗口|"
    r"(?:中心|银行|医院|学校|法院|大学|学院|广场)(?![路街巷])|检察|厂(?!宿舍|家属|[路街巷])|商场|酒店|宾馆|超市|商铺|门店|门面|写字楼|"
    r"产业园|园区|基地|协会|营业|经营|注册|邮寄|报名|受理|登记地|会议室|教室|考场|考点|项目|工程|施工|竣工|地块|建筑面积|"
    r"新建|安装|铺设|硬化|单位地址|办公室|接待"
)
# what names a body or its desk shortly before an address
_BODY_WORD = re.compile(
    r"单位|机构|机关|企业|商户|门店|店名|[局厅委科处室站所院校厂店]\s|"
    r"[局社会所院站店厂部处行馆司]\s?[(,]\s?$|统一社会|信用代码|邮编|传真|咨询|受理|递交|寄送|现场|代理|法定代表"
)
_OF_BODY = re.compile(r" ?\([^()]{0,14}(?:局|厅|委|处|科|办|中心|政府|公司|学校|医院)")
_DOOR = re.compile(
    rf"[村屯寨庄湾组队社查][ ]?{_NUMBER} ?[号户]"
    rf"|(?:[村屯寨庄湾查堡沟]|社区|村委会|村民委员会)[ ]?{_NUMBER} ?(?:组|队|社)"
    rf"|村民小组"
    rf"|[甲乙丙丁{_DIGIT}\d](?:单元|团|连|门)[ ]?\d|(?:宿舍|家属[楼院])[ ]?{_NUMBER}|\d#?-\d{{1,2}}-\d{{3,4}}"
    rf"|{_NUMBER} {{0,2}}(?:栋|幢|座|单元|号楼)[ \-]?\d{{3,4}}(?!\d)|\d{{1,3}}-\d{{1,2}}-\d{{3,4}}"
)
_PERSON = re.compile(
    r"姓名|身份证|男|女|出生|户主|申请人|当事人|联系人|本人|居民|村民|业主|同志|先生|女士|患者|病例|学生|老人|住户|收件人"
)
_KEEP = re.compile(r"^.*?(?:镇|乡|街道|社区|村)(?![民委小])|^.*(?:自治县|县|区|旗)|^.*?(?:市|州)|^.*?(?:省|自治区)")
# 某某，系某县某村三组村民
_RESIDES = re.compile(rf"系(?P<body>[{_HAN}〇A-Za-z0-9\-#]{{6,50}}?)(?=居民|村民|住户|业主)")
_PIECE_END = re.compile("[省市县区州盟旗镇乡村道路街巷号栋幢座元楼院弄组里]")
_STOP = frozenset(',;。，；、:：\n\t()"“”《》|')


def home_addresses(view: str) -> Iterator[Found]:
    """Every home address, the label not included."""
    taken: list[tuple[int, int]] = []
    for found in _labelled(view, taken):
        taken.append((found.start, found.end))
        yield found
    for found in _unlabelled(view):
        if not any(start < found.end and found.start < end for start, end in taken):
            taken.append((found.start, found.end))
            yield found


def masked_address(words: str) -> str:
    """The address down to town or village (standards §13.3), the rest as ***."""
    kept = _KEEP.match(words)
    return (words[: kept.end()] if kept and kept.end() < len(words) else "") + "***"


def _labelled(view: str, taken: list[tuple[int, int]]) -> Iterator[Found]:
    """What a label says. Addresses of bodies are put into `taken`, so that nothing else reads them again."""
    for match in _LABELLED.finditer(view):
        if match["any"] and not _is_of_person(view, match):
            taken.append(match.span("body"))
            continue
        body = match["body"]
        has_colon = ":" in match["colon"] or ";" in match["colon"]
        end = _end_of_address(body)
        words = body[:end]
        if not end or view[match.start("body") + end : match.start("body") + end + 1] == "*":
            continue
        if _GENERAL.search(words[:24]) or not (_REGION.search(words) or _FLAT.search(words) or _DOOR.search(words)):
            continue
        if not _SPECIFIC.search(words) and not (has_colon and len(_REGION.findall(words)) >= 2):
            continue
        if not has_colon and not _HOUSE.search(words):
            continue
        yield Found("home_address", match.start("body"), match.start("body") + end, words)


def _is_of_person(view: str, match: re.Match[str]) -> bool:
    """Behind a word that bodies use too: a flat, a door in a village, a person named before; no word of an office."""
    start = match.start()
    around = re.split("[。;]", view[max(0, start - 40) : start])[-1]
    words = match["body"][: _end_of_address(match["body"])]
    end = match.start("body") + len(words)
    cut = re.split("[。;,\n]", view[end : end + 12], maxsplit=1)[0]
    after = view[end : end + 16].split("\n", 1)[0]
    if any(_OFFICE.search(part) for part in (around, words, cut)) or _BODY_WORD.search(around) or _OF_BODY.match(after):
        return False
    return bool(_FLAT.search(words) or _DOOR.search(words) or _PERSON.search(around))


def _end_of_address(body: str) -> int:
    """Where the address ends: after its last piece, before brackets that are not its own and before other sentences."""
    limit = next((at for at, mark in enumerate(body) if mark in "()." and at), len(body))
    end = 0
    for piece in _PIECE.finditer(body, 0, limit):
        # more than ten signs without a piece are no longer an address
        if piece.start() - end > 14:
            break
        end = piece.end()
    return end


def _unlabelled(view: str) -> Iterator[Found]:
    for match in _RESIDES.finditer(view):
        body = match["body"]
        if _end_of_address(body) == len(body) and _SPECIFIC.search(body) and _REGION.search(body):
            yield Found("home_address", *match.span("body"), body)
    for pattern in (_FLAT, _VILLAGE):
        for match in pattern.finditer(view):
            start = _start_of_address(view, match.start())
            words = view[start : match.end()]
            around = view[max(0, start - 14) : start].rsplit("\n", 1)[-1]
            after = view[match.end() : match.end() + 16].split("\n", 1)[0]
            if any(_OFFICE.search(part) for part in (words, around, after)) or _OF_BODY.match(after):
                continue
            lead = view[start : match.start()]
            if pattern is _FLAT and not (_ESTATE.search(lead) or ("单元" in match[0] and _is_named(lead, around))):
                continue
            if pattern is _FLAT and not _is_clear_flat(match[0], lead):
                continue
            if len(words) < 8 or (re.search(r"\d+[户栋]$", words) and "单元" not in words):
                continue
            yield Found("home_address", start, match.end(), words, "请核对是否个人住址")


def _is_named(lead: str, around: str) -> bool:
    """Whether an estate without a telling name stands before the flat, or a person."""
    return bool(_PERSON.search(around) or re.search(rf"[{_HAN}]{{3,}}[ ,]?$", lead))


def _is_clear_flat(words: str, lead: str) -> bool:
    """栋…号 and 5-1-302 mean a flat only behind the name of an estate in a place; with 单元 or 室 they always do."""
    if "单元" in words or (words[-1] != "号" and "-" not in words):
        return True
    return len(words) >= 5 and bool(_ESTATE.search(lead[-4:]) and re.search("[省市区县镇乡]", lead))


def _parts_cells(view: str, at: int) -> bool:
    """Whether the blank here stands between two cells or words, not between two pieces of one address."""
    return view[at] == " " and not _PIECE_END.search(view, max(0, at - 1), at)


def _start_of_address(view: str, at: int) -> int:
    """Back to the mark that parts the address from the words before it, at most forty signs."""
    start = at
    while start and at - start < 40 and view[start - 1] not in _STOP and not _parts_cells(view, start - 1):
        start -= 1
    words = view[start:at]
    lead = re.search(
        rf"^.*?(?:位于|坐落于?|座落在?|地址|住址|住在|家住|住于|在|是|为|系|现住|住|到|至|于)(?=[{_HAN}A-Za-z0-9])",
        words,
    )
    return start + (lead.end() if lead and lead.end() < len(words) - 2 else 0)
