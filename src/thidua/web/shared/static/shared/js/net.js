/* Requests of htmx: the form token, the end of the session, and what to say when the network or the server fails. */

const token = () => document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

function say(id) {
  const template = document.getElementById(id);
  const room = document.getElementById("net-room");
  if (!template || !room) return;
  room.replaceChildren(template.content.cloneNode(true));
  const when = room.querySelector("[data-when]");
  if (when) when.textContent = new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
}

/** Listen once for the whole page. */
export function listenToNetwork() {
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token();
  });
  // A session that ended answers with the sign-in page; it must not land inside a table.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const signIn = document.querySelector("dialog[data-idle] [data-idle-over] a")?.pathname;
    const landed = event.detail.xhr.responseURL && new URL(event.detail.xhr.responseURL).pathname;
    if (event.detail.xhr.status === 401 || (signIn && landed === signIn)) {
      event.detail.shouldSwap = false;
      document.dispatchEvent(new CustomEvent("thidua:signed-out"));
    }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const expires = Number(event.detail.xhr?.getResponseHeader("X-Session-Expires-At"));
    if (expires) document.dispatchEvent(new CustomEvent("thidua:alive", { detail: { expires } }));
    // A form that htmx sent and the server took needs its draft no more; errors come back as 4xx.
    const form = event.target.closest?.("form");
    const taken = event.detail.xhr?.status >= 200 && event.detail.xhr.status < 400;
    if (taken && event.detail.requestConfig?.verb !== "get" && form) {
      form.dispatchEvent(new CustomEvent("thidua:saved", { bubbles: true }));
    }
  });
  document.addEventListener("htmx:sendError", () => say("net-lost"));
  document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status >= 500 && say("net-failed"));
  window.addEventListener("offline", () => say("net-lost"));
  window.addEventListener("online", () => document.querySelector("#net-room [data-net-lost]") && say("net-back"));
}
