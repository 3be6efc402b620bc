/*
 * The only script a page names. Every page works without it: what follows
 * only saves a click, and is loaded when the page has a hook for it.
 */
const hooks = [
	["input[data-place]", () => import("./place.js")],
	["[data-preview]", () => import("./request.js")],
	["[data-wait]", () => import("./wait.js")],
	["form[data-dirty]", () => import("./dirty.js")],
];

for (const [selector, load] of hooks) {
	const found = document.querySelectorAll(selector);

	if (found.length > 0)
		load().then((module) => found.forEach((el) => module.start(el)));
}

/* An open menu closes on Escape, and when one looks elsewhere. */
const menus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
	for (const menu of menus())
		if (!menu.contains(event.target))
			menu.open = false;
});
document.addEventListener("keydown", (event) => {
	if (event.key !== "Escape")
		return;
	for (const menu of menus()) {
		menu.open = false;
		menu.querySelector("summary").focus();
	}
});

/* After a refused form, start reading at the summary of what is wrong. */
document.querySelector(".errors")?.focus();
