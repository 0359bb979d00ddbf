// Asks every two seconds how far a long reading is, and opens the result when it is done. The page can be left.
(function () {
  "use strict";
  var box = document.querySelector("[data-poll]");
  if (!box) { return; }
  var words = document.getElementById("reading-words");

  function ask() {
    fetch(box.dataset.poll, { credentials: "same-origin" })
      .then(function (answer) { return answer.json(); })
      .then(function (now) {
        if (!now.is_reading) { window.location.reload(); return; }
        if (now.words && words) { words.textContent = now.words; }
        setTimeout(ask, 2000);
      })
      .catch(function () { setTimeout(ask, 6000); });
  }

  setTimeout(ask, 1500);
})();
