// Leave quickly: the exit link, or Shift pressed three times within five seconds of each other.
// The behaviour is that of the GOV.UK component, with location.replace so that Back does not return to this page.
(function () {
  "use strict";
  var links = document.querySelectorAll("[data-hx-exit]");
  var status = document.querySelector("[data-hx-exit-status]");
  var dots = document.querySelector(".hx-dots");
  var presses = 0, timer = null, clearing = null, shiftAlone = false;

  function leave(event) {
    if (event) event.preventDefault();
    document.body.classList.add("hx-leaving");
    var overlay = document.createElement("div");
    overlay.className = "hx-overlay";
    overlay.setAttribute("role", "alert");
    document.body.appendChild(overlay);
    overlay.textContent = "Loading.";
    window.location.replace(links[0].href);
  }
  function show(text) {
    status.textContent = text;
    dots.setAttribute("data-on", String(presses));
  }
  function reset(text) {
    window.clearTimeout(timer);
    presses = 0;
    show(text || "");
    if (text) {
      window.clearTimeout(clearing);
      clearing = window.setTimeout(function () { status.textContent = ""; }, 5000);
    }
  }
  function pressed() {
    presses += 1;
    window.clearTimeout(timer);
    window.clearTimeout(clearing);
    if (presses >= 3) { presses = 0; leave(); return; }
    show(presses === 1 ? "Shift, press 2 more times to exit." : "Shift, press 1 more time to exit.");
    timer = window.setTimeout(function () { reset("Exit this page expired."); }, 5000);
  }
  links.forEach(function (link) { link.addEventListener("click", leave); });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Shift") { if (!event.repeat) shiftAlone = true; }
    else { shiftAlone = false; if (presses) reset(); }
  });
  document.addEventListener("keyup", function (event) {
    if (event.key === "Shift" && shiftAlone) { shiftAlone = false; pressed(); }
  });
  // A page that comes back from the browser's cache must not stay blank.
  window.addEventListener("pageshow", function () {
    document.body.classList.remove("hx-leaving");
    document.querySelectorAll(".hx-overlay").forEach(function (overlay) { overlay.remove(); });
    reset();
  });
})();
