// Proofreading beside the editor: asks the server as one writes, marks the words, changes them on a click.
(function () {
  "use strict";
  var panel = document.querySelector("[data-proof-url]"), area = document.querySelector("[data-body]");
  if (!panel || !area) { return; }
  var form = document.getElementById("doc-form"), title = document.getElementById("doc_title");
  var said = panel.querySelector(".pf-said"), list = panel.querySelector(".pf-live");
  var BLANK = /[ \t\n\r\f\u00a0\u3000]/, AFTER = 1200, GROUPS = [["privacy", "个人信息"], ["damage", "乱码和植入内容"], ["wording", "用语"], ["citation", "引用"], ["link", "链接"], ["format", "格式"]];
  var timer = 0, asked = null, rows = [], grounds = {}, mayDismiss = false;

  // ---------- places: the server counts signs that are no blanks, so do we
  function rangeOf(row) {
    var walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT), count = 0, node, range = document.createRange(), begun = false;
    while ((node = walker.nextNode())) {
      for (var at = 0; at < node.length; at += 1) {
        if (BLANK.test(node.data[at])) { continue; }
        var code = node.data.charCodeAt(at);
        if (code >= 0xdc00 && code <= 0xdfff) { continue; } // the second half of a rare character
        if (!begun && count === row.from) { range.setStart(node, at); begun = true; }
        count += 1;
        if (begun && count === row.to) {
          var wide = code >= 0xd800 && code <= 0xdbff;
          range.setEnd(node, at + (wide ? 2 : 1));
          return range;
        }
      }
    }
    return null;
  }

  function mark() {
    if (!window.Highlight || !CSS.highlights) { return; }
    var made = { block: new Highlight(), warn: new Highlight() };
    rows.forEach(function (row) {
      var range = row.field === "text" && !row.dismissed && row.to > row.from ? rangeOf(row) : null;
      if (range) { made[row.severity].add(range); }
    });
    CSS.highlights.set("proof-block", made.block);
    CSS.highlights.set("proof-warn", made.warn);
    CSS.highlights.delete("proof-here");
  }

  function show(row) {
    if (row.field === "title") { title.focus(); title.setSelectionRange(row.start, row.end); return; }
    var range = rangeOf(row);
    if (!range) { return; }
    var place = range.startContainer.parentElement;
    place.scrollIntoView({ block: "center" });
    area.focus({ preventScroll: true });
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    if (window.Highlight && CSS.highlights) { CSS.highlights.set("proof-here", new Highlight(range)); }
  }

  function change(row) {
    if (row.field === "title") {
      title.value = title.value.slice(0, row.start) + row.repair + title.value.slice(row.end);
      title.dispatchEvent(new Event("input", { bubbles: true }));
      return check();
    }
    var range = rangeOf(row);
    if (!range) { return check(); }
    area.focus({ preventScroll: true });
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    // the browser's own command keeps the way back (Ctrl+Z)
    if (!document.execCommand(row.repair ? "insertText" : "delete", false, row.repair)) {
      range.deleteContents();
      range.insertNode(document.createTextNode(row.repair));
    }
    area.dispatchEvent(new Event("input", { bubbles: true }));
    check();
  }

  // ---------- the list
  function add(parent, name, words, kind) {
    var made = parent.appendChild(document.createElement(name));
    if (words) { made.textContent = words; }
    if (kind) { made.className = kind; }
    return made;
  }

  function button(parent, words, kind, act) {
    var made = add(parent, "button", words, kind);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function explain(parent, row) {
    var box = add(parent, "details", "", "pf-why");
    add(box, "summary", "不改并说明");
    if (!row.id) { add(box, "p", "保存后再说明。", "small muted"); return; }
    var select = null, id = "pf-live-" + row.id;
    if (row.needs_ground) {
      add(box, "label", "保留依据", "label").htmlFor = id + "-g";
      select = add(box, "select");
      select.id = id + "-g";
      add(select, "option", "请选择").value = "";
      Object.keys(grounds).forEach(function (code) { add(select, "option", grounds[code]).value = code; });
    }
    add(box, "label", "说明", "label").htmlFor = id + "-r";
    var reason = add(box, "input"), wrong = null;
    reason.id = id + "-r";
    reason.maxLength = 200;
    // neither is part of the document: the page's own saving must not see them
    [select, reason].forEach(function (one) { if (one) { ["input", "change"].forEach(function (kind) { one.addEventListener(kind, function (event) { event.stopPropagation(); }); }); } });
    reason.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); send(); } });
    button(box, "保存说明", "btn small", send);
    function send() {
      var data = new FormData();
      data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      data.append("reason", reason.value);
      data.append("ground", select ? select.value : "");
      var address = panel.dataset.findings.replace("/0/", "/" + row.id + "/");
      fetch(address, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) { return answer.json(); }).then(function (answer) {
        if (answer.ok) { said.tabIndex = -1; said.focus(); check(); return; }
        wrong = wrong || add(box, "p", "", "wrong");
        wrong.setAttribute("role", "alert");
        wrong.textContent = answer.sentences.join("");
      }).catch(function () { said.textContent = "没有保存说明：网络断开或者登录已过期。"; });
    }
  }

  function draw() {
    list.textContent = "";
    var open = rows.filter(function (row) { return !row.dismissed; });
    var grave = open.filter(function (row) { return row.severity === "block"; }).length;
    said.textContent = open.length ? open.length + " 处待处理" + (grave ? "，其中 " + grave + " 处不处理不能送审" : "") : "没有发现问题";
    said.classList.toggle("red", grave > 0);
    GROUPS.forEach(function (group) {
      var own = rows.filter(function (row) { return row.rule.indexOf(group[0] + ".") === 0; });
      if (!own.length) { return; }
      var box = add(list, "details", "", "pf-group"), head = add(box, "summary", group[1]);
      box.open = own.some(function (row) { return !row.dismissed; });
      add(head, "span", own.length + " 处", "muted small");
      var items = add(box, "ul", "", "pf-list");
      own.forEach(function (row) {
        var item = add(items, "li", "", "pf-" + row.severity + (row.dismissed ? " is-settled" : ""));
        var line = add(item, "p");
        add(line, "span", row.dismissed ? "已说明" : row.severity === "block" ? "必须处理" : "提醒", "pf-mark");
        button(line, row.message, "link pf-go", function () { show(row); }).title = "到这处文字";
        add(item, "p", (row.field === "title" ? "标题　" : "") + row.basis, "muted small");
        if (row.dismissed) { return; }
        var acts = add(item, "div", "", "pf-acts");
        if (row.repair !== null) { button(acts, row.repair ? "改为“" + (row.repair.length > 24 ? row.repair.slice(0, 24) + "…" : row.repair) + "”" : "删去", "btn small", function () { change(row); }); }
        if (mayDismiss) { explain(acts, row); }
      });
    });
  }

  // ---------- asking
  function check() {
    clearTimeout(timer);
    if (asked) { asked.abort(); }
    asked = new AbortController();
    var data = new FormData();
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("body", area.innerHTML);
    data.append("title", title ? title.value : "");
    fetch(panel.dataset.proofUrl, { method: "POST", body: data, signal: asked.signal, headers: { Accept: "application/json" } }).then(function (answer) { return answer.json(); }).then(function (answer) {
      rows = answer.findings;
      grounds = answer.grounds || {};
      mayDismiss = Boolean(answer.may_dismiss);
      // somebody is writing a reason: the list waits
      if (!(document.activeElement && document.activeElement.closest(".pf-why"))) { draw(); }
      if (answer.sentence) { said.textContent = answer.sentence; }
      mark();
    }).catch(function (error) { if (error.name !== "AbortError") { said.textContent = "校对暂时不可用，保存不受影响。"; } });
  }

  function later() { clearTimeout(timer); timer = setTimeout(check, AFTER); }
  area.addEventListener("input", later);
  if (title) { title.addEventListener("input", later); }
  check();
})();
