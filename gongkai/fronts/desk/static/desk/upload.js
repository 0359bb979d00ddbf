// Drag and drop for the upload; says at once when a file is too large or of a kind that cannot be read.
(function () {
  "use strict";
  var form = document.querySelector("form.drop");
  if (!form) { return; }
  var zone = form.querySelector(".drop-zone"), field = form.querySelector("input[type=file]");
  var name = form.querySelector(".drop-name"), wrong = document.getElementById("wrong");
  var button = form.querySelector(".primary");

  form.classList.add("ready");

  function size(bytes) { return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + " KB" : (bytes / 1048576).toFixed(1) + " MB"; }

  function look() {
    var file = field.files[0];
    if (!file) { return; }
    var kinds = form.dataset.endings.split(",");
    var known = kinds.some(function (ending) { return file.name.toLowerCase().endsWith(ending); });
    name.textContent = file.name + "（" + size(file.size) + "）";
    wrong.textContent = file.size > Number(form.dataset.largest) ? "文件超过 20 MB，不像一份通知，请拆分或去掉图片后再导入。"
      : known ? "" : "这种文件读不了，请用 txt、html、docx、xlsx、pdf、ofd、doc 或 wps。";
    button.disabled = Boolean(wrong.textContent);
  }

  ["dragenter", "dragover"].forEach(function (kind) {
    zone.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (kind) {
    zone.addEventListener(kind, function (event) { event.preventDefault(); zone.classList.remove("over"); });
  });
  zone.addEventListener("drop", function (event) {
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; look(); }
  });
  field.addEventListener("change", look);
  form.addEventListener("submit", function () { button.disabled = true; button.textContent = "正在读取…"; });
  window.addEventListener("pageshow", function () { button.disabled = false; button.textContent = "导入"; });
})();
