// Keys on every desk screen: j/k move along the rows marked data-row, Enter opens, / goes to the search box, ? helps.
(function () {
  "use strict";

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  function rows() {
    return Array.from(document.querySelectorAll(".desk [data-row]")).filter(function (row) {
      return row.offsetParent !== null;
    });
  }

  function at(all) {
    return all.findIndex(function (row) { return row.classList.contains("is-at"); });
  }

  function move(step) {
    var all = rows();
    if (!all.length) { return; }
    var from = at(all);
    var to = from < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, from + step));
    if (from >= 0) { all[from].classList.remove("is-at"); }
    all[to].classList.add("is-at");
    all[to].scrollIntoView({ block: "nearest" });
    all[to].dispatchEvent(new CustomEvent("desk:at", { bubbles: true }));
  }

  function open() {
    var all = rows();
    var row = all[at(all)];
    var link = row && (row.matches("a") ? row : row.querySelector("[data-open], a[href]"));
    if (link) { link.click(); }
    return Boolean(link);
  }

  function help() {
    var dialog = document.getElementById("keys-help");
    if (dialog && !dialog.open) { dialog.showModal(); }
  }

  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) { return; }
    if (document.querySelector("dialog[open]")) { return; }
    var search = document.querySelector(".desk input[type=search]");
    if (event.key === "j") { move(1); }
    else if (event.key === "k") { move(-1); }
    else if (event.key === "?") { help(); }
    else if (event.key === "/" && search) { search.focus(); }
    else if (event.key === "Enter" && !event.target.closest("a, button, summary")) { if (!open()) { return; } }
    else { return; }
    event.preventDefault();
  }

  document.addEventListener("keydown", onKey);

  // The menu draws itself; where this screen belongs to an entry by more than its address, it is said here.
  window.addEventListener("load", function () {
    document.querySelectorAll(".sidebar [data-here]").forEach(function (link) { link.setAttribute("aria-current", "page"); });
  });
})();
