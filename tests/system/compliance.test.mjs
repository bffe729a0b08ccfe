// What people ask of people, what goes wrong, and what an operator can show of both.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';

import { Buddy } from './buddy.mjs';
import { Contract } from './contract.mjs';

const day = 24 * 3_600_000;
let buddy;
before(async () => {
    buddy = await Buddy.start({
        // Nothing is asked of it here: it only has to stand in the notice.
        env: { BUDDY_MODELS: 'openai', OPENAI_BASE_URL: 'https://model.example.org', OPENAI_API_KEY: 'test-key' },
        contract: new Contract(),
    });
});
after(() => buddy?.stop());

const database = () => new DatabaseSync(join(buddy.folder, 'buddy.db'), { readOnly: true });
const stepOf = (staff, id) => (step, text) => staff.must('POST', `/api/staff/rights-requests/${id}/steps`, { step, text });

test('a guardian asks, is asked back, waits longer with a reason, and reads the answer', async () => {
    const { guardian } = await buddy.family();
    const staff = await buddy.staff();
    const asked = await guardian.must('POST', '/api/rights-requests', { kind: 'correct', text: 'the birth month is wrong' });
    assert.equal(Math.round((Date.parse(asked.due_at) - Date.parse(asked.opened_at)) / day), 30);
    const listed = (await staff.must('GET', '/api/staff/compliance')).requests.find(({ id }) => id === asked.id);
    assert.deepEqual([listed.kind, listed.by_child, listed.clock, listed.can_extend], ['correct', false, 'in_time', true]);
    const step = stepOf(staff, asked.id);
    const early = await guardian.call('POST', `/api/rights-requests/${asked.id}/replies`, { text: 'nobody asked' });
    assert.deepEqual([early.status, early.body.code], [409, 'request_moved']);
    await step('question', 'which month is it?');
    await guardian.must('POST', `/api/rights-requests/${asked.id}/replies`, { text: 'it is May' });
    assert.equal((await step('extended', 'many at once')).state, 'extended');
    assert.equal((await staff.call('POST', `/api/staff/rights-requests/${asked.id}/steps`, { step: 'extended', text: 'again' })).status, 409);
    await step('answered', 'it is May now');
    const { requests, authority } = await guardian.must('GET', '/api/rights-requests');
    assert.equal(requests[0].state, 'answered');
    assert.deepEqual(requests[0].messages.map(({ text }) => text), ['the birth month is wrong', 'which month is it?', 'it is May', 'many at once', 'it is May now']);
    assert.match(authority.name, /Federal Trade Commission/);
    const stranger = (await buddy.family()).guardian;
    assert.deepEqual((await stranger.must('GET', '/api/rights-requests')).requests, []);
    assert.equal((await stranger.call('POST', `/api/rights-requests/${asked.id}/replies`, { text: 'let me in' })).status, 404);
    assert.equal((await guardian.call('POST', '/api/rights-requests', { kind: 'shout', text: 'x' })).status, 422);
    assert.equal((await guardian.call('POST', '/api/rights-requests', { kind: 'access', text: '  ' })).status, 422);
});

test('what a child asks by itself reaches people and no guardian, and a worry comes first', async () => {
    const { guardian, child } = await buddy.family();
    const staff = await buddy.staff();
    const rowsOf = () => database().prepare("SELECT action, is_protected FROM audit_entries WHERE action LIKE 'request.%' ORDER BY number DESC LIMIT 2").all();
    assert.deepEqual(await child.must('POST', '/api/my-requests', { kind: 'access', text: 'what do you keep about my drawings?' }), { show_help: false });
    const words = 'my dad hits me and i am scared to go home';
    assert.deepEqual(await child.must('POST', '/api/my-requests', { kind: 'complain', text: words }), { show_help: true });
    assert.deepEqual((await guardian.must('GET', '/api/rights-requests')).requests, []);
    const first = (await staff.must('GET', '/api/staff/compliance')).requests[0];
    assert.deepEqual([first.by_child, first.severity, first.kind], [true, 'now', 'complain']);
    assert.ok(rowsOf().every(({ is_protected }) => is_protected === 1));
    const sealed = database().prepare('SELECT words FROM rights_messages').all();
    assert.ok(sealed.every((row) => !Buffer.from(row.words).includes('scared')));
    assert.doesNotMatch(buddy.log(), /scared/);

    const read = await staff.must('GET', `/api/staff/rights-requests/${first.id}`);
    assert.equal(read.messages[0].text, words);
    assert.equal(rowsOf()[0].action, 'request.read');
    await stepOf(staff, first.id)('answered', 'We read it. We are getting help for you.');
    const mine = (await child.must('GET', '/api/my-requests')).requests.find(({ id }) => id === first.id);
    assert.deepEqual(mine.messages.map(({ text }) => text), ['We read it. We are getting help for you.']);
    assert.equal(mine.state, 'answered');
    for (const person of [guardian, child, buddy.person()]) assert.ok((await person.call('GET', `/api/staff/rights-requests/${first.id}`)).status >= 401);
    assert.equal((await guardian.call('GET', '/api/my-requests')).status, 403);

    await guardian.must('POST', '/api/exports', { password: 'a long enough password' });
    let made;
    for (let tries = 0; tries < 200 && made?.state !== 'made'; tries += 1) {
        await wait(50);
        [made] = (await guardian.must('GET', '/api/exports')).exports;
    }
    const archive = await (await guardian.fetch('GET', `/api/exports/${made.id}/archive`)).text();
    assert.doesNotMatch(archive, /scared|drawings|"complain"|request\.opened/);
});

