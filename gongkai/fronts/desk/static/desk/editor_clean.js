// HTML that Word, a page or the browser itself wrote, as the few kinds of blocks a document's body has.
// deskClean(files) gives {fragment(html), text(html), pictures()}; `files` is where the document's own pictures lie.
window.deskClean = function (files) {
  "use strict";
  var BLOCKS = { P: "p", H2: "h2", H3: "h3", H4: "h4", UL: "ul", OL: "ol", LI: "li", TABLE: "table", THEAD: "thead", TBODY: "tbody",
    TFOOT: "tfoot", TR: "tr", TH: "th", TD: "td", CAPTION: "caption", BLOCKQUOTE: "blockquote", FIGURE: "figure",
    FIGCAPTION: "figcaption", H1: "h2", H5: "h4", H6: "h4" };
  var INLINE = { STRONG: "strong", B: "strong", EM: "em", I: "em", SUB: "sub", SUP: "sup", A: "a", BR: "br", IMG: "img" };
  var GONE = /^(SCRIPT|STYLE|META|LINK|TITLE|HEAD|IFRAME|OBJECT|EMBED|SVG|MATH|TEMPLATE|NOSCRIPT|XML|O:P|INPUT|BUTTON|SELECT|TEXTAREA)$/;
  var LINES = /^(DIV|SECTION|ARTICLE|MAIN|HEADER|FOOTER|CENTER|DD|DT|ADDRESS|PRE)$/;
  var IN_TABLE = /^(THEAD|TBODY|TFOOT|TR|TH|TD|CAPTION)$/;
  var pictures = 0;

  // ---------- cleaning: what Word or a page brings becomes our kinds of blocks
  function bold(node) {
    var weight = node.style && node.style.fontWeight;
    return weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  }

  function side(node) {
    var align = (node.style && node.style.textAlign) || node.getAttribute("align") || "";
    if (node.classList.contains("right") || align === "right" || align === "end") { return "right"; }
    if (node.classList.contains("center") || align === "center" || node.tagName === "CENTER") { return "center"; }
    return "";
  }

  function copyOf(node, into) {
    Array.from(node.childNodes).forEach(function (child) { take(child, into); });
  }

  function take(node, into) {
    if (node.nodeType === 3) {
      var words = node.data.replace(/[\t\r\n\f ]+/g, " ");
      if (words) { into.appendChild(document.createTextNode(words)); }
      return;
    }
    if (node.nodeType !== 1 || GONE.test(node.tagName) || (node.style && node.style.display === "none")) { return; }
    var tag = BLOCKS[node.tagName] || INLINE[node.tagName];
    if (node.tagName === "B" && /^docs-internal/.test(node.id)) { tag = ""; }
    if (!tag && LINES.test(node.tagName)) {
      if (node.querySelector("p,h1,h2,h3,h4,table,ul,ol,div")) { copyOf(node, into); return; }
      tag = "p";
    }
    if (!tag) {
      var wrap = bold(node) && node.textContent.trim() ? into.appendChild(document.createElement("strong")) : into;
      copyOf(node, wrap);
      return;
    }
    var made = document.createElement(tag);
    if (tag === "a") {
      var href = node.getAttribute("href") || "";
      if (!/^(https?:\/\/|\/(?!\/)|#)/.test(href)) { copyOf(node, into); return; }
      made.setAttribute("href", href);
    }
    if (tag === "img") {
      var src = node.getAttribute("src") || "";
      if (src.indexOf(files) !== 0) { pictures += 1; return; }
      made.setAttribute("src", src);
      made.setAttribute("alt", node.getAttribute("alt") || "");
    }
    ["colspan", "rowspan", "scope", "start"].forEach(function (name) {
      var value = node.getAttribute(name);
      if (value && value !== "1" && (/^T[HD]$/.test(node.tagName) || node.tagName === "OL")) { made.setAttribute(name, value); }
    });
    if (/^(p|h2|h3|h4|td|th)$/.test(tag) && side(node)) { made.className = side(node); }
    copyOf(node, made);
    if (/^(P|DIV)$/.test(node.tagName) && bold(node) && made.textContent.trim()) {
      made.innerHTML = "<strong>" + made.innerHTML + "</strong>";
    }
    if (/^(strong|em|a|sub|sup)$/.test(tag) && !made.textContent && !made.querySelector("img")) { return; }
    into.appendChild(made);
  }

  // words that stand free become paragraphs; a block never stands inside a paragraph
  function settled(root) {
    var out = document.createElement("div"), open = null;
    Array.from(root.childNodes).forEach(function (node) {
      var isBlock = node.nodeType === 1 && BLOCKS[node.tagName] && !IN_TABLE.test(node.tagName) && node.tagName !== "LI";
      if (isBlock) {
        open = null;
        if (node.tagName === "P" && node.querySelector("p,h2,h3,h4,table,ul,ol,figure")) {
          Array.from(settled(node).childNodes).forEach(function (inner) { out.appendChild(inner); });
        } else { out.appendChild(node); }
        return;
      }
      if (node.nodeType === 1 && IN_TABLE.test(node.tagName)) { copyOf(node, out); return; }
      if (node.nodeType === 3 && !node.data.trim() && !open) { return; }
      if (!open) { open = out.appendChild(document.createElement("p")); }
      open.appendChild(node);
    });
    return out;
  }

  function trimmed(root) {
    root.querySelectorAll("p, h2, h3, h4, td, th, li, figcaption").forEach(function (node) {
      var first = node.firstChild, last = node.lastChild;
      if (first && first.nodeType === 3) { first.data = first.data.replace(/^ +/, ""); }
      if (last && last.nodeType === 3) { last.data = last.data.replace(/ +$/, ""); }
    });
    // Word wraps the words of every cell in a paragraph
    root.querySelectorAll("td > p:only-child, th > p:only-child").forEach(function (node) {
      var around = Array.from(node.parentElement.childNodes).filter(function (one) { return one !== node && one.textContent.trim(); });
      if (around.length) { return; }
      if (node.className && !node.parentElement.className) { node.parentElement.className = node.className; }
      node.parentElement.replaceChildren.apply(node.parentElement, Array.from(node.childNodes));
    });
    // a line end at the end of a block is only how the browser shows an empty line
    root.querySelectorAll("br:last-child").forEach(function (node) {
      if (!node.nextSibling) { node.remove(); }
    });
    return root;
  }

  function cleaned(html) {
    var parsed = new DOMParser().parseFromString(html, "text/html"), flat = document.createElement("div");
    pictures = 0;
    copyOf(parsed.body, flat);
    return trimmed(settled(flat));
  }

  function text(html) {
    var root = cleaned(html);
    root.querySelectorAll("p, h2, h3, h4").forEach(function (node) {
      if (!node.textContent.trim() && !node.querySelector("img")) { node.remove(); }
    });
    return root.innerHTML.replace(/(<\/(?:p|h[234]|table|ul|ol|figure|blockquote)>)(?=<)/g, "$1\n");
  }

  return { fragment: cleaned, text: text, pictures: function () { return pictures; } };
};
