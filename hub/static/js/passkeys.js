// Forms with data-passkey ask the device: "add" makes a passkey, "show" and "sign-in" use one.
// What the device answers goes into the form as text, and the form is sent as any other.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withBytes = (list) => (list || []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function add({ publicKey }) {
  const credential = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
    },
  });
  return {
    attestationObject: toText(credential.response.attestationObject),
    ...asText(credential),
  };
}

async function show({ publicKey }) {
  const credential = await navigator.credentials.get({
    publicKey: { ...publicKey, challenge: toBytes(publicKey.challenge), allowCredentials: withBytes(publicKey.allowCredentials) },
  });
  const { authenticatorData, signature, userHandle } = credential.response;
  return {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
    ...asText(credential),
  };
}

function asText(credential) {
  return { credential, clientDataJSON: toText(credential.response.clientDataJSON) };
}

function sent({ credential, ...response }) {
  return JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function optionsFor(form) {
  if (form.dataset.passkey !== "sign-in") return JSON.parse(document.getElementById("passkey-options").textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}`);
  return (await answer.json()).request_options;
}

function tell(form, error) {
  const trouble = { SecurityError: "unknown", NotSupportedError: "unknown", InvalidStateError: "known" }[error.name] || "refused";
  for (const each of form.querySelectorAll("[data-trouble]")) each.hidden = each.dataset.trouble !== trouble;
}

async function ask(form, button) {
  button.disabled = true;
  try {
    const options = await optionsFor(form);
    const ask = form.dataset.passkey === "add" ? add : show;
    form.elements.credential.value = sent(await ask(options));
    form.submit();
  } catch (error) {
    tell(form, error);
    button.disabled = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(form, form.querySelector("button[type=submit]"));
  });
}
