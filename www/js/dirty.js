/*
 * A form with data-dirty does not lose what was typed by a slip of the hand:
 * the browser asks before the page is left. Sending the form is not leaving.
 */
export function start(form) {
	let changed = false;
	const ask = (event) => event.preventDefault();

	form.addEventListener("input", () => {
		if (changed)
			return;
		changed = true;
		addEventListener("beforeunload", ask);
	});
	form.addEventListener("submit", () => {
		changed = false;
		removeEventListener("beforeunload", ask);
	});
}
