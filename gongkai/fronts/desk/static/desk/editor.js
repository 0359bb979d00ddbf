// The body of a document as it is written: our few kinds of blocks, clean paste, tables with joined cells, undo.
// Without this script the textarea stays and takes HTML. What is sent is always the textarea.
(function () {
  "use strict";
  var area = document.querySelector("[data-body]");
  var source = document.querySelector("textarea[name=body]");
  if (!area || !source) { return; }
  var clean = window.deskClean(area.dataset.files), tables = window.deskTables;

  // ---------- undo: whole states, so that a change of a table goes back like a letter does
  var states = [], at = -1, waiting = 0, composing = false;

  function caret() {
    var selection = getSelection();
    if (!selection.rangeCount || !area.contains(selection.focusNode)) { return 0; }
    var range = document.createRange();
    range.setStart(area, 0);
    range.setEnd(selection.focusNode, selection.focusOffset);
    return range.toString().length;
  }

  function putCaret(offset) {
    var walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT), node;
    while ((node = walker.nextNode())) {
      if (offset <= node.data.length) { getSelection().collapse(node, offset); return; }
      offset -= node.data.length;
    }
  }

  function keep() {
    clearTimeout(waiting);
    if (at >= 0 && states[at].html === area.innerHTML) { return; }
    states = states.slice(Math.max(0, at - 98), at + 1);
    states.push({ html: area.innerHTML, caret: caret() });
    at = states.length - 1;
    sayUndo();
  }

  function go(step) {
    keep();
    if (!states[at + step]) { return; }
    at += step;
    area.innerHTML = states[at].html;
    putCaret(states[at].caret);
    sayUndo();
    tell();
  }

  function sayUndo() {
    button("undo").setAttribute("aria-disabled", String(at <= 0));
    button("redo").setAttribute("aria-disabled", String(at >= states.length - 1));
  }

  function tell() { area.dispatchEvent(new Event("input", { bubbles: true })); }

  function changed() { keep(); tell(); }

  // ---------- where the caret is
  function closest(selector) {
    var node = getSelection().focusNode;
    node = node && (node.nodeType === 1 ? node : node.parentElement);
    var found = node && node.closest(selector);
    return found && area.contains(found) && found !== area ? found : null;
  }

  function chosenBlocks() {
    var selection = getSelection();
    if (!selection.rangeCount) { return []; }
    var range = selection.getRangeAt(0);
    var found = Array.from(area.querySelectorAll("p, h2, h3, h4, td, th")).filter(function (node) {
      return range.intersectsNode(node) && !node.querySelector("p");
    });
    return found.length ? found : [closest("p, h2, h3, h4, td, th")].filter(Boolean);
  }

  function renamed(node, tag) {
    var made = document.createElement(tag);
    if (tag === "p" && node.className) { made.className = node.className; }
    while (node.firstChild) { made.appendChild(node.firstChild); }
    node.replaceWith(made);
    return made;
  }

  function selectIn(first, last) {
    var range = document.createRange();
    range.setStart(first, 0);
    range.setEnd(last, last.childNodes.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  // ---------- what the buttons do
  function heading(tag) {
    var blocks = chosenBlocks().filter(function (node) { return !/^T[DH]$/.test(node.tagName); });
    var back = blocks.length && blocks.every(function (node) { return node.tagName.toLowerCase() === tag; });
    var made = blocks.map(function (node) { return renamed(node, back ? "p" : tag); });
    if (made.length) { selectIn(made[0], made[made.length - 1]); }
    changed();
  }

  function align(side_) {
    var blocks = chosenBlocks(), on = blocks.length && blocks.every(function (node) { return node.className === side_; });
    blocks.forEach(function (node) { if (on) { node.removeAttribute("class"); } else { node.className = side_; } });
    changed();
  }

  function command(name) {
    document.execCommand("styleWithCSS", false, false);
    document.execCommand(name, false, null);
    changed();
  }

  function plainAgain() {
    var blocks = chosenBlocks().filter(function (node) { return !/^T[DH]$/.test(node.tagName); });
    document.execCommand("removeFormat", false, null);
    document.execCommand("unlink", false, null);
    blocks = blocks.filter(function (node) { return area.contains(node); }).map(function (node) {
      node.removeAttribute("class");
      return node.tagName === "P" ? node : renamed(node, "p");
    });
    if (blocks.length) { selectIn(blocks[0], blocks[blocks.length - 1]); }
    changed();
  }

  function insertBlock(node) {
    var block = closest("td, th") || closest("p, h2, h3, h4, ul, ol, figure");
    if (block && /^T[DH]$/.test(block.tagName)) { block = block.closest("table"); }
    while (block && block.parentElement !== area && block.parentElement.closest("[data-body]")) { block = block.parentElement; }
    if (!block || block === area) { area.appendChild(node); } else { block.after(node); }
    if (block && block.tagName === "P" && !block.textContent.trim() && !block.querySelector("img")) { block.remove(); }
    if (!node.nextElementSibling) { node.after(paragraph()); }
    changed();
  }

  function paragraph() {
    var made = document.createElement("p");
    made.appendChild(document.createElement("br"));
    return made;
  }

  // ---------- tables
  function onTable(name) {
    var cell = closest("td, th"), table = cell && cell.closest("table");
    if (!table) { return; }
    var to = tables.verbs[name](table, tables.grid(table), cell);
    if (to) { getSelection().collapse(to, 0); }
    changed();
    area.focus();
    look();
  }

  function newTable(rows, columns) {
    var table = document.createElement("table"), body = document.createElement("tbody");
    for (var r = 0; r < rows; r += 1) {
      var row = document.createElement("tr");
      for (var c = 0; c < columns; c += 1) {
        var cell = document.createElement(r ? "td" : "th");
        cell.appendChild(document.createElement("br"));
        row.appendChild(cell);
      }
      body.appendChild(row);
    }
    table.appendChild(body);
    insertBlock(table);
    getSelection().collapse(table.rows[0].cells[0], 0);
    area.focus();
    look();
  }

  // ---------- dialogs: link, table, picture
  var kept = null;

  function ask(name) {
    var selection = getSelection();
    kept = selection.rangeCount && area.contains(selection.focusNode) ? selection.getRangeAt(0).cloneRange() : null;
    var dialog = document.getElementById("ed-" + name);
    if (name === "link") {
      var link = closest("a");
      dialog.querySelector("[name=ed_href]").value = link ? link.getAttribute("href") : "";
      dialog.querySelector("[data-unlink]").hidden = !link;
    }
    dialog.querySelectorAll(".wrong").forEach(function (node) { node.textContent = ""; });
    dialog.showModal();
  }

  function back() {
    area.focus();
    if (kept) { getSelection().removeAllRanges(); getSelection().addRange(kept); }
  }

  function onLink(dialog, off) {
    var href = dialog.querySelector("[name=ed_href]").value.trim();
    if (!off && !/^(https?:\/\/\S+|\/(?!\/)\S*)$/.test(href)) {
      dialog.querySelector(".wrong").textContent = "网址要以 http://、https:// 或本站的 / 开头。";
      return;
    }
    dialog.close();
    back();
    var link = closest("a");
    if (off) {
      if (link) { while (link.firstChild) { link.before(link.firstChild); } link.remove(); }
    } else if (link) {
      link.setAttribute("href", href);
    } else if (getSelection().isCollapsed) {
      var made = document.createElement("a");
      made.href = href;
      made.textContent = href;
      getSelection().getRangeAt(0).insertNode(made);
    } else {
      document.execCommand("createLink", false, href);
    }
    changed();
  }

  function upload(file, alt, wrong) {
    var data = new FormData();
    data.append("upload", file);
    data.append("caption", alt);
    data.append("inline", "1");
    data.append("base", document.querySelector("#doc-form [name=base]").value);
    data.append("csrfmiddlewaretoken", document.querySelector("#doc-form [name=csrfmiddlewaretoken]").value);
    return fetch(area.dataset.upload, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.json();
    }).then(function (answer) {
      if (!answer.ok) { wrong(answer.sentences.join("")); return false; }
      var figure = document.createElement("figure"), image = document.createElement("img");
      image.src = answer.src;
      image.alt = alt;
      figure.appendChild(image);
      if (alt) { figure.appendChild(document.createElement("figcaption")).textContent = alt; }
      document.dispatchEvent(new CustomEvent("desk:attached", { detail: answer }));
      back();
      insertBlock(figure);
      return true;
    }).catch(function () { wrong("图片没有传上去，请检查网络后再试。"); return false; });
  }

  function onPicture(dialog) {
    var file = dialog.querySelector("[type=file]").files[0], alt = dialog.querySelector("[name=ed_alt]").value.trim();
    var wrong = dialog.querySelector(".wrong");
    if (!file) { wrong.textContent = "请选择图片。"; return; }
    if (!alt) { wrong.textContent = "请写图片说明：看不见图片的人靠它知道图上是什么。"; return; }
    upload(file, alt, function (sentence) { wrong.textContent = sentence; }).then(function (worked) {
      if (worked) { dialog.close(); dialog.querySelector("[type=file]").value = ""; dialog.querySelector("[name=ed_alt]").value = ""; }
    });
  }

  document.querySelectorAll("dialog[id^=ed-]").forEach(function (dialog) {
    dialog.addEventListener("click", function (event) {
      var act = event.target.closest("[data-ed]");
      if (!act) { return; }
      event.preventDefault();
      if (act.dataset.ed === "close") { dialog.close(); back(); }
      if (act.dataset.ed === "link") { onLink(dialog, false); }
      if (act.dataset.ed === "unlink") { onLink(dialog, true); }
      if (act.dataset.ed === "picture") { onPicture(dialog); }
      if (act.dataset.ed === "table") {
        var rows = Math.min(200, Math.max(1, Number(dialog.querySelector("[name=ed_rows]").value) || 3));
        var columns = Math.min(30, Math.max(1, Number(dialog.querySelector("[name=ed_columns]").value) || 3));
        dialog.close();
        back();
        newTable(rows, columns);
      }
    });
    dialog.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target.tagName === "INPUT") {
        event.preventDefault();
        dialog.querySelector("[data-ed].primary").click();
      }
    });
    dialog.addEventListener("cancel", function () { setTimeout(back, 0); });
  });

  // ---------- the toolbar
  var bar = document.querySelector(".ed-bar"), tools = document.querySelector(".ed-table"), said = document.querySelector(".ed-said");

  function button(name) { return bar.querySelector("[data-do=" + name + "]"); }

  var DO = {
    h2: function () { heading("h2"); }, h3: function () { heading("h3"); },
    bold: function () { command("bold"); }, ul: function () { command("insertUnorderedList"); },
    ol: function () { command("insertOrderedList"); }, right: function () { align("right"); },
    center: function () { align("center"); }, clear: plainAgain,
    undo: function () { go(-1); }, redo: function () { go(1); },
    table: function () { ask("table"); }, link: function () { ask("link"); }, picture: function () { ask("picture"); }
  };

  function onBar(event) {
    var pressed = event.target.closest("[data-do]");
    if (!pressed) { return; }
    event.preventDefault();
    if (/^t-/.test(pressed.dataset.do)) { onTable(pressed.dataset.do.slice(2)); return; }
    if (!/^(table|link|picture)$/.test(pressed.dataset.do)) { area.focus(); }
    DO[pressed.dataset.do]();
    look();
  }

  function roam(event) {
    var all = Array.from(event.currentTarget.querySelectorAll("button")), place = all.indexOf(event.target);
    var to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || place < 0) { return; }
    event.preventDefault();
    all[place].tabIndex = -1;
    to = all[(to + all.length) % all.length];
    to.tabIndex = 0;
    to.focus();
  }

  [bar, tools].forEach(function (one) {
    one.hidden = one === tools;
    one.addEventListener("mousedown", function (event) { if (event.target.closest("button")) { event.preventDefault(); } });
    one.addEventListener("click", onBar);
    one.addEventListener("keydown", roam);
    one.querySelectorAll("button").forEach(function (node, place) { node.tabIndex = place ? -1 : 0; });
  });

  function look() {
    var block = closest("p, h2, h3, h4, td, th"), tag = block ? block.tagName.toLowerCase() : "", side_ = block ? block.className : "";
    tools.hidden = !closest("td, th");
    var on = { h2: tag === "h2", h3: tag === "h3", right: side_ === "right", center: side_ === "center", ul: !!closest("ul"), ol: !!closest("ol"),
      bold: !!closest("strong, b"), link: !!closest("a") };
    Object.keys(on).forEach(function (name) { button(name).setAttribute("aria-pressed", String(on[name])); });
  }

  // ---------- typing
  function onKey(event) {
    if (event.isComposing) { return; }
    var control = event.ctrlKey || event.metaKey, key = event.key.toLowerCase();
    if (control && !event.altKey && { z: 1, y: 1, b: 1, k: 1 }[key]) {
      event.preventDefault();
      if (key === "z") { go(event.shiftKey ? 1 : -1); } else if (key === "y") { go(1); } else { DO[key === "b" ? "bold" : "link"](); }
    } else if (control && event.altKey && { 2: 1, 3: 1 }[event.key]) {
      event.preventDefault();
      heading("h" + event.key);
    } else if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector("button[tabindex='0']").focus();
    } else if (event.key === "Tab" && !control && closest("td, th")) {
      var cells = Array.from(closest("table").querySelectorAll("td, th"));
      var next = cells[cells.indexOf(closest("td, th")) + (event.shiftKey ? -1 : 1)];
      if (next) { event.preventDefault(); getSelection().selectAllChildren(next); getSelection().collapseToEnd(); look(); }
    } else if (event.key === "Enter" && !event.shiftKey && closest("figcaption")) {
      event.preventDefault();
      var after = paragraph();
      closest("figure").after(after);
      getSelection().collapse(after, 0);
      changed();
    }
  }

  function onPaste(event) {
    var data = event.clipboardData, html = data.getData("text/html"), text = data.getData("text/plain");
    var image = Array.from(data.files).find(function (file) { return /^image\//.test(file.type); });
    event.preventDefault();
    if (!html && !text && image) { kept = getSelection().rangeCount ? getSelection().getRangeAt(0).cloneRange() : null; upload(image, "", say); return; }
    var made = html ? clean.fragment(html) : lines(text), lone = made.children.length === 1 && made.firstChild.tagName === "P";
    if (closest("td, th") && made.querySelector("table")) {
      made = lines(made.innerText || made.textContent);
    }
    if (closest("td, th") || closest("li") || lone) {
      made = Array.from(made.querySelectorAll("p, h2, h3, h4, li")).map(function (node) { return node.innerHTML; }).join("<br>") || made.innerHTML;
    } else { made = made.innerHTML; }
    document.execCommand("insertHTML", false, made);
    // a block pasted into a paragraph must not stay inside it
    if (area.querySelector("p p, p table, p ul, p ol, p h2, p h3, h2 p, h3 p")) {
      var place = caret();
      area.innerHTML = clean.fragment(area.innerHTML).innerHTML;
      putCaret(place);
    }
    changed();
    if (clean.pictures()) { say("有 " + clean.pictures() + " 张图片没有带入，请用“图片”上传。"); }
  }

  function lines(text) {
    var root = document.createElement("div");
    text.split(/\r?\n/).forEach(function (line) {
      if (line.trim()) { root.appendChild(document.createElement("p")).textContent = line.trim(); }
    });
    return root;
  }

  function say(sentence) { said.textContent = sentence; }

  function mirror() {
    source.value = clean.text(area.innerHTML).split(area.dataset.files).join(area.dataset.public);
  }

  area.addEventListener("keydown", onKey);
  area.addEventListener("paste", onPaste);
  area.addEventListener("drop", function (event) {
    var image = Array.from(event.dataTransfer.files).find(function (file) { return /^image\//.test(file.type); });
    event.preventDefault();
    if (image) { upload(image, "", say); }
  });
  area.addEventListener("compositionstart", function () { composing = true; });
  area.addEventListener("compositionend", function () { composing = false; });
  area.addEventListener("input", function () {
    clearTimeout(waiting);
    if (!composing) { waiting = setTimeout(keep, 400); }
  });
  document.addEventListener("selectionchange", function () { if (area.contains(getSelection().focusNode)) { look(); } });

  source.closest(".ed-plain").hidden = true;
  area.hidden = false;
  if (!area.firstElementChild) { area.appendChild(paragraph()); }
  document.execCommand("defaultParagraphSeparator", false, "p");
  keep();
  mirror();
  window.deskEditor = { mirror: mirror, words: function () { return area.textContent.length; } };
})();
