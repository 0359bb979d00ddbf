// The page around the editor: saving in the background, choosing sections and documents, attachments.
(function () {
  "use strict";
  var form = document.getElementById("doc-form");
  if (!form) { return; }
  var EVERY = 30000, dirty = false, sending = false, leaving = false, version = 0;
  var said = document.getElementById("dc-saved"), refused = document.getElementById("dc-refused");

  function mirror() { if (window.deskEditor) { window.deskEditor.mirror(); } }

  function say(words, isBad) {
    said.textContent = words;
    said.classList.toggle("red", Boolean(isBad));
  }

  // ---------- saving in the background
  function touched() {
    version += 1;
    if (!dirty) { dirty = true; say("有改动还没有保存"); }
  }

  function show(sentences, wrong) {
    refused.textContent = "";
    if (sentences.length) {
      var note = refused.appendChild(document.createElement("div"));
      note.className = "note bad lg-errors";
      sentences.forEach(function (sentence) { note.appendChild(document.createElement("p")).textContent = sentence; });
    }
    form.querySelectorAll("[data-wrong]").forEach(function (place) {
      var errors = wrong[place.dataset.wrong] || [];
      place.textContent = errors.join("");
      var field = document.getElementById("doc_" + place.dataset.wrong);
      if (field) { field.toggleAttribute("aria-invalid", errors.length > 0); if (errors.length) { field.setAttribute("aria-invalid", "true"); } }
    });
  }

  // `asked`: the writer pressed Ctrl+S; else the save is one of many and takes the place of the one before
  function autosave(asked) {
    if (!dirty || sending || leaving || !form.dataset.autosave) { return; }
    mirror();
    var data = new FormData(form), at = version;
    data.delete("upload");
    data.append("do", asked === true ? "save" : "auto");
    sending = true;
    fetch(form.action || location.href, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) {
      if (!/json/.test(answer.headers.get("Content-Type") || "")) { throw new Error("signed out"); }
      return answer.json();
    }).then(function (answer) {
      if (answer.base) { form.elements.base.value = answer.base; }
      show(answer.sentences, answer.wrong);
      if (asked === true && !answer.ok) { refused.scrollIntoView({ block: "nearest" }); }
      if (answer.ok || answer.base) { dirty = version !== at; }
      if (answer.ok) { say("已保存 " + answer.at); }
      else if (answer.base) { say("正文已保存 " + answer.at + "，另有内容没有保存", true); }
      else { say("没有保存，内容还在本页", true); }
    }).catch(function () { return met().catch(stays); }).then(function () { sending = false; });
  }

  // the page as the server knows it now: signing in again in another window changes the token of the form
  function met() {
    return fetch(location.href).then(function (answer) {
      if (/\/login\//.test(answer.url)) { throw new Error("signed out"); }
      return answer.text();
    }).then(function (words) {
      var fresh = new DOMParser().parseFromString(words, "text/html").querySelector("#doc-form [name=csrfmiddlewaretoken]");
      if (fresh) { form.elements.csrfmiddlewaretoken.value = fresh.value; }
    });
  }

  function stays(error) {
    var isOut = error && error.message === "signed out";
    say(isOut ? "没有保存：登录已过期，内容还在本页。" : "没有保存：网络断开，内容还在本页。", true);
    if (!isOut) { return; }
    var link = said.appendChild(document.createElement("a"));
    link.href = form.dataset.login;
    link.target = "_blank";
    link.textContent = "重新登录后再保存";
  }

  form.addEventListener("input", function (event) { if (!event.target.matches("[type=search], [type=file]")) { touched(); } });
  form.addEventListener("change", function (event) { if (!event.target.matches("[type=search], [type=file]")) { touched(); } });
  // a whole save leaves the page: only when somebody is still there to take it
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    mirror();
    if (leaving) { return; }
    event.preventDefault();
    if (sending) { return; }
    sending = true;
    met().then(function () {
      leaving = true;
      form.requestSubmit(button);
    }).catch(stays).then(function () { sending = false; });
  });
  window.addEventListener("beforeunload", function (event) { if (dirty && !leaving) { event.preventDefault(); } });
  window.addEventListener("pageshow", function () { leaving = false; });
  setInterval(autosave, EVERY);
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") { event.preventDefault(); dirty = true; autosave(true); }
  });

  // ---------- the title is one line, however it is shown
  var title = document.getElementById("doc_title");
  title.addEventListener("keydown", function (event) { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); } });
  function tall() {
    title.style.height = "auto";
    title.style.height = title.scrollHeight + 2 + "px";
  }
  tall();
  title.addEventListener("input", tall);
  title.addEventListener("input", function () { if (/\n/.test(title.value)) { title.value = title.value.replace(/\s*\n\s*/g, ""); } });

  // ---------- what the attribute asks for
  function attribute() {
    var chosen = form.querySelector("[name=openness_class]:checked");
    form.querySelectorAll("[data-when]").forEach(function (part) {
      part.hidden = !chosen || part.dataset.when.split(" ").indexOf(chosen.value) < 0;
    });
  }
  form.addEventListener("change", attribute);
  attribute();

  // what must be there before review is said only where it is not there yet
  function owing() {
    form.querySelectorAll(".dc-due").forEach(function (mark) {
      var field = mark.closest(".field").querySelector("input, select, textarea");
      mark.hidden = Boolean(field && field.value.trim());
    });
  }
  form.addEventListener("input", owing);
  form.addEventListener("change", owing);
  owing();

  function elements() {
    var place = form.querySelector("[data-count-elements]"), boxes = Array.from(form.querySelectorAll("[name^=element_]:not([data-optional])"));
    if (!place) { return; }
    var empty = boxes.filter(function (box) { return !box.value.trim(); }).map(function (box) { return box.labels[0].firstChild.data.trim(); });
    place.textContent = empty.length ? "还缺：" + empty.join("、") : "八个要素齐全";
    place.classList.toggle("soon", empty.length > 0);
  }
  form.addEventListener("input", elements);
  elements();

  // ---------- choosing sections and documents
  function count(name, selector) {
    var place = form.querySelector("[data-count=" + name + "]");
    if (place) { place.textContent = form.querySelectorAll(selector).length; }
  }

  function counts() {
    count("sections", "#dc-sections input:checked");
    count("relations", "#dc-relations > li");
    count("files", ".dc-files > li");
  }

  function addSection(one) {
    if (form.querySelector("#dc-sections input[value='" + one.pk + "']")) { return; }
    var row = document.createElement("li"), label = row.appendChild(document.createElement("label")), box = document.createElement("input");
    label.className = "lg-tick";
    box.type = "checkbox";
    box.name = "section";
    box.value = one.pk;
    box.checked = true;
    label.append(box, " " + one.path);
    document.getElementById("dc-sections").appendChild(row);
  }

  function addRelation(one) {
    var row = document.getElementById("dc-relation").content.firstElementChild.cloneNode(true);
    row.querySelector("[name=relation_target]").value = one.pk;
    row.querySelector(".dc-target").textContent = one.title + (one.number ? " " + one.number : "");
    row.querySelector("select").value = one.relation;
    document.getElementById("dc-relations").appendChild(row);
    row.querySelector("select").focus();
  }

  var KINDS = {
    sections: { url: form.dataset.sections, add: addSection, words: function (one) { return one.path; } },
    relations: { url: form.dataset.finder, add: addRelation, words: function (one) { return [one.title, one.number, one.facts].filter(Boolean).join("　"); } }
  };

  function finder(part) {
    var kind = KINDS[part.dataset.find], input = part.querySelector("input"), list = part.querySelector("ul"), timer = 0, asked = 0;
    part.hidden = false;

    function offer(rows) {
      list.textContent = "";
      rows.forEach(function (one) {
        var row = list.appendChild(document.createElement("li")), button = row.appendChild(document.createElement("button"));
        button.type = "button";
        button.className = "link";
        button.textContent = kind.words(one);
        button.addEventListener("click", function () { kind.add(one); counts(); touched(); });
      });
      if (!rows.length) { list.appendChild(document.createElement("li")).textContent = "没有找到，换个字词试试。"; }
    }

    function look() {
      var words = input.value.trim(), mine = asked += 1;
      if (!words) { list.textContent = ""; return; }
      fetch(kind.url + "?q=" + encodeURIComponent(words)).then(function (answer) { return answer.json(); }).then(function (answer) {
        if (mine === asked) { offer(answer.rows); }
      }).catch(function () { list.textContent = "没有查到：请检查网络。"; });
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 250); });
    input.addEventListener("keydown", function (event) {
      var first = list.querySelector("button");
      if (event.key === "Enter") { event.preventDefault(); if (first) { first.click(); } }
      if (event.key === "ArrowDown" && first) { event.preventDefault(); first.focus(); }
      if (event.key === "Escape") { input.value = ""; list.textContent = ""; }
    });
    list.addEventListener("keydown", function (event) {
      var row = event.target.closest("li"), to = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
      if (/^Arrow(Up|Down)$/.test(event.key)) { event.preventDefault(); (to ? to.querySelector("button") : input).focus(); }
    });
  }

  form.querySelectorAll("[data-find]").forEach(finder);
  form.addEventListener("change", function (event) {
    if (event.target.name === "relation_kind" && !event.target.value) { event.target.closest("li").remove(); }
    counts();
  });

  // ---------- attachments: each is sent at once
  var upload = document.getElementById("dc_upload"), wrong = document.getElementById("dc-upload-wrong"), files = form.querySelector(".dc-files");

  function post(url, data) {
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.append("base", form.elements.base.value);
    return fetch(url, { method: "POST", body: data, headers: { Accept: "application/json" } }).then(function (answer) { return answer.json(); }).then(function (answer) {
      if (answer.base) { form.elements.base.value = answer.base; }
      return answer;
    });
  }

  function send(queue) {
    var file = queue.shift(), data = new FormData();
    if (!file) { upload.value = ""; upload.disabled = false; say("附件已上传"); return; }
    data.append("upload", file);
    say("正在上传“" + file.name + "”…");
    post(form.dataset.attach, data).then(function (answer) {
      if (answer.ok) { files.insertAdjacentHTML("beforeend", answer.row); counts(); }
      else { wrong.textContent += answer.sentences.join(""); }
    }).catch(function () { wrong.textContent += "“" + file.name + "”没有传上去，请检查网络后再试。"; }).then(function () { send(queue); });
  }

  upload.addEventListener("change", function () {
    wrong.textContent = "";
    if (!upload.files.length) { return; }
    var queue = Array.from(upload.files);
    upload.disabled = true;
    send(queue);
  });

  files.addEventListener("click", function (event) {
    var button = event.target.closest("[data-detach]");
    if (!button) { return; }
    event.preventDefault();
    wrong.textContent = "";
    post(button.dataset.detach, new FormData()).then(function (answer) {
      if (answer.ok) { button.closest("li").remove(); counts(); say("附件已删除"); } else { wrong.textContent = answer.sentences.join(""); }
    }).catch(function () { wrong.textContent = "没有删除，请检查网络后再试。"; });
  });
  // a picture of the text is a file too
  document.addEventListener("desk:attached", function (event) {
    if (event.detail.base) { form.elements.base.value = event.detail.base; }
    files.insertAdjacentHTML("beforeend", event.detail.row);
    counts();
  });
})();
