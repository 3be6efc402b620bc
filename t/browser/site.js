// A running TailTribe and a real browser, for the tests beside this file.
//
//	const { test } = require('./site');
//	test(async (t) => { const p = await t.person(); await p.goto('/nl/'); … });
//
// The site is ./demo with a folder and a port of its own, from the build that
// TT_BUILD names, on the engine that TT_TEST_ENGINE names; or, with TT_SITE
// (and TT_SITE_DIR), one that is up already. Prints TAP.
'use strict';
const { chromium } = require('playwright-core');
const { spawn } = require('child_process');
const fs = require('fs');
const net = require('net');
const os = require('os');
const path = require('path');

const src = path.resolve(__dirname, '../..');
let count = 0, failed = 0;

function ok(fine, name, more) {
	count++;
	failed += !fine;
	console.log(`${fine ? '' : 'not '}ok ${count} - ${name}`);
	if (!fine && more !== undefined)
		console.log(String(more).replace(/^/gm, '#   '));
	return fine;
}

function freePort() {
	// The demo takes three in a row; ask for one and hope for its neighbours.
	return new Promise((done) => {
		const s = net.createServer().listen(0, '127.0.0.1', () => {
			const port = s.address().port;
			s.close(() => done(port > 65000 ? port - 1000 : port));
		});
	});
}

async function start() {
	if (process.env.TT_SITE)
		return { url: process.env.TT_SITE, dir: process.env.TT_SITE_DIR,
			stop: async () => {} };
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'tt-browser-'));
	fs.chmodSync(dir, 0o755);
	const port = await freePort();
	const args = ['--no-build', '--build', process.env.TT_BUILD, '--port',
		String(port), '--dir', dir, '--caregivers', '60', '--no-limits'];
	if (process.env.TT_TEST_ENGINE === 'postgres')
		args.push('--postgres');
	// ./demo makes its own database and takes no test's settings.
	const env = { ...process.env, ASAN_OPTIONS: 'detect_leaks=0' };
	for (const k of ['TT_CONF', 'TT_TEST_DB', 'TT_TEST_PG'])
		delete env[k];
	const demo = spawn(path.join(src, 'demo'), args, { env, cwd: src,
		stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	const ended = new Promise((done) => demo.on('exit', done));
	const ready = new Promise((done, fail) => {
		const hear = (b) => {
			said += b;
			const m = /^ready (https:\S+?)\/?$/m.exec(said);
			if (m)
				done(m[1]);
		};
		demo.stdout.on('data', hear);
		demo.stderr.on('data', hear);
		demo.on('exit', () => fail(new Error('demo ended:\n' + said)));
	});
	const stop = async () => {
		demo.kill('SIGINT');
		await ended;
		fs.rmSync(dir, { recursive: true, force: true });
	};
	try {
		return { url: await ready, dir, stop };
	} catch (e) {
		await stop();
		throw e;
	}
}

// Whoever has no mouse: what is clicked is reached by Tab and pressed.
function byKeyboard(p) {
	const reach = async (selector) => {
		const to = await p.locator(selector).first().elementHandle();
		for (let i = 0; i < 200; i++) {
			const at = await to.evaluate((e) => {
				const a = document.activeElement;
				return a === e ? 'it' : e.type === 'radio' && a &&
					a.type === 'radio' && a.name === e.name ? 'group' : '';
			});
			if (at)
				return { to, at };
			await p.keyboard.press('Tab');
		}
		throw new Error(`no Tab leads to ${selector}`);
	};
	const on = (e) => e.evaluate((x) => x.checked);
	p.click = async (selector) => {
		await reach(selector);
		await p.keyboard.press('Enter');
	};
	p.check = async (selector) => {
		if (await on(await p.locator(selector).first().elementHandle()))
			return;
		const { to, at } = await reach(selector);
		if (at === 'it')
			await p.keyboard.press('Space');
		for (let i = 0; i < 20 && !await on(to); i++)
			await p.keyboard.press('ArrowDown');
		if (!await on(to))
			throw new Error(`no key ticks ${selector}`);
	};
}

// The code of the demo's staff for a step of 30 seconds (RFC 6238).
function code(step) {
	const counter = Buffer.alloc(8);
	counter.writeBigUInt64BE(BigInt(step));
	const mac = require('crypto').createHmac('sha1', 'tailtribe-demo-staff').update(counter).digest();
	const at = mac[19] & 15;
	return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

// Press what leads to another page, and be there.
async function press(p, selector) {
	await Promise.all([p.waitForNavigation({ waitUntil: 'load' }), p.click(selector)]);
}

// What the pages say in a language: the catalogue's sentence for a msgid.
const catalogues = {};
function say(lang, id) {
	if (lang === 'en')
		return id;
	if (!catalogues[lang]) {
		const po = fs.readFileSync(path.join(src, 'po', `${lang}.po`), 'utf8');
		const all = catalogues[lang] = {};
		const text = (s) => JSON.parse(`[${s.trim().split('\n').join(',')}]`).join('');
		for (const m of po.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)/gm))
			all[text(m[1])] = text(m[2]);
	}
	const said = catalogues[lang][id];
	if (!said)
		throw new Error(`po/${lang}.po does not have: ${id}`);
	return said;
}