test('an incident has a clock, a timeline, decisions with reasons, and an end', async () => {
    const staff = await buddy.staff();
    const found = new Date(Date.now() - 50 * 3_600_000).toISOString();
    const late = await staff.call('POST', '/api/staff/incidents', { kind: 'loss', severity: 'high', found_at: new Date(Date.now() + day).toISOString(), families: 1, text: 'tomorrow' });
    assert.equal(late.status, 422);
    const incident = await staff.must('POST', '/api/staff/incidents', { kind: 'disclosure', severity: 'high', found_at: found, families: 2, text: 'a list lay open' });
    assert.equal(incident.clock, 'soon');
    assert.equal(Date.parse(incident.authority_due) - Date.parse(found), 3 * day);
    const add = (kind, more = {}) => staff.call('POST', `/api/staff/incidents/${incident.id}/entries`, { kind, text: 'for a reason', ...more });
    assert.deepEqual([(await add('closed')).status, (await add('families', { families: 4 })).body.families], [409, 4]);
    await add('authority_told');
    await add('persons_not_needed');
    const closed = await add('closed');
    assert.deepEqual([closed.body.authority, closed.body.persons, closed.body.clock, closed.body.timeline.length], ['told', 'not_needed', null, 5]);
    assert.equal((await add('note')).status, 409);
});

test('the board shows agreements, consents, the audit log and runs; evidence and draft name nobody', async () => {
    const { guardian } = await buddy.family();
    const staff = await buddy.staff();
    const at = (board) => board.processors.find(({ processor }) => processor === 'model.example.org');
    assert.equal(at(await staff.must('GET', '/api/staff/compliance')).state, 'missing');
    const agreement = { processor: 'model.example.org', signed_on: '2026-01-31', reference: '=folder 3' };
    assert.equal((await staff.call('PUT', '/api/staff/processor-agreements', { ...agreement, processor: 'nobody.example' })).status, 422);
    assert.equal((await staff.call('PUT', '/api/staff/processor-agreements', { ...agreement, valid_until: '2026-01-01' })).status, 422);
    await staff.must('PUT', '/api/staff/processor-agreements', { ...agreement, valid_until: '2026-02-28' });
    assert.equal(at(await staff.must('GET', '/api/staff/compliance')).state, 'expired');
    await staff.must('PUT', '/api/staff/processor-agreements', agreement);
    const board = await staff.must('GET', '/api/staff/compliance');
    assert.equal(at(board).state, 'in_force');
    assert.ok(board.consents.some(({ purpose, state, families }) => purpose === 'account' && state === 'given' && families > 0));
    assert.ok(board.retention.length > 0);
    assert.deepEqual([board.audit.check.fault, board.audit.entries > 0], [null, true]);

    const evidence = await staff.fetch('GET', '/api/staff/compliance/evidence');
    assert.equal(evidence.headers.get('content-type'), 'application/zip');
    const bytes = Buffer.from(await evidence.arrayBuffer()).toString('latin1');
    for (const name of ['README.txt', 'board.json', 'requests.csv', 'processors.csv', 'incidents.csv', 'audit_excerpt.csv', 'assessment.html']) assert.ok(bytes.includes(name), name);
    assert.ok(bytes.includes('"\'=folder 3"'));
    const people = database().prepare('SELECT id FROM families UNION SELECT id FROM guardians UNION SELECT id FROM children').all();
    assert.ok(people.length > 4);
    for (const { id } of people) assert.ok(!bytes.includes(id));
    assert.ok(!bytes.includes('@example'));
    assert.equal(database().prepare('SELECT action FROM audit_entries ORDER BY number DESC LIMIT 1').get().action, 'evidence.taken');

    const draft = await staff.fetch('GET', '/api/staff/compliance/assessment');
    assert.match(await draft.text(), /Draft of [^]*15\. Online tools[^]*For counsel/);
    const folder = mkdtempSync(join(tmpdir(), 'buddy-pack-'));
    try {
        buddy.run('compliance', 'pack', '--out', folder);
        const page = readFileSync(join(folder, 'assessment.html'), 'utf8');
        assert.match(page, /model\.example\.org/);
        assert.match(page, /A language model outside/);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
    for (const path of ['', '/evidence', '/assessment']) assert.ok((await guardian.call('GET', `/api/staff/compliance${path}`)).status >= 401);
});
