// A line's own box ticks its words, and is ticked when all of them are. Without this the server does it.
document.addEventListener("change", ({ target }) => {
  const line = target.closest?.(".masking > li");
  if (!line) return;
  const whole = line.querySelector("[name=line]");
  const words = [...line.querySelectorAll("[name=w]")];
  if (target === whole) words.forEach((word) => { word.checked = whole.checked; });
  else if (target.name === "w") whole.checked = words.every((word) => word.checked);
}, true);