class Test {
	constructor(site, browser) {
		this.site = site;
		this.browser = browser;
		this.complaints = [];
	}
	ok(fine, name, more) { return ok(fine, name, more); }
	say(lang, id) { return say(lang, id); }
	is(got, want, name) {
		return ok(got === want, name, `got ${got}\nwant ${want}`);
	}
	// Somebody with a browser of their own. { scripts, width, lang, keyboard }
	async person(how = {}) {
		const c = await this.browser.newContext({ ignoreHTTPSErrors: true,
			javaScriptEnabled: how.scripts !== false,
			locale: how.locale || 'nl-BE', baseURL: this.site.url,
			timezoneId: 'Europe/Brussels',
			colorScheme: how.dark ? 'dark' : 'light',
			viewport: { width: how.width || 1280, height: 900 } });
		const p = await c.newPage();
		p.setDefaultTimeout(30000);
		if (how.keyboard)
			byKeyboard(p);
		p.on('console', (m) => {
			if (/Content Security Policy/.test(m.text()))
				this.complaints.push(m.text());
		});
		p.on('pageerror', (e) => this.complaints.push(String(e)));
		p.on('response', (r) => {
			if (r.status() >= 500)
				this.complaints.push(`${r.status()} ${r.url()}`);
		});
		return p;
	}
	// Log in as one of the demo's people.
	async login(p, lang, email, password = 'wandelen-met-Rex-1') {
		if (!/\/login$/.test(p.url()))
			await p.goto(`/${lang}/login`);
		await p.fill('#email', email);
		await p.fill('#password', password);
		await press(p, 'main form button[type=submit]');
		if (await p.locator('input[name=ticket]').count() === 0)
			return;
		// Staff give a code as well; each step's works once.
		const step = Math.max(Math.floor(Date.now() / 30000), (this.step || 0) + 1);
		while (step > Math.floor(Date.now() / 30000) + 1)
			await new Promise((done) => setTimeout(done, 500));
		this.step = step;
		await p.fill('#code', code(step));
		await press(p, 'main form button[type=submit]');
	}
	// The newest mail to an address: its text, waiting until it is there.
	async mail(to, word) {
		const dir = path.join(this.site.dir, 'mail');
		for (let i = 0; i < 150; i++) {
			for (const f of fs.readdirSync(dir).sort().reverse()) {
				if (!f.endsWith('.eml'))
					continue;
				const raw = fs.readFileSync(path.join(dir, f), 'utf8');
				if (!raw.includes(`To: <${to}>`))
					continue;
				const part = /text\/plain[^]*?\r\n\r\n([^]*?)--tt-/.exec(raw);
				const text = Buffer.from(part[1], 'base64').toString('utf8');
				if (!word || text.includes(word))
					return text;
			}
			await new Promise((r) => setTimeout(r, 200));
		}
		return '';
	}
	// Ask again until it holds: the queue works beside us.
	async until(f, seconds = 30) {
		for (let i = 0; i < seconds * 5; i++) {
			if (await f())
				return true;
			await new Promise((r) => setTimeout(r, 200));
		}
		return false;
	}
}

async function test(body) {
	let site, browser;
	try {
		site = await start();
		browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
				'--no-first-run', '--disable-background-networking',
				'--disable-component-update', '--disable-sync'] });
		const t = new Test(site, browser);
		await body(t);
		ok(t.complaints.length === 0, 'no script failed, nothing broke the'
			+ ' content policy, no answer was a 5xx',
			t.complaints.join('\n'));
	} catch (e) {
		ok(false, 'the journey came to its end', e.stack);
	} finally {
		if (browser)
			await browser.close();
		if (site)
			await site.stop();
		console.log(`1..${count}`);
		process.exitCode = failed ? 1 : 0;
	}
}

module.exports = { test, press };
