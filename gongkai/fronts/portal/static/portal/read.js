// Read aloud: where the browser can speak Chinese, a button that is hidden otherwise. The text is spoken paragraph by
// paragraph, because browsers cut long speeches off; the paragraph being read is marked for the eye.
const speech = window.speechSynthesis;
const button = document.querySelector("[data-read]");
const text = button && document.querySelector("[data-read-this]");
if (speech && text && window.SpeechSynthesisUtterance) {
  const words = { start: button.textContent.trim() || "朗读", stop: button.dataset.stop || "停止朗读" };
  let pieces = [];
  let at = -1;

  function voice() {
    const language = document.documentElement.lang === "zh-Hant" ? "zh-hk" : "zh-cn";
    const chinese = speech.getVoices().filter((each) => each.lang.toLowerCase().startsWith("zh"));
    return chinese.find((each) => each.lang.toLowerCase().replace("_", "-") === language) || chinese[0];
  }

  function mark(now) {
    for (const piece of pieces) piece.removeAttribute("data-reading");
    if (now) {
      now.setAttribute("data-reading", "");
      now.scrollIntoView({ block: "nearest" });
    }
  }

  function stop() {
    at = -1;
    mark(null);
    speech.cancel();
    button.textContent = words.start;
    button.setAttribute("aria-pressed", "false");
  }

  function next() {
    at += 1;
    while (at < pieces.length && !pieces[at].innerText.trim()) at += 1;
    if (at >= pieces.length) return stop();
    const spoken = new SpeechSynthesisUtterance(pieces[at].innerText);
    const round = pieces;
    spoken.lang = document.documentElement.lang === "zh-Hant" ? "zh-HK" : "zh-CN";
    spoken.voice = voice() || null;
    spoken.rate = document.documentElement.classList.contains("care") ? 0.85 : 1;
    spoken.onend = () => { if (at >= 0 && round === pieces) next(); };
    spoken.onerror = () => { if (round === pieces) stop(); };
    mark(pieces[at]);
    speech.speak(spoken);
  }

  function offer() {
    button.hidden = !voice();
  }

  button.addEventListener("click", () => {
    if (at >= 0) return stop();
    pieces = [...text.querySelectorAll("p, li, h2, h3, h4, caption, tr, figcaption")].filter(
      (each) => !each.querySelector("p, li, tr"),
    );
    if (!pieces.length) pieces = [text];
    button.textContent = words.stop;
    button.setAttribute("aria-pressed", "true");
    next();
  });
  window.addEventListener("pagehide", stop);
  speech.addEventListener?.("voiceschanged", offer);
  offer();
}
