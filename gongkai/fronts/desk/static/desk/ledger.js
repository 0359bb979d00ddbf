// The list: tick all rows of the page, say how many are ticked. The evidence form: only the field its kind needs.
(function () {
  "use strict";

  function ticks() { return Array.from(document.querySelectorAll('input[name="item"][form="bulk"]')); }

  function say() {
    var place = document.querySelector("[data-ticked]");
    var chosen = ticks().filter(function (box) { return box.checked; }).length;
    if (place) { place.textContent = chosen ? "已勾选 " + chosen + " 项" : ""; }
  }

  function startList() {
    var all = document.querySelector("[data-tick-all]");
    if (!all) { return; }
    all.hidden = false;
    all.addEventListener("change", function () {
      ticks().forEach(function (box) { box.checked = all.checked; });
      say();
    });
    document.addEventListener("change", function (event) { if (event.target.name === "item") { say(); } });
    document.addEventListener("keydown", function (event) {
      var row = document.querySelector(".desk [data-row].is-at input[name=item]");
      if (event.key !== "x" || !row || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { return; }
      row.checked = !row.checked;
      say();
    });
    say();
  }

  function startEvidence() {
    var kind = document.querySelector("#evidence_kind");
    if (!kind) { return; }
    var form = kind.form;
    function show() {
      var wanted = { link: "url", section: "section" }[kind.value] || "upload";
      ["url", "section", "upload"].forEach(function (name) {
        form.querySelector(".lg-is-" + name).hidden = name !== wanted;
      });
      form.querySelector(".lg-is-document").hidden = wanted !== "url";
    }
    kind.addEventListener("change", show);
    show();
  }

  startList();
  startEvidence();
})();
