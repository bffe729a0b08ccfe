// What guardians may see of talks, by a level that the child knows; who looked; and the audit log of it all.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { Buddy, binary } from './buddy.mjs';
import { Contract } from './contract.mjs';

let buddy;
before(async () => {
    buddy = await Buddy.start({ contract: new Contract() });
});
after(() => buddy?.stop());

const said = 'we had a maths test at school and i was so nervous';

/** Every answer that a guardian can get about the child's talks. */
async function allSeen({ guardian, profile }, conversations) {
    const seen = [];
    const look = async (path) => {
        const { status, body } = await guardian.call('GET', path);
        seen.push([path, status, { ...body, request_id: undefined }]);
    };
    await look(`/api/children/${profile.id}/oversight`);
    await look(`/api/children/${profile.id}/talks`);
    for (const id of conversations) {
        await look(`/api/children/${profile.id}/talks/${id}/summary`);
        await look(`/api/children/${profile.id}/talks/${id}/transcript`);
    }
    await look(`/api/children/${profile.id}/moods`);
    await look('/api/alerts');
    await look('/api/children');
    return JSON.stringify(seen);
}

async function widen({ guardian, profile, child }, level) {
    await guardian.must('PUT', `/api/children/${profile.id}/oversight`, { level });
    await child.must('PUT', '/api/oversight/told', { level });
}

test('a guardian reads a summary without a quote, and what is wider only once the child knew', async () => {
    const home = await buddy.family();
    const { guardian, profile, child } = home;
    const conversation = await child.conversation();
    await child.say(conversation, said);
    const talks = `/api/children/${profile.id}/talks`;
    const [talk] = (await guardian.must('GET', talks)).talks;
    assert.equal(talk.id, conversation);
    assert.equal(talk.open, 'summary');
    const summary = await guardian.call('GET', `${talks}/${conversation}/summary`);
    assert.equal(summary.status, 200);
    for (const word of ['nervous', 'test at school']) assert.ok(!summary.text.includes(word), 'no quote');
    assert.equal((await guardian.call('GET', `${talks}/${conversation}/transcript`)).status, 403);

    assert.equal((await guardian.must('PUT', `/api/children/${profile.id}/oversight`, { level: 'transcript' })).told, false);
    await child.say(conversation, 'and then we played outside');
    assert.equal((await guardian.call('GET', `${talks}/${conversation}/transcript`)).status, 403, 'the child does not know yet');
    assert.deepEqual((await child.must('GET', '/api/oversight')).news, { level: 'transcript', before: 'summary' });
    assert.equal((await child.call('PUT', '/api/oversight/told', { level: 'excerpts' })).status, 409, 'not what it was shown');
    await child.must('PUT', '/api/oversight/told', { level: 'transcript' });
    assert.equal((await child.must('GET', '/api/oversight')).news, null);
    await child.say(conversation, 'tell me something about whales');
    const { turns } = await guardian.must('GET', `${talks}/${conversation}/transcript`);
    assert.deepEqual(turns.map((turn) => turn.child), ['tell me something about whales'], 'never backwards');

    await guardian.must('PUT', `/api/children/${profile.id}/oversight`, { level: 'titles' });
    assert.equal((await guardian.call('GET', `${talks}/${conversation}/transcript`)).status, 403, 'narrower counts at once');
    assert.equal((await guardian.call('GET', `${talks}/${conversation}/summary`)).status, 403);

    const { looks } = await child.must('GET', '/api/looks');
    assert.deepEqual(looks.map((look) => look.what), ['transcript', 'summary', 'titles'], 'refused looks saw nothing');
    assert.ok(looks.every((look) => look.who === guardian.email));
});

test('an excerpt shows the message of an alert, where the level opens it', async () => {
    const home = await buddy.family();
    await widen(home, 'excerpts');
    await home.child.say(await home.child.conversation(), 'i dont want to be alive anymore');
    const [alert] = (await home.guardian.must('GET', '/api/alerts')).alerts;
    const excerpt = await home.guardian.must('GET', `/api/alerts/${alert.id}/excerpt`);
    assert.equal(excerpt.child, 'i dont want to be alive anymore');
    assert.ok(excerpt.buddy.length > 10);
    assert.equal((await home.child.must('GET', '/api/looks')).looks[0].what, 'excerpts');
    const other = await buddy.family();
    assert.equal((await other.guardian.call('GET', `/api/alerts/${alert.id}/excerpt`)).status, 404);
});

test('a protected turn, and what follows it, cannot be told from a quiet day at any level', async () => {
    const home = await buddy.family();
    await widen(home, 'transcript');
    const open = await home.child.conversation();
    await home.child.say(open, said);
    const closed = await home.child.conversation();
    const before = await allSeen(home, [open, closed, 'none']);
    assert.ok(before.includes(said), 'or the rest would prove nothing');
    await home.child.say(closed, 'my dad hits me with his belt when he is drunk');
    await home.child.say(closed, 'can we talk about whales now');
    await home.child.say(open, 'my dad hits me when he is drunk and i am scared of him');
    await home.child.say(open, 'i want to hear about whales');
    assert.equal(await allSeen(home, [open, closed, 'none']), before);
});

test('guardians of other families find nothing, and children read their own looks only', async () => {
    const home = await buddy.family();
    const stranger = await buddy.family();
    const conversation = await home.child.conversation();
    await home.child.say(conversation, said);
    const path = `/api/children/${home.profile.id}`;
    for (const each of ['/oversight', '/talks', `/talks/${conversation}/summary`, `/talks/${conversation}/transcript`])
        assert.equal((await stranger.guardian.call('GET', path + each)).status, 404, each);
    assert.equal((await stranger.guardian.call('PUT', `${path}/oversight`, { level: 'transcript' })).status, 404);
    assert.equal((await home.child.call('GET', `${path}/talks`)).status, 403);
    assert.equal((await home.guardian.call('GET', '/api/looks')).status, 403);
    assert.deepEqual((await home.child.must('GET', '/api/looks')).looks, []);
});

test('the audit log holds every look and no word, and proves itself whole beside the running server', () => {
    const run = (...words) => spawnSync(binary, ['audit', ...words], { env: buddy.env, encoding: 'utf8' });
    const whole = run('verify');
    assert.equal(whole.status, 0, whole.stderr);
    assert.match(whole.stdout, /is whole: \d+ entries, 1 anchors/);
    const text = run('export').stdout;
    const entries = text.trim().split('\n').map((line) => JSON.parse(line));
    const actions = new Set(entries.map((entry) => entry.action));
    for (const action of ['account.signed_up', 'account.signed_in', 'child.added', 'device.paired', 'oversight.changed', 'conversations.listed', 'summary.read', 'transcript.read', 'excerpt.read', 'alerts.listed', 'moods.viewed'])
        assert.ok(actions.has(action), action);
    for (const word of ['whales', 'nervous', 'Robin', 'parent-', 'belt']) assert.ok(!text.includes(word), 'ids only');
    const cut = run('verify', '--anchor', `${entries.length + 100}:${'a'.repeat(64)}`);
    assert.equal(cut.status, 1);
    assert.match(cut.stderr, new RegExp(`entry ${entries.length + 1}`));
});
