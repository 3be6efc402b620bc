// The main job, from the home page to the ledger, as two people live it. The
// languages and whether scripts run are the caller's.
'use strict';
const { press } = require('./site');

const stamp = Date.now().toString(36);

// A day some days ahead, as a date field wants it.
function ahead(days) {
	const d = new Date(Date.now() + days * 86400000);
	return d.toISOString().slice(0, 10);
}

async function pay(t, p, card, expect) {
	await p.waitForURL(/\/c\/pay\//, { timeout: 40000 });
	await p.fill('input[name*=number]', card);
	await p.fill('input[name*=exp]', '12 / 34');
	await p.fill('input[name*=cvc]', '123');
	const name = p.locator('input[name*=name]');
	if (await name.count())
		await name.first().fill('An Proef');
	await press(p, 'form:has(input[name*=number]) button');
	if (expect)
		await expect(p);
}

// Step 1: a visitor searches and opens a profile.
async function find(t, p, o) {
	await p.goto(`/${o.lang}/`);
	t.ok((await p.locator('html').getAttribute('lang')) === o.lang,
		'the home page is in the language that was asked');
	await p.fill('#place', '2800');
	await p.selectOption('#service', 'walk');
	await p.fill('#from', ahead(3));
	await p.fill('#to', ahead(3));
	await press(p, 'form.search button');
	t.ok(await p.locator('.card').count() > 0, 'the search finds somebody');
	t.ok(/15[.,]00/.test(await p.locator('.card', { hasText: 'Lisa C.' })
		.innerText()), 'a card shows the price for what was asked');
	await press(p, '.card:has-text("Lisa C.") h2 a');
	const body = await p.locator('main').innerText();
	t.ok(body.includes('Lisa C.'), 'the profile shows a masked name');
	t.ok(!body.includes('Claes'), 'and not the whole one');
	t.ok(await p.locator('table.cal').count() > 0, 'it shows availability');
	t.ok(await p.locator('.review').count() > 0, 'and reviews');
	t.ok(await p.locator('table.lines').count() > 0, 'and prices');
	return p.url();
}

// Step 2: register, follow the link of the mail, log in, add a pet.
async function join(t, p, o) {
	const email = `${o.lang}.${stamp}@example.be`;
	await p.goto(`/${o.lang}/register`);
	await p.click('main form button[type=submit]');
	t.ok(await p.locator('.errors li').count() >= 5 ||
		await p.locator('input:invalid').count() >= 5,
		'an empty form says what is missing');
	await p.goto(`/${o.lang}/register`);
	await p.fill('#first_name', 'Proef');
	await p.fill('#last_name', 'Persoon');
	await p.fill('#email', email);
	await p.fill('#password', 'drie-honden-op-zolder');
	await p.fill('#postcode', '2800');
	await p.fill('#town', 'Gent');
	await p.check('#terms');
	await press(p, 'main form button[type=submit]');
	t.ok(await p.locator('#town-e').count() === 1,
		'a town that is not of the postcode is told beside the field');
	t.is(await p.inputValue('#first_name'), 'Proef', 'what was typed stays');
	await p.fill('#town', 'Mechelen');
	await p.fill('#password', 'drie-honden-op-zolder');
	await press(p, 'main form button[type=submit]');
	t.ok(/register\/done/.test(p.url()), 'the account is made');
	const text = await t.mail(email, '/verify/');
	const link = /https:\S+\/verify\/\S+/.exec(text);
	t.ok(link, 'a mail with a link comes', text);
	await p.goto(`/${o.lang}/demo/mail`);
	t.ok((await p.locator('main').innerText()).includes(email),
		'the demo shows it on a page');
	await p.goto(link[0]);
	await press(p, 'main form button');
	t.ok(/login/.test(p.url()), 'the address is confirmed');
	await t.login(p, o.lang, email, 'drie-honden-op-zolder');
	await p.goto(`/${o.lang}/pets/new`);
	await p.fill('#name', 'Moos');
	await p.check('#kind-dog', { force: true });
	await p.fill('#breed', 'Herder');
	await p.fill('#weight', '28');
	await press(p, 'main form button');
	t.ok((await p.locator('main').innerText()).includes('Moos'),
		'a pet is added');
	return email;
}

// Step 3: the request, in its four steps.
async function request(t, p, o, profile) {
	await p.goto(profile);
	const id = /caregiver\/(\d+)/.exec(profile)[1];
	await p.goto(`/${o.lang}/request/new?caregiver=${id}&service=walk`);
	await p.fill('#from', ahead(o.days));
	await p.fill('#from_min', '03:00');
	await p.fill('#to_min', '04:00');
	await press(p, 'main form button[type=submit]');
	t.ok(await p.locator('.note.warn .rows a').count() === 3,
		'a time that is not free is refused with three others');
	await press(p, '.note.warn .rows a >> nth=2');
	await p.fill('#from', ahead(o.days));
	await p.fill('#from_min', '11:00');
	await p.fill('#to_min', '12:00');
	await press(p, 'main form button[type=submit]');
	t.ok(/\/pets$/.test(p.url()), 'next come the pets', p.url());
	await p.check('input[name=pet]');
	await press(p, 'main form button[type=submit]');
	await p.fill('#note', 'Moos zwemt graag.');
	await p.check('#off_leash');
	await p.fill('#emergency_name', 'Griet');
	await p.fill('#emergency_phone', '12');
	await press(p, 'main form button[type=submit]');
	t.ok(await p.locator('#emergency_phone-e').count() === 1,
		'a wrong phone number is told beside its field');
	t.is(await p.inputValue('#note'), 'Moos zwemt graag.',
		'and the rest stays as it was typed');
	await p.fill('#emergency_phone', '0470 12 34 56');
	await press(p, 'main form button[type=submit]');
	t.ok(/15[.,]00/.test(await p.locator('aside').innerText()),
		'the price is shown line by line');
	t.ok(await p.locator('table.back tr').count() === 4,
		'and what comes back when cancelling');
	await p.check('#agree');
	await press(p, 'main form button[type=submit]');
	t.ok(/\/booking\/\d+$/.test(p.url()), 'the request is sent', p.url());
	return p.url();
}

// Step 4: the caregiver reads the mail, looks, and says yes.
async function accept(t, p, o, booking) {
	const text = await t.mail('lisa@example.be', booking.match(/\d+$/)[0]);
	const link = /https:\S+\/booking\/\d+/.exec(text);
	t.ok(link, 'the caregiver gets a mail', text);
	await p.goto(link[0]);
	t.ok(/login/.test(p.url()), 'its link asks to log in first');
	await p.fill('#email', 'lisa@example.be');
	await p.fill('#password', 'wandelen-met-Rex-1');
	await press(p, 'main form button[type=submit]');
	t.ok(/\/booking\/\d+$/.test(p.url()), 'and then leads to the request',
		p.url());
	const body = await p.locator('main').innerText();
	t.ok(body.includes('Moos') && body.includes('Griet') &&
		body.includes('zwemt'), 'it has all that is needed to decide');
	t.ok(!body.includes('Persoon'), 'but not the whole name yet');
	await press(p, '.acts form button');
	t.ok(await p.locator('.badge').first().innerText() !== '',
		'she says yes');
}

// Step 5: a card that fails, one that asks for a further step, and the mails.
async function paying(t, p, o, booking) {
	await p.goto(booking);
	await press(p, '.acts form button');
	await pay(t, p, '4000 0000 0000 0002', async () => {
		t.ok(/\/c\/pay\//.test(p.url()),
			'a declined card stays on the payment page');
	});
	await pay(t, p, '4000 0025 0000 3155', async () => {
		t.ok(!/\/booking\//.test(p.url()), 'another asks for a further step');
	});
	await press(p, 'form button >> nth=0');
	await p.waitForURL(/\/(pay|booking)\/\d+/, { timeout: 40000 });
	t.ok(await t.until(async () => {
		await p.goto(booking);
		return (await p.locator('.badge').first().innerText())
			=== o.paid;
	}, 40), 'the webhook makes it paid', await p.locator('.badge').first()
		.innerText());
	t.ok((await p.locator('main').innerText()).includes('Claes'),
		'now the whole name is shown');
	const id = booking.match(/\d+$/)[0];
	t.ok(await t.mail('lisa@example.be', id), 'both get mails');
}

// Step 6: report, both reviews. Step 7: the money.
async function finish(t, owner, lisa, o, booking) {
	const page = `/${o.lang}/booking/${booking.match(/\d+$/)[0]}`;
	await lisa.goto(page);
	await press(lisa, 'form[action$="/pass"] button');
	await lisa.goto(page + '/report');
	await lisa.fill('#reason', 'Een uur langs de Dijle. Alles ging goed.');
	await press(lisa, 'main form button');
	await owner.goto(page + '/review');
	await owner.check('input[name=stars][value="5"]', { force: true });
	await owner.fill('#body', 'Moos kwam moe en blij terug.');
	await press(owner, 'main form button');
	await lisa.goto(page);
	t.ok(!(await lisa.locator('main').innerText()).includes('moe en blij'),
		'the other does not see a review before writing one');
	await lisa.goto(page + '/review');
	await lisa.check('input[name=stars][value="4"]', { force: true });
	await lisa.fill('#body', 'Een lieve hond met een fijn baasje.');
	await press(lisa, 'main form button');
	await lisa.goto(page);
	t.ok((await lisa.locator('main').innerText()).includes('moe en blij'),
		'then both are shown');
	await lisa.goto(`/${o.lang}/earnings`);
	t.ok(/12[.,]00/.test(await lisa.locator('table').first().innerText()),
		'the caregiver sees what will be paid: 80 % of 15.00');
	const staff = await t.person({ ...o, width: 1280 });
	await t.login(staff, o.lang, 'sam@example.be');
	await staff.goto(`/${o.lang}/admin/booking/${booking.match(/\d+$/)[0]}`);
	const body = await staff.locator('main').innerText();
	t.ok(/15[.,]00/.test(body) && /12[.,]00/.test(body) && /3[.,]00/
		.test(body), 'the ledger shows payment, commission and share');
}

async function journey(t, o) {
	const owner = await t.person(o);
	const lisa = await t.person(o);
	const profile = await find(t, owner, o);
	await join(t, owner, o);
	const booking = await request(t, owner, o, profile);
	await accept(t, lisa, o, booking);
	await paying(t, owner, o, booking);
	await finish(t, owner, lisa, o, booking);
}

module.exports = { journey, ahead };
