#!/usr/bin/env node
// A life here, on a phone, with scripts off: an account, its mail, becoming a
// caregiver in five steps, staff who approve, an owner who finds her, a copy of
// her data, and her end. In two languages on SQLite, in the other two on
// PostgreSQL.
'use strict';
const fs = require('fs');
const { execFileSync } = require('child_process');
const path = require('path');
const { test, press } = require('./site');

const password = 'trois-chiens-au-grenier';
const bio = 'Je promène des chiens tous les jours, par tous les temps, et je'
	+ ' connais *presque* tous les parcs de Namur.';

// No sideways scrolling, and the page is in its language.
async function fits(t, p, lang, name) {
	const wide = await p.evaluate(() =>
		document.documentElement.scrollWidth - window.innerWidth);
	t.ok(wide <= 0, `${lang}: ${name} fits a phone`, `${wide} px too wide`);
	t.is(await p.getAttribute('html', 'lang'), lang, `${lang}: ${name} speaks it`);
}

const text = (p) => p.locator('main').innerText();
const says = async (p, what) => (await text(p)).includes(what);
const save = (p) => press(p, 'main form[action*="/caregiver/"] button.btn:not(.second)');

// An account, confirmed by the link in its mail, and logged in.
async function register(t, p, lang, who) {
	await p.fill('#first_name', who.first);
	await p.fill('#last_name', who.last);
	await p.fill('#email', who.email);
	await p.fill('#password', password);
	await p.fill('#postcode', '5000');
	await p.fill('#town', 'Namur');
	await p.check('#terms');
	await press(p, 'main form button[type=submit]');
	const link = /https:\S+\/verify\/\S+/.exec(await t.mail(who.email, '/verify/'));
	t.ok(link, `${lang}: a mail with a link comes`);
	t.ok(link[0].includes(`/${lang}/`), `${lang}: in the language of the page`, link[0]);
	await p.goto(link[0]);
	await press(p, 'main form button');
	await p.fill('#email', who.email);
	await p.fill('#password', password);
	await press(p, 'main form button[type=submit]');
}

async function join(t, p, lang, who) {
	await p.goto(`/${lang}/become-caregiver`);
	await press(p, 'main a[href*="/register"]');
	t.ok(await p.isChecked('input[name=role][value=care]'),
		`${lang}: who comes from there wants to care`);
	await register(t, p, lang, who);
	t.ok(p.url().endsWith(`/${lang}/account/caregiver`),
		`${lang}: confirming and logging in lead to the five steps`, p.url());
	await fits(t, p, lang, 'the overview');
}

async function first(t, p, lang) {
	await press(p, 'main a.btn');
	t.is(await p.inputValue('#town'), 'Namur', `${lang}: what is known is filled in`);
	await p.fill('#headline', 'Longues promenades au bord de la Meuse');
	await p.fill('#bio', 'Trop court.');
	await p.fill('#home', 'Maison sans escalier');
	await save(p);
	t.ok(/80/.test(await p.locator('#bio-e').innerText()),
		`${lang}: a short text is told beside its field`);
	t.is(await p.inputValue('#home'), 'Maison sans escalier',
		`${lang}: and the rest stays`);
	await fits(t, p, lang, 'the profile');
	await p.fill('#bio', bio);
	await save(p);
	t.ok(/\/services$/.test(p.url()), `${lang}: then come the services`, p.url());
}

async function second(t, p, lang) {
	await p.check('#walk');
	await p.fill('[name=walk-price]', '15,50');
	await p.check('[name=kind][value=dog]');
	await p.check('[name=size][value=s]');
	await p.check('[name=size][value=m]');
	await fits(t, p, lang, 'the services');
	await press(p, 'button[name=stop]');
	t.ok(/\/account\/caregiver$/.test(p.url()), `${lang}: one may stop here`, p.url());
	await p.goto(`/${lang}/account`);
	await press(p, 'main form[action$="/logout"] button');
}

