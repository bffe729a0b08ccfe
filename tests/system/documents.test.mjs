// Documents as this installation says them, seen from outside: made of the settings, accepted by version, asked anew when
// something material changes; and a company that is new gets nothing before consent, whatever was accepted.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { Buddy } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

let buddy;
let openai;
let refusing;

before(async () => {
    openai = await startOpenAi();
    buddy = await Buddy.start({ contract: new Contract(), env: { BUDDY_OPERATOR_NAME: 'House of Tests', BUDDY_OPERATOR_CONTACT: 'privacy@example.test' } });
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
});

const textOf = (blocks) => blocks.flatMap(({ parts, rows = [] }) => [...parts, ...rows.flat()].flat().map(({ text }) => text)).join(' ');
const read = async (kind, query = '') => buddy.person().must('GET', `/api/documents/${kind}${query}`);
const answersOf = async (guardian) => (await guardian.must('GET', '/api/document-answers')).documents;
const stateOf = (answers, kind) => answers.find((answer) => answer.kind === kind).state;
const answer = (guardian, documents, reply) => guardian.must('POST', '/api/document-answers', { documents: documents.map(({ kind, version }) => ({ kind, version })), answer: reply });

/** Starts it again with other settings over the same data. */
async function restart(env) {
    await buddy.stop({ keep: true });
    Object.assign(buddy.env, env);
    await buddy.serve();
}

test('everybody reads every document, with the facts of this installation and without questions for counsel', async () => {
    const { documents } = await buddy.person().must('GET', '/api/documents');
    assert.deepEqual(documents.map(({ kind }) => kind), ['terms', 'privacy', 'processors', 'retention', 'cookies', 'crisis', 'child-7-9', 'child-10-12', 'child-13-17']);
    for (const { kind, reviewed } of documents) {
        const text = textOf((await read(kind)).blocks);
        assert.doesNotMatch(text, /counsel|\{\{|\}\}/, kind);
        assert.equal(reviewed, false);
    }
    assert.match(textOf((await read('privacy')).blocks), /House of Tests runs this Buddy.*privacy@example\.test/s);
    assert.match(textOf((await read('processors')).blocks), /There is none/);
    assert.match(textOf((await read('crisis', '?country=DE')).blocks), /Nummer gegen Kummer.*116 111/s);
    assert.doesNotMatch(textOf((await read('crisis')).blocks), /116 111/);
    assert.equal((await buddy.person().call('GET', '/api/documents/nothing')).status, 404);
    assert.match(buddy.run('documents', 'lint'), /texts: sound/);
    assert.match(buddy.run('documents', 'counsel'), /terms\/en\n {4}\w/);
});

test('the cookie policy names every cookie that the server sets, and no other', async () => {
    const set = new Set();
    const { guardian, child } = await buddy.family();
    for (const person of [guardian, child, await buddy.staff()]) for (const name of person.cookies.keys()) set.add(name.replace('__Host-', ''));
    const cookies = (await read('cookies')).blocks.find(({ kind }) => kind === 'table').rows.map(([name]) => name[0].text);
    assert.deepEqual(cookies.sort(), [...set].sort());
});

test('the retention document is the table that the server follows', async () => {
    const table = (await read('retention')).blocks.find(({ kind }) => kind === 'table');
    const rows = buddy.run('retention', 'schedule').split('\n').slice(2).filter(Boolean);
    assert.equal(table.rows.length, rows.length);
    assert.match(textOf([table]), /what children wrote, what Buddy answered, and the mood it read 90 days/);
});

