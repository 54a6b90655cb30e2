/* waarborg: the little script of our own. Every page works without it. */
(() => {
    "use strict";

    document.documentElement.classList.add("wb-script");

    const say = (text) => {
        const place = document.getElementById("melding");
        if (place && text) place.textContent = text;
    };

    /* The form token goes with every change, also one that htmx sends from outside a form. */
    document.addEventListener("htmx:config:request", (event) => {
        const request = event.detail.ctx.request;
        const body = request.body;
        if (!request.method || request.method.toUpperCase() === "GET") return;
        if (!(body instanceof FormData || body instanceof URLSearchParams)) return;
        if (body.has("form_token")) return;
        const token = document.querySelector('input[name="form_token"]');
        if (token) body.set("form_token", token.value);
    });

    /* Errors get the focus; what happened is read out by the live region. */
    document.addEventListener("htmx:after:swap", (event) => {
        const faults = document.getElementById("fouten");
        if (faults) faults.focus();
        const count = event.target.closest("tr") ? null : document.querySelector("[data-meld]");
        if (count) say(count.textContent.trim());
    });

    /* The connection is gone: the page stays as it is, and says so. */
    document.addEventListener("htmx:error", () => {
        const text = document.body.dataset.storing;
        if (text) say(text);
    });

    /* A message that came with a whole page is read out as well. */
    window.addEventListener("DOMContentLoaded", () => {
        const place = document.getElementById("melding");
        if (place && place.firstElementChild) {
            const what = place.firstElementChild;
            setTimeout(() => what.replaceWith(what.cloneNode(true)), 150);
        }
        const faults = document.getElementById("fouten");
        if (faults) faults.focus();
    });

    /* A second press on a button that is already at work does nothing. */
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (form.method !== "post" || event.defaultPrevented) return;
        if (form.getAttribute("aria-busy") === "true") event.preventDefault();
        form.setAttribute("aria-busy", "true");
        setTimeout(() => form.removeAttribute("aria-busy"), 10000);
    });
    window.addEventListener("pageshow", () => {
        for (const form of document.querySelectorAll('form[aria-busy="true"]')) {
            form.removeAttribute("aria-busy");
        }
    });

    /* A filter acts on a change of a choice, and after a pause in typing. */
    let pause;
    document.addEventListener("change", (event) => {
        if (event.target.matches("form.wb-filter[hx-get] select")) event.target.form.requestSubmit();
    });
    document.addEventListener("input", (event) => {
        if (!event.target.matches("form.wb-filter[hx-get] input[type=search]")) return;
        clearTimeout(pause);
        pause = setTimeout(() => event.target.form.requestSubmit(), 400);
    });

    /* A verdict in the list: one row goes out, one row comes back, one after another. */
    let queue = Promise.resolve();
    const keep = async (radio) => {
        const row = radio.closest("tr");
        const body = new URLSearchParams({een: row.id.slice(1), [radio.name]: radio.value,
            was: row.querySelector(`[name=${radio.name}][checked]`).value,
            form_token: document.querySelector("[name=form_token]").value});
        if (!row.querySelector("th small")) body.set("kaal", 1);
        const answer = await fetch("/maatregelen/zet", {method: "POST", body, headers: {"HX-Request": "true"}});
        const away = answer.headers.get("HX-Redirect");
        const text = await answer.text();
        if (away) location = away;
        else if (text.includes(`id="${row.id}"`)) await htmx.swap({text, sourceElement: row, target: row, select: "#" + row.id, swap: "outerMorph"});
        else say(document.body.dataset.storing);
        for (const input of row.querySelectorAll("[type=radio]")) input.checked = input.defaultChecked;
    };
    const chosen = () => document.querySelectorAll(".wb-mlijst [name=m]");
    const count = () => {
        const place = document.querySelector("[data-gekozen]");
        if (place) place.textContent = [...chosen()].filter((box) => box.checked).length;
    };
    document.addEventListener("change", (event) => {
        const it = event.target;
        if (it.matches(".wb-oz [type=radio]")) {
            queue = queue.then(() => keep(it)).catch(() => say(document.body.dataset.storing));
        } else if (it.matches("[data-alles]")) {
            for (const box of chosen()) box.checked = it.checked;
        }
        count();
    });
    document.addEventListener("keydown", (event) => {
        const it = event.target;
        if (!/^[0-3]$/.test(event.key) || !it.matches(".wb-oz [type=radio]")) return;
        const next = it.parentNode.children[event.key];
        next.click();
        next.focus();
    });
    let last;
    document.addEventListener("click", (event) => {
        const all = [...chosen()];
        const here = all.indexOf(event.target);
        if (here < 0) return;
        if (event.shiftKey && last >= 0) {
            for (let i = Math.min(here, last); i <= Math.max(here, last); i++) all[i].checked = event.target.checked;
        }
        last = here;
    });
    count();
})();
