/* waarborg: the little script of our own. Every page works without it. */
(() => {
    "use strict";

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
    document.addEventListener("htmx:after:swap", () => {
        const faults = document.getElementById("fouten");
        if (faults) faults.focus();
        const count = document.querySelector("[data-meld]");
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
})();
