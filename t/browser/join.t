#!/usr/bin/env node
// Becoming a caregiver in French, on a phone, with scripts off: an account,
// its mail, the five steps, and sending in.
'use strict';
const { test } = require('./site');

const email = `gardienne.${Date.now().toString(36)}@example.be`;
const password = 'trois-chiens-au-grenier';
const bio = 'Je promène des chiens tous les jours, par tous les temps, et je'
	+ ' connais *presque* tous les parcs de Namur.';

async function press(p, selector) {
	const there = p.waitForNavigation({ waitUntil: 'load' });
	await p.click(selector);
	await there;
}

// No sideways scrolling, and the page is in French.
async function fits(t, p, name) {
	const wide = await p.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);
	t.ok(wide <= 0, `${name} fits a phone`, `${wide} px too wide`);
}

const text = (p) => p.locator('main').innerText();
const save = (p) => press(p, 'main form[action*="/caregiver/"] button.btn:not(.second)');

async function register(t, p) {
	await p.goto('/fr/become-caregiver');
	await press(p, 'main a[href*="/register"]');
	t.ok(await p.isChecked('input[name=role][value=care]'),
		'who comes from there wants to care');
	await p.fill('#first_name', 'Zoé');
	await p.fill('#last_name', 'Lambert');
	await p.fill('#email', email);
	await p.fill('#password', password);
	await p.fill('#postcode', '5000');
	await p.fill('#town', 'Namur');
	await p.check('#terms');
	await press(p, 'main form button[type=submit]');
	const link = /https:\S+\/verify\/\S+/.exec(await t.mail(email, '/verify/'));
	t.ok(link, 'a mail with a link comes');
	await p.goto(link[0]);
	await press(p, 'main form button');
	await p.fill('#email', email);
	await p.fill('#password', password);
	await press(p, 'main form button[type=submit]');
	t.ok(/\/fr\/account\/caregiver$/.test(p.url()),
		'confirming and logging in lead to the five steps', p.url());
	await fits(t, p, 'the overview');
}

async function first(t, p) {
	await press(p, 'main a.btn');
	t.is(await p.inputValue('#town'), 'Namur', 'what is known is filled in');
	await p.fill('#headline', 'Longues promenades au bord de la Meuse');
	await p.fill('#bio', 'Trop court.');
	await p.fill('#home', 'Maison sans escalier');
	await save(p);
	t.ok(/au moins 80/.test(await p.locator('#bio-e').innerText()),
		'a short text is told beside its field');
	t.is(await p.inputValue('#home'), 'Maison sans escalier',
		'and the rest stays');
	await fits(t, p, 'the profile');
	await p.fill('#bio', bio);
	await save(p);
	t.ok(/\/services$/.test(p.url()), 'then come the services', p.url());
}

async function second(t, p) {
	await p.check('#walk');
	await p.fill('[name=walk-price]', '15,50');
	await p.check('[name=kind][value=dog]');
	await p.check('[name=size][value=s]');
	await p.check('[name=size][value=m]');
	await fits(t, p, 'the services');
	await press(p, 'button[name=stop]');
	t.ok(/services|heures/.test(await text(p)), 'one may stop here');
	await press(p, 'header form[action$="/logout"] button, main form[action$="/logout"] button');
}

// Another day: she logs in again and goes on where she was.
async function third(t, p) {
	await t.login(p, 'fr', email, password);
	await p.goto('/fr/account/caregiver');
	await press(p, 'main a.btn');
	t.ok(/\/hours$/.test(p.url()), 'she goes on where she was', p.url());
	await p.fill('[name=d1-0-from]', '08:00');
	await p.fill('[name=d1-0-to]', '12:00');
	await press(p, 'button[name=more]');
	t.is(await p.inputValue('[name=d1-0-from]'), '08:00',
		'another row keeps what was typed');
	await p.fill('[name=d1-1-from]', '13:30');
	await p.fill('[name=d1-1-to]', '18:00');
	await p.check('#policy');
	await fits(t, p, 'the hours');
	await save(p);
	t.ok(/\/papers$/.test(p.url()), 'then come the papers', p.url());
}

async function rest(t, p) {
	await fits(t, p, 'the papers');
	await p.check('[name=trader][value=no]');
	await press(p, 'form[action$="/papers"] button.btn:not(.quiet)');
	t.ok(/\/payout$/.test(p.url()), 'then the payout', p.url());
	await p.fill('#iban', 'BE68 5390 0754 7035');
	await p.check('#rules');
	await save(p);
	t.ok(await p.locator('#iban-e').count() === 1,
		'a wrong digit in the account is told');
	await fits(t, p, 'the payout');
	await p.fill('#iban', 'BE68 5390 0754 7034');
	await save(p);
	t.ok(await p.locator('form[action$="/account/caregiver"] button').count()
		=== 1, 'all is filled in', await text(p));
	await press(p, 'form[action$="/account/caregiver"] button');
	t.ok(/en cours d'examen/.test(await text(p)), 'it is sent in', await text(p));
	t.ok(await t.mail(email, '/account/caregiver'), 'and a mail says so');
	await p.goto('/fr/account');
	t.ok(/en cours d'examen/.test(await text(p)), 'the account says it too');
	await fits(t, p, 'the account');
}

test(async (t) => {
	const p = await t.person({ scripts: false, width: 375, locale: 'fr-BE' });
	await register(t, p);
	await first(t, p);
	await second(t, p);
	await third(t, p);
	await rest(t, p);
});
