#!/usr/bin/env node
// The main job in English, on a desk, with scripts.
'use strict';
const { test } = require('./site');
const { journey } = require('./journey');

test((t) => journey(t, { lang: 'en', scripts: true, width: 1280, days: 6,
	paid: 'Paid' }));
