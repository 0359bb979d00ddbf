"""Web pages as town governments publish them: the same notice in the page furniture of different systems."""

BODY = """
<p style="text-align:center">青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知</p>
<p style="text-align:center">青政办发〔2024〕12号</p>
<p>各镇人民政府、街道办事处，县政府各部门：</p>
<p>　　《青溪县2024年政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻执行。</p>
<p style="text-align:right">青溪县人民政府办公室</p><p style="text-align:right">2024年4月18日</p>
<p>　　一、加强重点领域信息公开</p>
<p>　　1.公开财政预决算信息。县财政局要在预算批准后20日内公开，做到格式统一、内容完整、长期保留。（责任单位：县财政局）</p>
<p>　　2.公开义务教育招生政策，及时回答家长关心的问题，每年不少于两次集中解读。（责任单位：县教育局）</p>
"""

# a publishing system of today: breadcrumbs, tools, share buttons, related links, three rows of footer
MODERN = """<!DOCTYPE html><html><head><meta charset="utf-8">
<title>青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知_青溪县人民政府</title>
<meta name="ArticleTitle" content="x"><style>.nav{color:red}</style><script>var title = "脚本里的文字";</script></head><body>
<div class="top-bar"><a href="/">首页</a><a href="/wza">无障碍</a><a href="/login">登录</a><a href="/app">手机版</a></div>
<div id="header"><div class="logo">青溪县人民政府</div><ul class="nav"><li><a href="#">政务公开</a></li><li><a href="#">办事服务</a></li>
<li><a href="#">互动交流</a></li><li><a href="#">走进青溪</a></li></ul></div>
<div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="#">政务公开</a> &gt; <a href="#">政策文件</a></div>
<div class="article-wrap"><h1 class="title">青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知</h1>
<div class="info"><span>来源：青溪县人民政府办公室</span> <span>发布时间：2024-04-19 09:30</span> <span>浏览次数：<b id="hits"></b></span>
<div class="share">分享到：<a>微信</a><a>微博</a></div></div>
<div class="TRS_Editor">__BODY__</div>
<div class="tools"><a>【打印】</a> <a>【关闭】</a></div></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="#">一图读懂青溪县2024年政务公开工作要点</a></li><li><a href="#">青溪县2023年政务公开工作总结</a></li>
<li><a href="#">青溪县政府信息公开年度报告</a></li><li><a href="#">青溪县政府信息公开指南</a></li></ul></div>
<footer>主办单位：青溪县人民政府办公室　网站标识码：0000000000　备案号：000000</footer>
<div style="display:none">隐藏的垃圾链接，买卖证件，彩票平台</div></body></html>""".replace("__BODY__", BODY)

# an older site: everything inside one form, layout by tables, the properties in a table of labels
TABLES = """<html><head><title>政务公开</title></head><body><form id="aspnetForm" method="post"><input type="hidden" value="密文">
<table width="1000"><tr><td colspan="2"><table><tr><td><a href="#">首页</a></td><td><a href="#">机构</a></td><td><a href="#">公告</a></td>
<td><a href="#">法规</a></td><td><a href="#">下载</a></td></tr></table></td></tr>
<tr><td width="200" valign="top"><table><tr><td>栏目导航</td></tr><tr><td><a href="#">县政府文件</a></td></tr><tr><td><a href="#">县政府办公室文件</a></td></tr>
<tr><td><a href="#">部门文件</a></td></tr><tr><td><a href="#">镇街文件</a></td></tr></table></td>
<td valign="top"><table border="1"><tr><td><b>索 引 号：</b></td><td>QX01-2024-0012</td><td><b>发文机关：</b></td><td>青溪县人民政府办公室</td></tr>
<tr><td><b>发文字号：</b></td><td>青政办发〔2024〕12号</td><td><b>成文日期：</b></td><td>2024年4月18日</td></tr></table>
<table><tr><td class="content">__BODY__</td></tr></table></td></tr>
<tr><td colspan="2" align="center">版权所有 青溪县人民政府<br>技术支持：青溪县大数据中心</td></tr></table></form></body></html>""".replace(
    "__BODY__", BODY
)

# a task table with merged cells, the text before it in another container
TASKS = """<html><body><div class="detail"><div class="txt"><p>现将《青溪县2024年政务公开任务分工》印发给你们，请于12月底前完成，并报送落实情况。</p></div>
<div class="txt"><table border="1" cellspacing="0"><tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>责任单位</th></tr>
<tr><td colspan="4">一、优化营商环境</td></tr>
<tr><td>1</td><td><p>公开涉企收费清单，</p><p>动态调整。</p></td><td rowspan="2">县发展改革局</td><td>县财政局</td></tr>
<tr><td>2</td><td>公开市场准入负面清单。</td><td></td></tr></table></div></div></body></html>"""
