#!/usr/bin/env node
// The main job in Dutch, on a phone, with scripts off.
'use strict';
const { test } = require('./site');
const { journey } = require('./journey');

test((t) => journey(t, { lang: 'nl', scripts: false, width: 375, days: 5,
	paid: 'Betaald' }));
