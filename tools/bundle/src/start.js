const failed = (reason) => {
  console.error(reason);
  document.getElementById("splash")?.setAttribute("hidden", "");
  const notice = document.getElementById("load-failed");
  if (!notice) return;
  notice.removeAttribute("hidden");
  const button = notice.querySelector("button");
  button?.addEventListener("click", () => location.reload());
  button?.focus();
};
import("SCRIPT_URL").then((app) => app.default({ module_or_path: "WASM_URL" })).catch(failed);