test('acceptance is by version, in the export, in the audit log, and gone with the family', async () => {
    const guardian = await buddy.guardian();
    const asked = await answersOf(guardian);
    assert.deepEqual(asked.map(({ kind, state }) => [kind, state]), [['terms', 'never'], ['privacy', 'never']]);
    const old = await guardian.call('POST', '/api/document-answers', { documents: [{ kind: 'terms', version: '2020-01-01.00000000' }], answer: 'accepted' });
    assert.deepEqual([old.status, old.body.code], [409, 'document_changed']);
    const odd = await guardian.call('POST', '/api/document-answers', { documents: [{ kind: 'cookies', version: 'x' }], answer: 'accepted' });
    assert.equal(odd.status, 404);
    assert.equal((await guardian.call('POST', '/api/document-answers', { documents: asked.map(({ kind, version }) => ({ kind, version })), answer: 'maybe' })).status, 422);
    const { documents } = await answer(guardian, asked, 'accepted');
    assert.ok(documents.every(({ state, accepted_at }) => state === 'accepted' && accepted_at !== null));
    const database = new DatabaseSync(join(buddy.folder, 'buddy.db'), { readOnly: true });
    const kept = database.prepare('SELECT kind, version, answer FROM document_answers ORDER BY number').all();
    assert.deepEqual(kept.map(({ kind, version }) => [kind, version]), asked.map(({ kind, version }) => [kind, version]));
    assert.equal(database.prepare("SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'policy.accepted'").get().n, 1);
    assert.match(database.prepare("SELECT body FROM document_versions WHERE kind = 'privacy'").get().body, /House of Tests/);
    database.close();
    assert.equal((await buddy.person().call('GET', '/api/document-answers')).status, 401);
});

test('a small change is told once; a review holds through it', async () => {
    const guardian = await buddy.guardian();
    await answer(guardian, await answersOf(guardian), 'accepted');
    assert.match(buddy.run('documents', 'review', 'terms', '--by', 'A. Counsel'), /Checked by A. Counsel/);
    await restart({ BUDDY_OPERATOR_CONTACT: 'new@example.test' });
    const changed = await answersOf(guardian);
    assert.deepEqual(changed.map(({ state }) => state), ['changed', 'changed']);
    assert.deepEqual(changed[0].changes, [{ before: 'Questions go to privacy@example.test.', now: 'Questions go to new@example.test.' }]);
    assert.equal((await read('terms')).reviewed, true);
    await answer(guardian, changed, 'read');
    assert.ok((await answersOf(guardian)).every(({ state }) => state === 'accepted'));
});

test('a new company is asked about with what changed, and gets nothing before consent, whatever was accepted', async () => {
    const { guardian, child } = await buddy.family();
    await answer(guardian, await answersOf(guardian), 'accepted');
    const conversation = await child.conversation();
    refusing = await buddy.family();
    await answer(refusing.guardian, await answersOf(refusing.guardian), 'accepted');
    await restart({ OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'test-key' });
    const host = new URL(openai.url).host;
    const asked = await answersOf(guardian);
    assert.equal(stateOf(asked, 'privacy'), 'asked');
    const news = asked.find(({ kind }) => kind === 'privacy').changes.filter(({ now }) => now.includes(host));
    assert.equal(news.length, 1);
    assert.match(textOf((await read('processors')).blocks), new RegExp(host));

    await child.say(conversation, 'i had a long day at school');
    assert.equal(await openai.requests(), 0, 'nothing went there before anything was answered');
    await answer(guardian, asked, 'accepted');
    assert.ok((await answersOf(guardian)).every(({ state }) => state === 'accepted'));
    await child.say(conversation, 'and then it rained');
    assert.equal(await openai.requests(), 0, 'nor after the notice was accepted: that is no consent');
    const { uses, notice_changed } = await guardian.must('GET', '/api/consents');
    assert.equal(notice_changed, true);
    assert.equal(uses.find(({ processor }) => processor === host).state, 'none');
    await buddy.consent(guardian);
    await child.say(conversation, 'but now it is sunny');
    assert.equal(await openai.requests(), 1);
});

test('who says no loses nothing: pages, export and the child go on, and a later yes counts', async () => {
    const { guardian, child } = refusing;
    const asked = await answersOf(guardian);
    assert.equal(stateOf(asked, 'privacy'), 'asked');
    await answer(guardian, asked, 'declined');
    assert.ok((await answersOf(guardian)).every(({ state }) => state === 'declined'));
    const before = await openai.requests();
    await child.say(await child.conversation(), 'hello again');
    assert.equal(await openai.requests(), before);
    await guardian.must('GET', '/api/alerts');
    await guardian.must('POST', '/api/exports', { password: 'a long enough password' });
    await answer(guardian, asked, 'accepted');
    assert.ok((await answersOf(guardian)).every(({ state }) => state === 'accepted'));
});
