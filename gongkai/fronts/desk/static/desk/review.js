// The import review: light both panes together, edit in place, send changes without losing the place.
// Everything works through plain forms and links too; this script only saves the page loads.
(function () {
  "use strict";

  var panes = document.querySelector(".rv-panes");
  if (!panes) { return; }
  var byId = function (id) { return document.getElementById(id); };
  var text = byId("rv-text"), body = byId("rv-rows"), said = byId("rv-said"), dialog = byId("rv-dialog");
  var lit = [], dwell = 0;

  // --- light

  function light(ids) {
    lit.forEach(function (node) { node.classList.remove("on"); });
    lit = [];
    ids.forEach(function (id) {
      text.querySelectorAll('[data-t~="' + id + '"]').forEach(function (node) { lit.push(node); });
      var row = byId("t" + id);
      if (row) { lit.push(row); }
    });
    lit.forEach(function (node) { node.classList.add("on"); });
  }

  function isSeen(node, pane) {
    var box = node.getBoundingClientRect(), frame = pane.getBoundingClientRect();
    return box.top >= frame.top + 40 && box.bottom <= frame.bottom;
  }

  function show(node, pane) {
    if (node && node.offsetParent !== null && !isSeen(node, pane)) {
      var calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      var top = node.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      if (window.innerWidth < 720) { node.scrollIntoView({ block: "center" }); return; }
      pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
    }
  }

  // the number in the margin stands where the task begins; its unit lines may stand far above
  function wordsOf(id) {
    return text.querySelector('.n[data-t="' + id + '"]') || text.querySelector('[data-t~="' + id + '"]');
  }

  function overRow(row) {
    light([row.dataset.id]);
    clearTimeout(dwell);
    dwell = setTimeout(function () { show(wordsOf(row.dataset.id), byId("rv-source")); }, 300);
  }

  function overWords(node) {
    var ids = node.dataset.t.split(" ");
    light(ids);
    clearTimeout(dwell);
    dwell = setTimeout(function () { show(byId("t" + ids[0]), byId("rv-tasks")); }, 300);
  }

  function settle(row) {
    document.querySelectorAll("tr.is-at").forEach(function (other) { other.classList.remove("is-at"); });
    if (row) { row.classList.add("is-at"); light([row.dataset.id]); show(wordsOf(row.dataset.id), byId("rv-source")); }
  }

  // --- change

  function tell(words, isBad) {
    said.textContent = words;
    document.querySelectorAll(".rv-toast").forEach(function (old) { old.remove(); });
    var toast = document.createElement("div");
    toast.className = "rv-toast" + (isBad ? " bad" : "");
    toast.textContent = words;
    document.querySelector(".review").append(toast);
    setTimeout(function () { toast.remove(); }, isBad ? 9000 : 3000);
  }

  function element(html) {
    var box = document.createElement("template");
    box.innerHTML = html.trim();
    return box.content.firstElementChild;
  }

  function bandRow(words) {
    var row = element('<table><tr class="band"><th colspan="5" scope="colgroup"></th></tr></table>').querySelector("tr");
    row.firstElementChild.textContent = words || "未列章节";
    return row;
  }

  function rowFrom(html) { return element("<table><tbody>" + html + "</tbody></table>").querySelector("tr"); }

  function arrange(rows, closing) {
    var at = (document.querySelector("tr.is-at") || { dataset: {} }).dataset.id;
    var have = {}, fresh = document.createDocumentFragment(), band = null;
    var adding = body.querySelector('tr[data-form="0"]');
    body.querySelectorAll("tr[data-row], tr[data-form]").forEach(function (row) {
      have[row.dataset.id || row.dataset.form] = row;
    });
    rows.forEach(function (entry, number) {
      var row = have[entry.id];
      var isForm = row && row.dataset.form && row !== closing;
      if (row && row === closing) { row = row.kept || null; }
      if (entry.html && !isForm) { row = rowFrom(entry.html); }
      if (!row) { return; }
      if (entry.band !== band) { fresh.append(bandRow(entry.band)); band = entry.band; }
      var ordinal = row.querySelector(".ord");
      if (ordinal) { ordinal.textContent = number + 1; }
      fresh.append(row);
      if (adding && adding !== closing && adding.dataset.after === String(entry.id)) { fresh.append(adding); }
    });
    body.replaceChildren(fresh);
    var back = at && byId("t" + at);
    if (back && back.dataset.row !== undefined) { settle(back); }
  }

  function apply(result, form) {
    document.querySelectorAll('input[name="revision"]').forEach(function (field) { field.value = result.revision; });
    if (result.refused.length) { tell(result.refused.join(""), true); }
    else if (result.said) { tell(result.said, false); }
    byId("rv-head").innerHTML = result.head;
    byId("rv-above").innerHTML = result.above;
    if (result.source !== null) { text.innerHTML = result.source; }
    arrange(result.rows, result.refused.length ? null : form.closest("tr[data-form]"));
    if (!result.refused.length && form.closest("dialog")) { form.closest("dialog").close(); }
    var count = document.querySelector('.rv-tabs a[href="#rv-tasks"]');
    if (count) { count.textContent = "任务 " + result.rows.length; }
  }

  function send(form, button) {
    var data = new FormData(form);
    if (button && button.name) { data.set(button.name, button.value); }
    if (button && button.hasAttribute("data-split")) { data.set("at", form.elements.text.selectionStart); }
    panes.classList.add("is-busy");
    fetch(form.action, { method: "POST", body: data, headers: { "X-Desk": "live" }, credentials: "same-origin" })
      .then(function (answer) {
        if (!answer.ok || !/json/.test(answer.headers.get("content-type"))) { throw new Error(String(answer.status)); }
        return answer.json();
      })
      .then(function (result) { apply(result, form); })
      .catch(function () { tell("没有保存成功，请检查网络后刷新本页再试。", true); })
      .finally(function () { panes.classList.remove("is-busy"); });
  }

  // --- edit in place

  function fetchPiece(url) {
    return fetch(url, { headers: { "X-Desk": "live" }, credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text();
    });
  }

  function openForm(row, focus) {
    fetchPiece(panes.dataset.editUrl + "?edit=" + row.dataset.id).then(function (html) {
      var made = rowFrom(html);
      made.kept = row;
      row.replaceWith(made);
      ready(made, focus);
    }).catch(function () { tell("这一项没有打开，请刷新本页。", true); });
  }

  function openAdd(after) {
    fetchPiece(panes.dataset.editUrl + "?add=" + after).then(function (html) {
      var old = body.querySelector('tr[data-form="0"]');
      if (old) { old.remove(); }
      var made = rowFrom(html), before = byId("t" + made.dataset.after);
      if (before) { before.after(made); } else { body.append(made); }
      ready(made, "");
    }).catch(function () { tell("没有打开，请刷新本页。", true); });
  }

  function ready(row, focus) {
    row.querySelectorAll("input[data-units]").forEach(tokens);
    var field = (focus && row.querySelector('[name="' + focus + '"]')) || row.querySelector("textarea[name=text]");
    field.focus();
    row.scrollIntoView({ block: "nearest" });
    if (row.dataset.form !== "0") { light([row.dataset.form]); }
  }

  function cancel(row) {
    if (row.kept) { row.replaceWith(row.kept); settle(row.kept); row.kept.focus(); }
    else if (row.dataset.form === "0") { row.remove(); }
    else { window.location.search = ""; }
  }

  function tokens(field) {
    var box = document.createElement("div"), entry = document.createElement("input");
    var names = field.value.split(/[、，,；;]/).map(function (name) { return name.trim(); }).filter(Boolean);
    var known = new Set(Array.from(byId("unit-names").options, function (option) { return option.value; }));
    box.className = "tokens";
    entry.setAttribute("list", "unit-names");
    entry.setAttribute("aria-label", field.labels[0] ? field.labels[0].textContent.trim().split("（")[0] + "，添加" : "添加单位");
    function draw() {
      box.querySelectorAll(".chip").forEach(function (chip) { chip.remove(); });
      names.forEach(function (name, number) {
        var chip = element('<span class="chip"><span></span><button type="button">×</button></span>');
        chip.firstChild.textContent = name;
        chip.lastChild.setAttribute("aria-label", "去掉" + name);
        chip.lastChild.addEventListener("click", function () { names.splice(number, 1); draw(); entry.focus(); });
        box.insertBefore(chip, entry);
      });
      field.value = names.join("、");
    }
    function take() {
      entry.value.split(/[、，,；;]/).forEach(function (name) {
        if (name.trim() && names.indexOf(name.trim()) < 0) { names.push(name.trim()); }
      });
      entry.value = "";
      draw();
    }
    entry.addEventListener("input", function () { if (known.has(entry.value) || /[、，,；;]$/.test(entry.value)) { take(); } });
    entry.addEventListener("blur", take);
    entry.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) { event.preventDefault(); take(); }
      if (event.key === "Backspace" && !entry.value && names.length) { names.pop(); draw(); }
    });
    box.append(entry);
    field.type = "hidden";
    field.after(box);
    draw();
  }

  function choose(url) {
    fetchPiece(url).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      dialog.replaceChildren(document.importNode(page.getElementById("chooser"), true));
      dialog.showModal();
    }).catch(function () { window.location = url; });
  }

  // --- who is pressed

  function onClick(event) {
    var node = event.target, hit = function (selector) { return node.closest(selector); };
    var link = hit("[data-edit], [data-add], [data-choose], [data-cancel], [data-toggle], [data-dialog], [data-close], [data-help], [data-jump], [data-sure]");
    if (link && !(event.ctrlKey || event.metaKey)) {
      if (link.dataset.sure !== undefined) { if (!window.confirm(link.dataset.sure)) { event.preventDefault(); } return; }
      event.preventDefault();
      press(link);
      return;
    }
    if (hit("a, button, input, select, textarea, summary, label")) { return; }
    var row = hit("tr[data-row]"), words = hit("#rv-text [data-t]");
    if (row) { settle(row); }
    if (words) { openPane(false); row = byId("t" + words.dataset.t.split(" ")[0]); settle(row); if (row) { show(row, byId("rv-tasks")); } }
  }

  function press(link) {
    var data = link.dataset;
    if (data.edit !== undefined) { openForm(link.closest("tr"), data.edit === "split" ? "text" : data.edit); }
    else if (data.add !== undefined) { openAdd(data.add); }
    else if (data.choose !== undefined) { choose(link.href); }
    else if (data.cancel !== undefined) { cancel(link.closest("tr")); }
    else if (data.toggle !== undefined) { panes.classList.toggle(data.toggle); }
    else if (data.dialog !== undefined) { byId(data.dialog).showModal(); }
    else if (data.close !== undefined) { link.closest("dialog").close(); }
    else if (data.help !== undefined) { byId("keys-help").showModal(); }
    else if (data.jump !== undefined) { openPane(true); show(document.querySelector(link.getAttribute("href")), byId("rv-source")); }
  }

  function openPane(isSource) {
    panes.classList.toggle("show-source", isSource);
    document.querySelectorAll(".rv-tabs a").forEach(function (tab) {
      if ((tab.getAttribute("href") === "#rv-source") === isSource) { tab.setAttribute("aria-current", "true"); }
      else { tab.removeAttribute("aria-current"); }
    });
  }

  function nextOpen() {
    var rows = Array.from(body.querySelectorAll("tr.odd"));
    var at = rows.indexOf(document.querySelector("tr.is-at"));
    var row = rows[(at + 1) % rows.length];
    if (row) { settle(row); show(row, byId("rv-tasks")); }
  }

  function onKey(event) {
    var form = event.target.closest("tr[data-form] form");
    if (form && event.key === "Escape") { cancel(form.closest("tr")); return; }
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { form.requestSubmit(form.querySelector(".btn.primary")); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]")) { return; }
    var row = document.querySelector("tr.is-at");
    if (event.key === "e" && row) { openForm(row, ""); }
    else if (event.key === "m" && row) { var merge = row.querySelector("[data-merge]"); if (merge) { merge.click(); } }
    else if (event.key === "n") { nextOpen(); }
    else if (event.key === "u") { var undo = document.querySelector('#rv-head [value="undo"]'); if (undo) { undo.click(); } }
    else { return; }
    event.preventDefault();
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("desk:at", function (event) { settle(event.target); });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("form[data-live]")) { event.preventDefault(); send(event.target, event.submitter); }
  });
  body.addEventListener("mouseover", function (event) { var row = event.target.closest("tr[data-row]"); if (row) { overRow(row); } });
  text.addEventListener("mouseover", function (event) { var words = event.target.closest("[data-t]"); if (words) { overWords(words); } });
  // only focus by keyboard opens a row: opening it under the mouse would move the button away before it is released
  body.addEventListener("focusin", function (event) {
    var row = event.target.closest("tr[data-row]");
    if (row && event.target.matches(":focus-visible") && !row.classList.contains("is-at")) { settle(row); }
  });
  document.querySelectorAll(".rv-tabs a").forEach(function (tab) {
    tab.addEventListener("click", function (event) { event.preventDefault(); openPane(tab.getAttribute("href") === "#rv-source"); });
  });
  panes.classList.add("js-tabs");
  // a page from the web begins with its menus: begin at the title
  var title = text.querySelector("p.h");
  if (title && !window.location.hash && window.innerWidth >= 720) { byId("rv-source").scrollTop = title.offsetTop - 48; }
  body.querySelectorAll("tr[data-form]").forEach(function (row) { ready(row, ""); });
})();
