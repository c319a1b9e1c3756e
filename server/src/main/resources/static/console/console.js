// SPDX-License-Identifier: Apache-2.0
// Keeps the page alive: each second the server sends what it shows, and only what differs is changed,
// so that focus, selection and motion stay. Without this script the page reloads itself.
"use strict";
(() => {
  const root = document.documentElement;
  let source = null;
  let paused = false;

  function sameKind(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName;
  }

  function change(old, fresh) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
      return;
    }
    for (const name of old.getAttributeNames()) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    const wanted = [...fresh.childNodes];
    wanted.forEach((child, i) => {
      const present = old.childNodes[i];
      if (!present) old.append(child);
      else if (sameKind(present, child)) change(present, child);
      else present.replaceWith(child);
    });
    while (old.childNodes.length > wanted.length) old.lastChild.remove();
  }

  function show(event) {
    const fresh = new DOMParser().parseFromString(event.data, "text/html").getElementById("live");
    if (fresh && !paused) change(document.getElementById("live"), fresh);
  }

  function follow() {
    const wanted = !paused && !document.hidden;
    if (wanted && !source) {
      source = new EventSource(document.body.dataset.stream);
      source.addEventListener("page", show);
      source.addEventListener("open", () => root.classList.remove("lost"));
      source.addEventListener("error", () => root.classList.add("lost"));
    } else if (!wanted && source) {
      source.close();
      source = null;
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.pause");
    if (!button) return;
    paused = !paused;
    button.textContent = paused ? button.dataset.resume : button.dataset.pause;
    follow();
  });
  document.addEventListener("visibilitychange", follow);
  root.classList.add("script");
  follow();
})();
