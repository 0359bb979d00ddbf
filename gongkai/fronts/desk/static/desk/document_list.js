// The list of documents: tick all rows of the page, say how many are ticked, x ticks the row, n starts a draft.
(function () {
  "use strict";
  var all = document.querySelector("[data-tick-all]"), place = document.querySelector("[data-ticked]");

  function ticks() { return Array.from(document.querySelectorAll('input[name="document"][form="bulk"]')); }

  function say() {
    var chosen = ticks().filter(function (box) { return box.checked; }).length;
    if (place) { place.textContent = chosen ? "已勾选 " + chosen + " 件" : ""; }
  }

  if (all && ticks().length) {
    all.hidden = false;
    all.addEventListener("change", function () {
      ticks().forEach(function (box) { box.checked = all.checked; });
      say();
    });
  }
  document.addEventListener("change", function (event) { if (event.target.name === "document") { say(); } });
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
    var row = document.querySelector(".desk [data-row].is-at input[name=document]"), begin = document.querySelector("a[href$='/documents/new/']");
    if (event.key === "x" && row) { row.checked = !row.checked; say(); }
    if (event.key === "n" && begin) { begin.click(); }
  });
  say();
})();