// Another day: she logs in again and goes on where she was.
async function third(t, p, lang, who) {
	await t.login(p, lang, who.email, password);
	await p.goto(`/${lang}/account/caregiver`);
	await press(p, 'main a.btn');
	t.ok(/\/hours$/.test(p.url()), `${lang}: she goes on where she was`, p.url());
	await p.fill('[name=d1-0-from]', '08:00');
	await p.fill('[name=d1-0-to]', '12:00');
	await press(p, 'button[name=more]');
	t.is(await p.inputValue('[name=d1-0-from]'), '08:00',
		`${lang}: another row keeps what was typed`);
	await p.fill('[name=d1-1-from]', '13:30');
	await p.fill('[name=d1-1-to]', '18:00');
	await p.check('#policy');
	await fits(t, p, lang, 'the hours');
	await save(p);
	t.ok(/\/papers$/.test(p.url()), `${lang}: then come the papers`, p.url());
}

async function rest(t, p, lang, who) {
	await fits(t, p, lang, 'the papers');
	await p.check('[name=trader][value=no]', { force: true });
	await press(p, 'form[action$="/papers"] button.btn:not(.quiet)');
	t.ok(/\/payout$/.test(p.url()), `${lang}: then the payout`, p.url());
	await p.fill('#iban', 'BE68 5390 0754 7035');
	await p.check('#rules');
	await save(p);
	t.ok(await p.locator('#iban-e').count() === 1,
		`${lang}: a wrong digit in the account is told`);
	await fits(t, p, lang, 'the payout');
	await p.fill('#iban', 'BE68 5390 0754 7034');
	await save(p);
	t.ok(await p.locator('form[action$="/account/caregiver"] button').count()
		=== 1, `${lang}: all is filled in`, await text(p));
	await press(p, 'form[action$="/account/caregiver"] button');
	t.ok(await says(p, t.say(lang, 'Your profile is in review.')),
		`${lang}: it is sent in`, await text(p));
	t.ok(await t.mail(who.email, '/account/caregiver'), `${lang}: and a mail says so`);
	await p.goto(`/${lang}/account`);
	await fits(t, p, lang, 'the account');
}

// The names of those whom an owner of a dog finds in Namur.
async function found(p, lang) {
	const names = [];
	await p.goto(`/${lang}/search?place=5000&service=walk`);
	for (;;) {
		names.push(...await p.locator('.card h2').allInnerTexts());
		if (names.some((n) => n.includes('Zoélie L')) ||
			await p.locator('main a[rel=next]').count() === 0)
			return names;
		await press(p, 'main a[rel=next]');
	}
}

async function owner(t, p, lang, who) {
	await p.goto(`/${lang}/register`);
	await p.check('input[name=role][value=owner]', { force: true });
	await register(t, p, lang, who);
	await p.goto(`/${lang}/account/welcome`);
	await fits(t, p, lang, 'the welcome');
	await press(p, 'main a.btn[href*="/pets/new"]');
	await p.fill('#name', 'Fripouille');
	await press(p, 'main form.flow button.btn:not(.second):not(.quiet)');
	t.ok(/\/account\/welcome$/.test(p.url()), `${lang}: a pet, and back`, p.url());
	await press(p, 'main a.btn[href*="/needs"]');
	await p.check('input[name=services][value=walk]', { force: true });
	await p.check('input[name=timing][value=weekend]', { force: true });
	await press(p, 'main form.flow button.btn:not(.quiet)');
	await fits(t, p, lang, 'the needs');
	t.ok(await p.locator('main a.btn[href*="/search?place=5000"]').count() === 1,
		`${lang}: and on to the caregivers of the town`, await text(p));
}

async function approve(t, p, lang, who) {
	await p.goto(`/${lang}/admin/caregivers`);
	await fits(t, p, lang, 'the queue');
	await press(p, `main td a:text-is("${who.first} ${who.last}")`);
	await fits(t, p, lang, 'her file');
	t.ok(await says(p, 'au bord de la Meuse'), `${lang}: staff read the profile`);
	await press(p, 'main a.btn[href$="/approve"]');
	await press(p, 'main form.flow button.btn');
	t.ok(await says(p, t.say(lang, 'Approved')), `${lang}: she is approved`);
	t.ok(await t.mail(who.email, t.say(lang, 'See your profile')),
		`${lang}: and gets a mail`);
}

