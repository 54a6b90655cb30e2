/* waarborg: the little script of our own. Every page works without it. */
(() => {
  "use strict";
  const $ = (what, where = document) => where.querySelector(what);
  const all = (what, where = document) => [...where.querySelectorAll(what)];
  const on = (name, then) => document.addEventListener(name, then);
  const say = (text) => {
    const place = $("#melding");
    if (!place || !text) return;
    place.textContent = text;
    place.className = "";
  };
  const stuck = () => {
    say(document.body.dataset.storing);
    $("#melding").className = "wb-nood";
  };
  const token = () => $("[name=form_token]");

  document.documentElement.classList.add("wb-script");

  /* The form token goes with every change, also from outside a form. */
  on("htmx:config:request", (event) => {
    const {method, body} = event.detail.ctx.request;
    if (!method || method.toUpperCase() === "GET" || !body || !body.has || body.has("form_token")) return;
    if (token()) body.set("form_token", token().value);
  });

  /* Errors get the focus; what happened is read out by the live region. */
  const faults = () => $("#fouten")?.focus();
  on("htmx:after:swap", (event) => {
    faults();
    if (!event.target.closest("tr")) say($("[data-meld]")?.textContent.trim());
  });
  on("htmx:error", stuck);

  /* A message that came with the page is read out as well. */
  on("DOMContentLoaded", () => {
    const what = $("#melding > *");
    if (what) setTimeout(() => what.replaceWith(what.cloneNode(true)), 150);
    faults();
  });

  /* A file that is too large is named at its field, and not sent. */
  const fits = (it) => {
    const id = it.id + "-groot";
    const large = [...it.files].some((file) => file.size > Number(it.dataset.hoogstens));
    const others = (it.getAttribute("aria-describedby") || "").split(" ").filter((one) => one && one !== id);
    $("#" + id)?.remove();
    it.ariaInvalid = large || $("#" + it.id + "-fout") ? "true" : null;
    it.setAttribute("aria-describedby", (large ? [...others, id] : others).join(" "));
    if (!large) return true;
    const note = Object.assign(document.createElement("p"),
      {id, className: "wb-rijnoot--fout wb-klein", role: "alert", textContent: it.dataset.teGroot});
    it.before(note);
    return false;
  };
  on("change", ({target: it}) => it.matches("[data-hoogstens]") && fits(it));
  on("submit", (event) => {
    const wrong = all("[data-hoogstens]", event.target).filter((it) => !fits(it));
    if (wrong.length === 0) return;
    event.preventDefault();
    wrong[0].focus();
  });

  /* A second press on a button at work does nothing. */
  on("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.ariaBusy === "true") event.preventDefault();
    form.ariaBusy = "true";
    setTimeout(() => { form.ariaBusy = null; }, 10000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of all("form[aria-busy]")) form.ariaBusy = null;
  });

  /* A verdict in the list: one row goes out, one comes back. */
  let queue = Promise.resolve();
  const keep = async (radio) => {
    const row = radio.closest("tr");
    const body = new URLSearchParams({een: row.id.slice(1), [radio.name]: radio.value, form_token: token().value,
      was: $(`[name=${radio.name}][checked]`, row).value});
    if (!$("th small", row)) body.set("kaal", 1);
    const answer = await fetch("/maatregelen/zet", {method: "POST", body, headers: {"HX-Request": "true"}});
    const text = await answer.text();
    const away = answer.headers.get("HX-Redirect");
    if (away) location = away;
    else if (text.includes(`id="${row.id}"`)) await htmx.swap({text, sourceElement: row, target: row, select: "#" + row.id, swap: "outerMorph"});
    else stuck();
    for (const it of all("[type=radio]", row)) it.checked = it.defaultChecked;
  };
  const boxes = () => all(".wb-mlijst [name=m]");
  const count = () => {
    for (const it of all("[data-gekozen]")) it.textContent = boxes().filter((box) => box.checked).length;
  };
  let pause, last = 0;
  on("change", ({target: it}) => {
    if (it.matches(".wb-oz [type=radio]")) queue = queue.then(() => keep(it)).catch(stuck);
    if (it.matches("[data-alles]")) for (const box of boxes()) box.checked = it.checked;
    if (it.matches("form.wb-filter[hx-get] select")) it.form.requestSubmit();
    count();
  });
  on("input", ({target: it}) => {
    if (!it.matches("form.wb-filter[hx-get] [type=search]")) return;
    clearTimeout(pause);
    pause = setTimeout(() => it.form.requestSubmit(), 400);
  });
  on("keydown", ({target: it, key}) => {
    if (!/^[0-3]$/.test(key) || !it.matches(".wb-oz [type=radio]")) return;
    const next = it.parentNode.children[key];
    next.click();
    next.focus();
  });
  on("click", (event) => {
    const list = boxes();
    const here = list.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey) for (const box of list.slice(Math.min(here, last), Math.max(here, last))) box.checked = event.target.checked;
    last = here;
  });
  count();
})();
