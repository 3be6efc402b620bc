#!/usr/bin/env node
// An OpenID provider: oidc-provider behind a small proxy that can spoil what
// it says. Prints its port. It ends when its standard input does.
//
//	/test/login?to=URL   log in as SUB at the address URL, as a browser would;
//	                     answers with where the browser is sent in the end
//	/test/set?spoil=…    what the next token answers are like
//	/test/rotate         sign with another key
//	/test/fetched        how often the keys were fetched
'use strict';
const crypto = require('node:crypto');
const http = require('node:http');

const people = JSON.parse(process.argv[2]);
const back = process.argv[3];
let spoil = '', fetched = 0;

const b64 = (x) => Buffer.from(x).toString('base64url');
const part = (jwt, i) => JSON.parse(Buffer.from(jwt.split('.')[i], 'base64url'));

function sign(head, body, key) {
	const text = b64(JSON.stringify(head)) + '.' + b64(JSON.stringify(body));
	return text + '.' + crypto.sign('sha256', Buffer.from(text), key)
	    .toString('base64url');
}

async function main() {
	const { Provider } = await import('oidc-provider');
	const mine = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
	const other = crypto.generateKeyPairSync('rsa', { modulusLength: 2048 });
	const jwk = { ...mine.privateKey.export({ format: 'jwk' }), kid: 'one',
	    use: 'sig', alg: 'RS256' };
	const server = http.createServer();
	await new Promise((go) => server.listen(0, '127.0.0.1', go));
	const issuer = 'http://127.0.0.1:' + server.address().port;
	const make = (key) => new Provider(issuer, {
		clients: [{ client_id: 'tailtribe', client_secret: 'top-secret',
		    redirect_uris: [back], response_types: ['code'],
		    grant_types: ['authorization_code'],
		    token_endpoint_auth_method: 'client_secret_post' }],
		jwks: { keys: [key] },
		pkce: { required: () => true },
		conformIdTokenClaims: false,
		cookies: { keys: ['a key of this test'] },
		features: { devInteractions: { enabled: false } },
		interactions: { url: (ctx, i) => '/test/interaction/' + i.uid },
		claims: { openid: ['sub'], email: ['email', 'email_verified'],
		    profile: ['given_name', 'family_name'] },
		findAccount: (ctx, sub) => ({ accountId: sub,
		    claims: () => ({ sub, ...people[sub] }) }),
	});
	let provider = make(jwk), real = provider.callback();
	let who = '';

	// What the provider answers to a code, made wrong.
	function spoiled(text) {
		const answer = JSON.parse(text);
		const jwt = answer.id_token;
		const head = part(jwt, 0), body = part(jwt, 1);
		const [h, b, s] = jwt.split('.');
		const now = Math.floor(Date.now() / 1000);
		const again = (more, key) => sign({ ...head, ...(key || {}) },
		    { ...body, ...more }, mine.privateKey);
		const ways = {
			nonce: () => again({ nonce: 'another' }),
			audience: () => again({ aud: 'somebody-else' }),
			expired: () => again({ exp: now - 3600, iat: now - 7200 }),
			future: () => again({ iat: now + 3600, exp: now + 7200 }),
			issuer: () => again({ iss: 'https://accounts.example' }),
			none: () => b64(JSON.stringify({ ...head, alg: 'none' }))
			    + '.' + b + '.',
			resigned: () => sign(head, body, other.privateKey),
			tampered: () => h + '.' + b64(JSON.stringify({ ...body,
			    sub: 'an' })) + '.' + s,
			kid: () => again({}, { kid: 'two' }),
			hs256: () => {
				const t = b64(JSON.stringify({ ...head, alg: 'HS256' }))
				    + '.' + b;
				return t + '.' + crypto.createHmac('sha256',
				    mine.publicKey.export({ type: 'spki', format: 'pem' }))
				    .update(t).digest('base64url');
			},
			same: () => again({}),
		};
		if (spoil === 'garbage')
			return '<html>';
		answer.id_token = ways[spoil]();
		return JSON.stringify(answer);
	}

	function relay(req, res) {
		const chunks = [];
		const end = res.end.bind(res);
		if (spoil === '' || req.url !== '/token')
			return real(req, res);
		res.write = (c) => { chunks.push(Buffer.from(c)); return true; };
		res.end = (c) => {
			if (c)
				chunks.push(Buffer.from(c));
			let text = Buffer.concat(chunks).toString();
			if (res.statusCode === 200)
				text = spoiled(text);
			res.removeHeader('Content-Length');
			return end(text);
		};
		return real(req, res);
	}

	// As a browser: follow redirects at the provider, with its cookies.
	async function login(to) {
		const jar = {};
		for (let i = 0; i < 10; i++) {
			const got = await fetch(to, { redirect: 'manual', headers: {
			    cookie: Object.entries(jar).map((c) => c.join('=')).join('; ') } });
			for (const c of got.headers.getSetCookie()) {
				const [name, value] = c.split(';')[0].split('=');
				jar[name] = value;
			}
			const next = got.headers.get('location');
			if (!next)
				return 'status ' + got.status + ' ' + await got.text();
			to = new URL(next, to).href;
			if (to.startsWith(back))
				return to;
		}
		return 'too many redirects';
	}

	async function interaction(req, res) {
		const { prompt, params, grantId } =
		    await provider.interactionDetails(req, res);
		if (prompt.name === 'login')
			return provider.interactionFinished(req, res,
			    { login: { accountId: who } });
		const grant = grantId ? await provider.Grant.find(grantId) :
		    new provider.Grant({ accountId: who, clientId: params.client_id });
		grant.addOIDCScope('openid email profile');
		return provider.interactionFinished(req, res,
		    { consent: { grantId: await grant.save() } },
		    { mergeWithLastSubmission: true });
	}

	server.on('request', async (req, res) => {
		const url = new URL(req.url, issuer);
		if (url.pathname === '/jwks')
			fetched++;
		if (url.pathname === '/test/set') {
			spoil = url.searchParams.get('spoil') || '';
			return res.end('ok');
		}
		// Another key from now on, and the first one is forgotten.
		if (url.pathname === '/test/rotate') {
			provider = make({ ...other.privateKey.export({ format: 'jwk' }),
			    kid: 'two', use: 'sig', alg: 'RS256' });
			real = provider.callback();
			return res.end('ok');
		}
		if (url.pathname === '/test/fetched')
			return res.end(String(fetched));
		if (url.pathname === '/test/login') {
			who = url.searchParams.get('sub');
			return res.end(await login(url.searchParams.get('to')));
		}
		if (url.pathname.startsWith('/test/interaction/'))
			return interaction(req, res);
		return relay(req, res);
	});
	process.stdin.resume();
	process.stdin.on('end', () => process.exit(0));
	process.stdout.write(server.address().port + '\n');
}
main();
