// Keeps a draft while somebody types, and goes on when a repository has been read. Without it both have a button.
const form = document.querySelector("form[data-keeps]");
const waits = document.querySelector("[data-waits-for]");

if (form) {
  const status = form.querySelector("[data-kept]");
  let timer, sending = false, again = false, pressed = null;

  const keep = async () => {
    if (sending) { again = true; return; }
    sending = true;
    try {
      const how = { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, signal: AbortSignal.timeout?.(10000) };
      const sent = await fetch(form.dataset.keeps, how);
      const told = await sent.json();
      status.textContent = told.said;
      if (sent.ok) {
        form.elements.version.value = told.version;
        form.setAttribute("action", told.action);
        form.dataset.keeps = told.keep;
      }
    } catch {
      // Offline, or signed out: the button says what is wrong; what was typed stays in the form.
    }
    sending = false;
    if (pressed) {
      const button = pressed;
      pressed = null;
      form.requestSubmit(button);
      return;
    }
    if (again) { again = false; keep(); }
  };

  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, 1500); });
  // While an answer is under way the server counts on, and would take what is sent now for another window's.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (sending && event.submitter) { event.preventDefault(); pressed = event.submitter; }
  });
}

if (waits) {
  const look = async () => {
    try {
      const told = await (await fetch(waits.dataset.waitsFor, { headers: { Accept: "application/json" } })).json();
      if (!told.is_waiting) { location.reload(); return; }
    } catch {
      // Looked at again below.
    }
    setTimeout(look, 2000);
  };
  setTimeout(look, 1000);
}
