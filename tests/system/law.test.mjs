// `buddy law` from outside: what applies, for programs and for people; what is wrong with a pack; what the doctor says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { binary } from './buddy.mjs';

const law = (...words) => spawnSync(binary, ['law', ...words], { encoding: 'utf8' });

test('a child of 9 in Oregon gets its break every three hours, and the reason for it', () => {
    const told = law('applies', '--age', '9', '--place', 'US-OR', '--on', '2027-01-15', '--json');
    assert.equal(told.status, 0, told.stderr);
    const answer = JSON.parse(told.stdout);
    const pause = answer.powers.find((power) => power.power === 'break_reminder_every_minutes');
    assert.equal(pause.value, 180);
    assert.equal(pause.asked_by[0].citation, 'Or. SB 1546 (2026)');
    assert.equal(pause.asked_by[0].verified_at, null);
    assert.equal(answer.knowledge, 'known');
    const shown = law('applies', '--age=9', '--place=US-OR', '--on=2027-01-15');
    assert.match(shown.stdout, /break_reminder_every_minutes +180 minutes +us-or\.sb1546\.break/);
});

test('a country that nobody looked at gets the strictest, and hears so', () => {
    const told = law('applies', '--age', '9', '--place', 'JP', '--on', '2027-01-15');
    assert.match(told.stdout, /the strictest of all packs/);
    assert.match(told.stdout, /ai_notice_every_minutes +60 minutes/);
});

test('words that make no sense are refused with the usage', () => {
    for (const words of [[], ['applies'], ['applies', '--age', 'nine', '--place', 'GB'], ['applies', '--age', '9', '--place', 'UK'], ['applies', '--age', '9', '--place', 'GB', '--on', '2027-02-30'], ['bend']]) {
        const told = law(...words);
        assert.equal(told.status, 2, words.join(' '));
        assert.match(told.stderr, /buddy law applies --age/);
    }
});

test('the packs that ship are sound, and a broken one is named with its place', () => {
    assert.match(law('lint').stdout, /^\d+ packs, \d+ rules: well-formed\.$/m);
    const folder = mkdtempSync(join(tmpdir(), 'buddy-law-'));
    try {
        writeFileSync(join(folder, 'gb.json'), '{"pack": "gb", "name": "x", "places": ["UK"], "rules": [{"id": "gb.a"}]}');
        const told = law('lint', folder);
        assert.equal(told.status, 1);
        assert.match(told.stderr, /gb\.json\.places\[0\] is an unknown place/);
        assert.match(told.stderr, /gb\.json\.rules\[0\] needs "source"/);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
});

test('the doctor says which packs are loaded', () => {
    const told = spawnSync(binary, ['doctor'], { encoding: 'utf8', env: { PATH: process.env.PATH } });
    assert.match(told.stdout, /^ok +laws: \d+ packs \(.*us-or.*\) with \d+ rules, \d+ of them checked on the official page/m);
    assert.match(told.stdout, /laws to come: /);
});
