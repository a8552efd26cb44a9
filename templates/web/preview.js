// Loads the page anew when the draft or a template has changed. Everything else works without it.
const shown = document.documentElement.dataset.version;
const notice = document.getElementById("stopped");

async function look() {
  try {
    const answer = await fetch("/version", { cache: "no-store" });
    notice.hidden = answer.ok;
    if (answer.ok && (await answer.text()) !== shown) {
      location.reload();
      return;
    }
  } catch {
    notice.hidden = false;
  }
  setTimeout(look, document.hidden ? 3000 : 500);
}

look();
