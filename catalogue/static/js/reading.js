/* Reads the page, or the selected text, aloud with a Chinese voice of the browser; without one its button stays away.
   Old browsers run this: ES5 only. The words stand in the page (display/_reader.html), none here. */
(function () {
  "use strict";
  var synthesis = window.speechSynthesis;
  var button = document.getElementById("listen");
  var bar = document.getElementById("reader");
  if (!button || !bar) {
    return;
  }
  if (!synthesis || !window.SpeechSynthesisUtterance) {
    button.hidden = true;
    return;
  }
  var rate = document.getElementById("reader-rate");
  var pause = bar.querySelector('[data-do="pause"]');
  var stop = bar.querySelector('[data-do="stop"]');
  var BLOCKS = "h1, h2, h3, h4, p, li, dt, dd, legend, caption, th, td, figcaption";
  var SENTENCE = /[^。！？；!?;\n]+[。！？；!?;\n]*/g;
  var LONGEST = 120;
  var VOICES_COME_WITHIN_MS = 400;
  var waiting = [];
  var round = 0;

  function chineseVoice() {
    var voices = synthesis.getVoices();
    var chosen = null;
    for (var i = 0; i < voices.length; i += 1) {
      var language = voices[i].lang.replace("_", "-").toLowerCase();
      if (language === "zh-cn" || language === "cmn-hans-cn") {
        return voices[i];
      }
      if (/^(zh|cmn)/.test(language)) {
        chosen = chosen || voices[i];
      }
    }
    return chosen;
  }

  /* Its place is kept until voices can have come. */
  function offer(late) {
    var voiced = Boolean(chineseVoice());
    button.hidden = late === true && !voiced;
    button.classList.toggle("ready", voiced);
    document.documentElement.classList.toggle("voiced", voiced);
  }

  function isRead(element) {
    return element.offsetParent && !element.querySelector(BLOCKS) && !element.closest(".hide, [hidden], [aria-hidden]");
  }

  function pageText() {
    var blocks = document.getElementById("main").querySelectorAll(BLOCKS);
    var texts = [];
    for (var i = 0; i < blocks.length; i += 1) {
      if (isRead(blocks[i])) {
        texts.push(blocks[i].innerText);
      }
    }
    return texts.join("\n");
  }

  /* Short pieces, because some browsers fall silent after a quarter of a minute. */
  function pieces(text) {
    var cut = [];
    (text.match(SENTENCE) || []).forEach(function (sentence) {
      var rest = sentence.trim();
      while (rest) {
        cut.push(rest.slice(0, LONGEST));
        rest = rest.slice(LONGEST);
      }
    });
    return cut;
  }

  function speakNext(ofRound) {
    if (ofRound !== round) {
      return;
    }
    if (!waiting.length) {
      end();
      return;
    }
    var utterance = new window.SpeechSynthesisUtterance(waiting[0]);
    utterance.voice = chineseVoice();
    utterance.lang = "zh-CN";
    utterance.rate = Number(rate.value);
    utterance.onend = utterance.onerror = function () {
      if (ofRound === round) {
        waiting.shift();
        speakNext(ofRound);
      }
    };
    synthesis.speak(utterance);
  }

  function say() {
    round += 1;
    synthesis.cancel();
    synthesis.resume();
    pause.setAttribute("aria-pressed", "false");
    speakNext(round);
  }

  function start() {
    waiting = pieces(String(window.getSelection()).trim() || pageText());
    bar.hidden = false;
    document.documentElement.classList.add("reading");
    say();
  }

  function end() {
    round += 1;
    waiting = [];
    synthesis.cancel();
    var held = bar.contains(document.activeElement);
    bar.hidden = true;
    document.documentElement.classList.remove("reading");
    if (held) {
      button.focus();
    }
  }

  function togglePause() {
    var paused = pause.getAttribute("aria-pressed") === "true";
    pause.setAttribute("aria-pressed", String(!paused));
    if (paused) {
      synthesis.resume();
    } else {
      synthesis.pause();
    }
  }

  /* A press of the mouse on the button would clear the selection before the click is seen. */
  button.addEventListener("mousedown", function (event) {
    event.preventDefault();
  });
  button.addEventListener("click", start);
  pause.addEventListener("click", togglePause);
  stop.addEventListener("click", end);
  rate.addEventListener("change", function () {
    if (!bar.hidden) {
      say();
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && !bar.hidden) {
      end();
    }
  });
  window.addEventListener("pagehide", function () {
    synthesis.cancel();
  });
  if (synthesis.addEventListener) {
    synthesis.addEventListener("voiceschanged", offer);
  }
  offer();
  setTimeout(offer, VOICES_COME_WITHIN_MS, true);
})();