async function copy(t, p, lang, who) {
	await p.goto(`/${lang}/account/privacy`);
	await fits(t, p, lang, 'her data');
	await press(p, 'main a[href$="/privacy/copy"]');
	await press(p, 'main form button.btn');
	t.ok(await t.mail(who.email, '/account/privacy'), `${lang}: a mail says that the copy is there`);
	await p.goto(`/${lang}/account/privacy`);
	const coming = p.waitForEvent('download');
	await p.click('main a[href$="/privacy/file"]');
	const file = path.join(t.site.dir, `copy-${lang}.zip`);
	await (await coming).saveAs(file);
	const page = execFileSync('unzip', ['-p', file, 'index.html'], { encoding: 'utf8' });
	t.ok(page.includes(`lang="${lang}"`), `${lang}: its page is in the language`);
	t.ok(page.includes('au bord de la Meuse') && page.includes(who.email),
		`${lang}: it has what she wrote, and who she is`);
	const json = JSON.parse(execFileSync('unzip', ['-p', file, 'json/users.json'],
		{ encoding: 'utf8' }));
	t.is(json[0].last_name, who.last, `${lang}: for programs too`);
	fs.rmSync(file);
}

async function leave(t, p, lang, who) {
	await p.goto(`/${lang}/account/close`);
	await fits(t, p, lang, 'what closing means');
	await press(p, 'main form button.danger');
	const link = /https:\S+\/account\/close\/\S+/.exec(await t.mail(who.email,
		'/account/close/'));
	t.ok(link, `${lang}: a mail asks once more`);
	await p.goto(link[0]);
	await press(p, 'main form button.danger');
	t.ok(await says(p, t.say(lang, 'Your account is closed')), `${lang}: it is closed`);
	await fits(t, p, lang, 'the end');
}

async function life(t, lang, staff) {
	const now = Date.now().toString(36);
	const who = { first: 'Zoélie', last: 'Lambert', email: `gardienne.${lang}.${now}@example.be` };
	const other = { first: 'Léo', last: 'Simon', email: `leo.${lang}.${now}@example.be` };
	const how = { scripts: false, width: 375, locale: `${lang}-BE` };
	const she = await t.person(how), he = await t.person(how);
	await join(t, she, lang, who);
	await first(t, she, lang);
	await second(t, she, lang);
	await third(t, she, lang, who);
	await rest(t, she, lang, who);
	await owner(t, he, lang, other);
	const there = (names) => names.some((n) => n.includes('Zoélie L'));
	t.ok(!there(await found(he, lang)), `${lang}: nobody finds her yet`);
	await approve(t, staff, lang, who);
	const names = await found(he, lang);
	t.ok(there(names), `${lang}: now she is found`, `${he.url()}\n${names.join('\n')}\n${await text(he)}`);
	await press(he, '.card:has-text("Zoélie L") h2 a');
	t.ok(await says(he, 'au bord de la Meuse'), `${lang}: with her page`);
	await fits(t, he, lang, 'her page');
	await copy(t, she, lang, who);
	await leave(t, she, lang, who);
	t.ok(!there(await found(he, lang)), `${lang}: and nobody finds her any more`);
	await t.login(she, lang, who.email, password);
	t.ok(/\/account\/closing$/.test(she.url()), `${lang}: for 30 days she may come back`,
		she.url());
}

test(async (t) => {
	const staff = await t.person({ scripts: false, width: 375 });
	await t.login(staff, 'nl', 'sam@example.be');
	for (const lang of process.env.TT_TEST_ENGINE === 'postgres' ?
		['fr', 'en'] : ['nl', 'de'])
		await life(t, lang, staff);
});
