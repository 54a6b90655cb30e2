/* passkey: what a browser lets only a script do: ask an authenticator for a passkey or a
   signature. What comes back goes into the fields of an ordinary form. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const timeout = 290000; // the question stands for five minutes
  const place = form.querySelector("[role=status]");
  form.hidden = false;
  document.querySelector("[data-zonder]")?.remove();

  const known = (ids = "") => ids.split(" ").filter(Boolean).map((id) => ({type: "public-key", id: bytes(id)}));

  const make = async ({vraag, rp, wie, email, naam, bekend}) => {
    const {response} = await navigator.credentials.create({publicKey: {
      challenge: bytes(vraag), timeout, attestation: "none",
      rp: {id: rp, name: "waarborg"},
      user: {id: bytes(wie), name: email, displayName: naam},
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({type: "public-key", alg})),
      authenticatorSelection: {residentKey: "required", requireResidentKey: true, userVerification: "required"},
      excludeCredentials: known(bekend),
    }});
    return {client: response.clientDataJSON, attestation: response.attestationObject};
  };

  // Who comes in asks when it is wanted; who is in has the question on the page.
  const ask = async () => {
    const answer = await fetch(form.action + "/vraag", {method: "POST", body: new URLSearchParams()});
    if (!answer.ok) throw new Error(String(answer.status));
    const [vraag, rp] = (await answer.text()).split(" ");
    return {vraag, rp};
  };

  const sign = async ({vraag, rp, bekend}) => {
    const {rawId, response} = await navigator.credentials.get({publicKey: {
      challenge: bytes(vraag), rpId: rp, timeout, userVerification: "required", allowCredentials: known(bekend)}});
    return {credential: rawId, handle: response.userHandle, client: response.clientDataJSON,
      authenticator: response.authenticatorData, signature: response.signature};
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    place.textContent = "";
    try {
      const what = form.dataset.passkey;
      const said = await (what === "nieuw" ? make(form.dataset) : sign(what === "bewijs" ? form.dataset : await ask()));
      const before = what === "bewijs" ? "proof_" : "";
      for (const [name, value] of Object.entries(said)) form.elements[before + name].value = text(value ?? new ArrayBuffer());
      form.submit();
    } catch (error) {
      const {afgebroken, mislukt, bekend} = place.dataset;
      place.textContent = error.name === "NotAllowedError" ? afgebroken
        : error.name === "InvalidStateError" && bekend ? bekend : mislukt;
      form.ariaBusy = null;
    }
  });
})();
