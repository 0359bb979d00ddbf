// A line in which a document is named: what is typed is looked up, and the titles that fit are offered.
(function () {
  "use strict";
  var address = document.currentScript.dataset.papers;

  function offering(input, place) {
    var list = document.createElement("datalist"), timer = 0, asked = 0;
    list.id = "papers-" + place;
    input.insertAdjacentElement("afterend", list);
    input.setAttribute("list", list.id);

    function look() {
      var words = input.value.trim(), mine = asked += 1;
      if (words.length < 2) { list.textContent = ""; return; }
      fetch(address + "?q=" + encodeURIComponent(words) + "&kinds=" + encodeURIComponent(input.dataset.paper)).then(function (answer) {
        return answer.json();
      }).then(function (answer) {
        if (mine !== asked) { return; }
        list.textContent = "";
        answer.rows.forEach(function (row) {
          var option = list.appendChild(document.createElement("option"));
          option.value = row.title;
          option.label = row.facts;
        });
      }).catch(function () { list.textContent = ""; });
    }

    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 200); });
  }

  document.querySelectorAll("input[data-paper]").forEach(offering);
})();
