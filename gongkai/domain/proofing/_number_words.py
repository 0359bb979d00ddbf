"""Words around a number: what makes it a person's, a body's, an amount or the number of a thing."""

from __future__ import annotations

import re

# what is written directly before a number that is no person's
NO_PERSON = re.compile(
    r"(?:(?:订单|流水|运单|快递|交易|物流|合同|发票|批准文|批|许可证?|证书|备案|项目|宗地|地块|不动产单元|产权证?|案|工单|受理|序列|设备|"
    r"索引|登记|注册|组织机构|社会信用|机构|学籍|产品|车架|发动机|识别|保单|资产|档案|版权|专利|商品|图|仪器|卷|税|招标|采购|标段|立项|核准|"
    r"机器|文|单|货|条形?)(?:号码?|编号|编码|代码|码|序号|单号)|编号|编码|代码)[为是:;( ]{0,4}$"
    r"|(?:ISBN|ISSN|NO|No|no|IMEI|SN|ID=|id=|QQ群)[.:号 ]{0,3}$|[=&%#?_￥¥$]$|[A-WYZa-z=&?%.\-_]/$"
)
# a good check sum and a day of birth outweigh all of these but the names of things that number themselves by day
NO_RESIDENT = re.compile(
    r"(?:(?:订单|流水|运单|快递|交易|物流|合同|发票|项目|宗地|地块|不动产单元|案|工单|受理|序列|设备|索引|信用|产品|车架|发动机|商品|图|"
    r"招标|采购|标段|立项|核准|货|条形?)(?:号码?|编号|编码|代码|码|序号|单号)|编号|编码|代码)[为是:;( ]{0,4}$"
    r"|[=&%#_]$|[A-WYZa-z=&?%.\-_]/$"
)
PHONE_LABEL = re.compile(
    r"(?:手机|手提|移动电话|电 {0,3}话|来电|主叫|被叫|机主|联系方式|热线|致电|拨打|"
    r"短信|微信|联络|联系|传真|[Tt]el|TEL|[Mm]ob|[Pp]hone|[Cc]ell)"
)
CONTACT_LABEL = re.compile(
    r"(?:咨询|联系|举报|监督|投诉|服务|报名|热线|值班|受理|办公|技术支持|联络|求助|捐赠|救援|客服|24小时)"
)
CARD_LABEL = re.compile(
    r"银行卡|卡号|借记卡|储蓄卡|信用卡|一卡通|工资卡|社保卡|[行社农]卡|卡$|账号|帐号|账户|帐户|打卡|收款"
)
CARD_STRONG = re.compile(r"(?:银行卡|借记卡|储蓄卡|信用卡|工资卡|惠农卡|一卡通)(?:卡?号码?|账号|帐号)?[为是:;( ]{0,4}$")
ID_LABEL = re.compile(r"身份证|(?<![A-Za-z])ID|身份号码|公民身份|证件号|证件编号|居民证|身份证明")
ORG_ACCOUNT = re.compile(
    r"(?:户名|账户名称|帐户名称|开户名称?|收款单位|收款人|单位名称|名称|开户单位)[为:( ]{0,3}[^\n。;]{2,30}?"
    r"(?:公司|财政局|专户|总会|基金会|红十字会|协会|学会|中心|医院|学校|大学|委员会|人民政府|局|厅|办公室|法院|管理处|服务部)"
)
PUBLIC_ACCOUNT = re.compile(r"对公|专户|专用账户|捐款账|捐赠账|募捐|国库|财政专|缴款|保证金账|基本账户|开票账")
ENDS = frozenset("。;?!,、)")
MONEY_AFTER = re.compile(r"[ ]?(?:元|万元|亿元|万|亿|美元|%)")
# what makes of eleven digits an amount or a count
UNIT_AFTER = re.compile(
    r"[ ]?(?:元|万|亿|千|百|%|‰|人次?|吨|[公千毫]?[克斤]|平[方米]|立方|亩|公里|米|千瓦|户|件|美|股|份|个|字节?|度|篇|"
    r"[条头只株辆台套](?![家路街])|:|：)"
)
IN_ADDRESS = re.compile(r"(?:https?:/|www\.)[^ \n\u4e00-\u9fff]*\Z")
LETTERS = re.compile(r"[A-Za-z]+\Z")
PHONE_WORDS = re.compile(r"(?:tel|phone|mobile|mob|cell|mp|wx|vx|weixin|wechat|ph|t|m|sj|dh|a|p)$", re.IGNORECASE)
# the first part of a number of a thing: QX-2026-
CODE_BEFORE = re.compile(r"[A-Za-z0-9\-/().]+\Z")
