"""Mail addresses of persons. A body's own mailbox is public and is left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._found import Found

_PROVIDERS = (
    r"(?:vip ?[.。,] ?)?(?:qq|foXmail|163|126|188|yeah|"
    r"sina|sohu|139|189|wo|aliyun|gmail|googlemail|hotmail|outlook|live|icloud|me|msn|yahoo|ymail|"
    r"21cn|tom|263|sogou|88|proton|protonmail|dingtalk|eyou|china|mail)"
)
_LOCAL = r"(?<![A-Za-z0-9])[A-Za-z0-9](?:[A-Za-z0-9.\-+%\x00]{0,62}[A-Za-z0-9\-])?"
_BRACKETED = r"[(<{] ?(?:[Aa][Tt]|@|圈a|艾特) ?[)>}]"
_DOT = r" ?(?:\.|。|,|、|\( ?(?:[Dd][Oo][Tt]|点|\.) ?\)|(?<= )[Dd][Oo][Tt](?= )|点) ?"
_ADDRESS = re.compile(
    # with a known provider every way to hide the sign and the dot is tried
    rf"(?P<local2>{_LOCAL})(?:[ \x00]{{0,2}}(?:@|#|\$|&|\*|{_BRACKETED}|圈a|艾特)[ \x00\n]{{0,3}}| at | AT |-at-)"
    rf"(?P<domain2>(?i:{_PROVIDERS}{_DOT}(?:com|cn|net)(?:{_DOT}cn)?)(?![A-Za-z0-9]))"
    rf"|(?P<local>{_LOCAL})[ \x00]{{0,2}}(?:@|{_BRACKETED}|圈a|艾特)[ \x00]{{0,2}}\n?[ \x00]{{0,2}}"
    rf"(?P<domain>[A-Za-z0-9][A-Za-z0-9\-]{{0,40}}(?: ?\. ?[A-Za-z0-9\-]{{1,30}}){{0,3}}"
    rf" ?(?:\.|\( ?dot ?\)) ?(?:[A-Za-z]{{2,6}})(?![A-Za-z]))",
    re.ASCII,
)
_GOVERNMENT = re.compile(
    r"(?:^|\.)gov(?:\.[a-z]{2})?$|(?:^|\.)(?:court|npc|cppcc|12380|cpc)\.(?:gov\.)?(?:org\.)?cn$", re.IGNORECASE
)
_OFFICE_LABEL = re.compile(
    r"(?:单位|公开|办公|工作|举报|监督|投诉|咨询|征集|投稿|报名|反馈|受理|公务|官方|服务|指定|信访|廉政|机关|政务|值班|公共|招聘|"
    r"接收|申报|报送|专用|科室|处室|部门|客服|意见|纪检|公用|公众|征求|邮寄或发送)[\u4e00-\u9fff()、/]{0,8}"
    r"(?:邮箱|信箱|邮件|电邮|[Ee]-?[Mm]ail|EMAIL)(?:地址|账号)?[为是:;至到( ]{0,4}$"
)
# a mailbox behind the telephone of an office is the office's
_LANDLINE = re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ \-]{0,2}\d{7,8}(?!\d)")
_PERSONAL_LABEL = re.compile(r"个人|私人|本人|联系人|姓名|身份证|申请人|考生|学生|家长")


def mail_addresses(view: str) -> Iterator[Found]:
    """Every mail address that is not plainly a body's: a government domain or a label such as 举报邮箱 says so."""
    if not re.search(r"@|#|[(<{] ?[Aa][Tt]|圈a|艾特| at |-at-|AT|\$|&|\*", view):
        return
    for found in _ADDRESS.finditer(view):
        local = found["local"] or found["local2"]
        domain = re.sub(r"[ \x00\n]", "", found["domain"] or found["domain2"]).rstrip("-")
        before = view[max(0, found.start() - 30) : found.start()].replace("\x00", "").rsplit("\n", 1)[-1]
        before = before.rsplit("。", 1)[-1]
        personal = bool(_PERSONAL_LABEL.search(before))
        if re.search(r"(?:ftp|https?)[:/]+[^ ]*$", before) or not re.search(r"[A-Za-z]", domain.rsplit(".", 1)[-1]):
            continue
        if _OFFICE_LABEL.search(before) and not re.search("个人|私人", before[-10:]):
            continue
        if not personal and (_GOVERNMENT.search(domain) or _LANDLINE.search(before)):
            continue
        if _GOVERNMENT.search(domain) and "个人" not in before and "私人" not in before:
            continue
        doubt = "" if "个人" in before or "私人" in before or "姓名" in before else "请核对是否单位公用邮箱"
        yield Found("email", found.start(), found.end(), local, doubt)
