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

  /* Signed out in five minutes: said once, with a button to stay. Other tabs hear of it. */
  const {wie} = document.body.dataset;
  const WARN = 300, LEAST = 1500; // seconds; a session that was used lasts LEAST at least
  const now = () => Date.now() / 1000;
  const moments = (text) => text.split(" ").map((left) => now() + Number(left));
  const sessie = (document.cookie.match(/(?:^|; )__Host-sessie=(-?\d+)\.(-?\d+)/)
    ?? document.cookie.match(/(?:^|; )sessie=(-?\d+)\.(-?\d+)/))?.slice(1) ?? [LEAST, LEAST];
  let [ends, latest] = moments(sessie.join(" "));
  const tabs = wie && new BroadcastChannel("sessie");
  const tell = (id) => {
    const place = $("#melding");
    if (place.dataset.over === id) return;
    place.dataset.over = id;
    place.className = "wb-meldplek";
    place.replaceChildren($("#" + id).content.cloneNode(true));
  };
  /* Over, here or in another tab: whoever sits here next sees nothing of it. [ASVS V14.3.1] */
  let over = false;
  const shut = () => {
    if (over) return;
    over = true;
    tell("sessie-einde");
    $("#inhoud").replaceChildren($("#melding"));
    for (const it of all(".wb-nav, .wb-wie, .wb-zoek, .wb-menuknop, .wb-merk__org, .wb-taal")) it.remove();
    $(".wb-romp").classList.add("wb-romp--los");
    document.title = "waarborg";
    $("#melding a").focus({preventScroll: true});
  };
  const lives = (moment) => {
    if (over || moment <= ends) return;
    ends = moment;
    if (!$("#melding .wb-sessie")) return;
    delete $("#melding").dataset.over;
    $("#melding").replaceChildren();
  };
  if (wie) {
    tabs.onmessage = ({data}) => {
      if (data.wie !== wie) return;
      if (data.ends > 0) lives(data.ends);
      else shut();
    };
    tabs.postMessage({wie, ends});
    on("htmx:after:swap", () => lives(Math.min(now() + LEAST, latest)));
    setInterval(() => {
      const left = ends - now();
      if (left <= 0) shut();
      else if (left <= WARN) tell(ends >= latest ? "sessie-laatst" : "sessie-straks");
    }, 5000);
    on("click", async ({target: it}) => {
      if (!it.matches("[data-blijf]")) return;
      const answer = await fetch("/ingelogd", {headers: {"HX-Request": "true"}}).catch(stuck);
      if (!answer) return;
      if (!answer.ok) return shut();
      const [moment, most] = moments(await answer.text());
      [ends, latest] = [0, most];
      lives(moment);
      tabs.postMessage({wie, ends});
      say(it.dataset.blijf);
      $("#inhoud").focus({preventScroll: true});
    });
  }

  /* What is being typed outlives a session: in this tab, per person, page and form. Never
     a password or a file. A save that went well and signing out clear it. */
  const kept = sessionStorage;
  const drafts = () => all("main form[method=post]").filter((form) => $("textarea, input.wb-veld", form) && !$("[type=password], .wb-oz", form));
  const key = (form) => `concept ${wie} ${location.pathname} ${form.getAttribute("action")}`;
  const fields = (form) => [...form.elements].filter((it) => it.name && it.matches("textarea, select, input:not([type=hidden], [type=file], [type=password])"));
  const ticks = (it) => it.matches("[type=radio], [type=checkbox]");
  const touched = (it) => ticks(it) ? it.checked !== it.defaultChecked
    : it.options ? it.selectedIndex !== Math.max(0, [...it.options].findIndex((o) => o.defaultSelected)) : it.value !== it.defaultValue;
  const seen = (form) => all("[name=row_version], [name=gezien]", form);
  const draft = ({target: it}) => {
    const form = it.form;
    if (!wie || !form || !drafts().includes(form)) return;
    const list = fields(form).filter((field) => $("#fouten") || touched(field)).map((field) => [field.name, field.value, ticks(field) ? field.checked : null]);
    if (list.length) kept.setItem(key(form), JSON.stringify([list, seen(form).map((field) => field.value)]));
    else kept.removeItem(key(form));
  };
  on("input", draft);
  on("change", draft);
  const same = (form, [name, value]) => fields(form).find((it) => it.name === name && (!ticks(it) || it.value === value));
  const differs = (form, entry) => {
    const field = same(form, entry);
    return field && (entry[2] === null ? field.value !== entry[1] : field.checked !== entry[2]);
  };
  const offer = (form) => {
    const [list] = JSON.parse(kept.getItem(key(form)) ?? "[[]]");
    if (list.some((entry) => differs(form, entry))) form.prepend($("#concept").content.cloneNode(true));
  };
  /* The version goes back with the text, so that a change of another shows as a clash. */
  const restore = (form) => {
    const [list, versions] = JSON.parse(kept.getItem(key(form)));
    for (const entry of list) {
      const field = same(form, entry);
      if (field && entry[2] !== null) field.checked = entry[2];
      else if (field) field.value = entry[1];
    }
    seen(form).forEach((field, i) => { field.value = versions.at(i) ?? field.value; });
    same(form, list[0])?.focus();
  };
  on("click", ({target: it}) => {
    const box = it.closest("[data-terug]");
    if (!box || !it.matches("button")) return;
    const form = box.closest("form");
    if (it.value === "terug") restore(form);
    else kept.removeItem(key(form));
    say(it.value === "terug" ? box.dataset.terug : "");
    box.remove();
  });
  on("submit", ({target: form}) => {
    if (form.getAttribute("action") === "/uitloggen") {
      kept.clear();
      tabs.postMessage({wie, ends: 0});
    } else if (wie && form.method === "post") kept.setItem("verstuurd", key(form));
  });
  on("DOMContentLoaded", () => {
    if (wie && new URLSearchParams(location.search).has("gedaan")) kept.removeItem(kept.getItem("verstuurd"));
    if (wie) drafts().forEach(offer);
    else if (Object.keys(kept).some((name) => name.startsWith("concept "))) $("#concept-bewaard")?.removeAttribute("hidden");
  });

  /* A verdict in the list: one row goes out, one comes back. */
  let queue = Promise.resolve();
  const keep = async (radio) => {
    const row = radio.closest("tr");
    const body = new URLSearchParams({een: row.id.slice(1), form_token: token().value,
      was: $(`[name=${radio.name}][checked]`, row).value});
    body.set(radio.name, radio.value);
    if (!$("th small", row)) body.set("kaal", 1);
    if ($("[name=m]", row)) body.set("vink", 1);
    const object = $("[name=over]", row.closest("form"));
    if (object) body.set("over", object.value);
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
