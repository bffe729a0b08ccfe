// What children and guardians say of Buddy, from outside: thumbs, reports, the seldom question, and figures that tell of nobody.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

import { Buddy, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';

let buddy;
before(async () => {
    buddy = await Buddy.start({ contract: new Contract() });
});
after(() => buddy?.stop());

const turnOf = (events) => events.find(({ event }) => event === 'turn').data.turn;
const thumbPath = (conversation, turn) => `/api/conversations/${conversation}/turns/${turn}/thumb`;
const reports = async (staff) => (await staff.must('GET', '/api/staff/answer-reports')).reports;

/** Everything a guardian can get that could tell of a thumb. */
async function seenBy(guardian) {
    const seen = [];
    for (const path of ['/api/alerts', '/api/survey', '/api/family']) {
        const { status, body } = await guardian.call('GET', path);
        seen.push([path, status, { ...body, request_id: undefined }]);
    }
    return JSON.stringify(seen);
}

test('a child reports an answer, a moderator opens it with the look on record, and a decision closes it', async () => {
    const { guardian, child } = await buddy.family();
    const staff = await buddy.staff();
    const conversation = await child.conversation();
    await child.say(conversation, 'we had a maths test at school');
    const events = await child.say(conversation, 'tell me something about whales');
    const turn = turnOf(events);
    const quiet = await seenBy(guardian);
    await child.must('PUT', thumbPath(conversation, turn), { thumb: 'up' });
    assert.deepEqual((await child.must('GET', `/api/conversations/${conversation}/thumbs`)).thumbs, [{ turn, thumb: 'up', reason: null }]);
    assert.deepEqual(await reports(staff), [], 'a thumb up bothers nobody');
    await child.must('PUT', thumbPath(conversation, turn), { thumb: 'down', reason: 'not_true' });
    const [report] = await reports(staff);
    assert.equal(report.turn, turn);
    assert.equal(report.reason, 'not_true');
    assert.equal(report.is_protected, false);
    const opened = await staff.must('POST', `/api/staff/answer-reports/${turn}/reading`);
    assert.equal(opened.child, 'tell me something about whales');
    assert.equal(opened.answer, textOf(events));
    assert.equal(opened.before[0].child, 'we had a maths test at school');
    assert.match(buddy.run('audit', 'export'), /words\.read/);
    const { looks } = await guardian.must('GET', '/api/staff-looks');
    assert.deepEqual(looks.map(({ purpose, is_open }) => [purpose, is_open]), [['care', true]], 'the family is told that staff looked');
    assert.ok(!JSON.stringify(looks).includes(turn), 'not at what');
    assert.equal((await child.must('GET', '/api/looks')).staff.length, 1);
    assert.deepEqual((await staff.must('GET', '/api/staff/openings')).openings, []);
    assert.equal((await staff.call('PUT', `/api/staff/answer-reports/${turn}/finding`, { finding: 'boring' })).status, 422);
    await staff.must('PUT', `/api/staff/answer-reports/${turn}/finding`, { finding: 'fine' });
    assert.equal((await staff.call('POST', `/api/staff/answer-reports/${turn}/reading`)).status, 404);
    assert.equal(await seenBy(guardian), quiet, 'guardians hear nothing of it');
    for (const word of ['whales', 'not_true']) assert.ok(!buddy.log().includes(word), 'no word in the log');
});

test('a report is taken back with its thumb', async () => {
    const { child } = await buddy.family();
    const staff = await buddy.staff();
    const conversation = await child.conversation();
    const turn = turnOf(await child.say(conversation, 'tell me a riddle'));
    await child.must('PUT', thumbPath(conversation, turn), { thumb: 'down', reason: 'scary' });
    assert.equal((await reports(staff)).length, 1);
    await child.must('DELETE', thumbPath(conversation, turn));
    assert.deepEqual(await reports(staff), []);
    assert.deepEqual((await child.must('GET', `/api/conversations/${conversation}/thumbs`)).thumbs, []);
});

test('words of help take no thumb, and nobody reaches the thumbs of another', async () => {
    const { child, guardian } = await buddy.family();
    const other = await buddy.family();
    const conversation = await child.conversation();
    const calm = turnOf(await child.say(conversation, 'tell me about the moon'));
    const crisis = turnOf(await child.say(conversation, 'i dont want to be alive anymore'));
    assert.equal((await child.call('PUT', thumbPath(conversation, crisis), { thumb: 'down', reason: 'other' })).status, 409);
    assert.equal((await other.child.call('PUT', thumbPath(conversation, calm), { thumb: 'up' })).status, 404);
    assert.equal((await guardian.call('GET', `/api/conversations/${conversation}/thumbs`)).status, 403);
    assert.equal((await guardian.call('GET', '/api/staff/answer-reports')).status, 403);
    assert.equal((await child.call('GET', '/api/staff/feedback')).status, 403);
});

test('of a protected conversation staff sees the answer alone, and guardians nothing at all', async () => {
    const home = await buddy.family();
    const staff = await buddy.staff();
    const conversation = await home.child.conversation();
    await home.child.say(conversation, 'my dad hits me with his belt when he is drunk');
    const turn = turnOf(await home.child.say(conversation, 'can we talk about whales now'));
    const before = await seenBy(home.guardian);
    const given = await home.child.call('PUT', thumbPath(conversation, turn), { thumb: 'down', reason: 'did_not_listen' });
    if (given.status === 200) {
        const report = (await reports(staff)).find((each) => each.turn === turn);
        assert.equal(report.is_protected, true);
        const opened = await staff.must('POST', `/api/staff/answer-reports/${turn}/reading`);
        assert.equal(opened.child, null);
        assert.deepEqual(opened.before, []);
        assert.ok(!JSON.stringify(opened).includes('belt'));
        assert.deepEqual((await home.guardian.must('GET', '/api/staff-looks')).looks, []);
    } else {
        assert.equal(given.status, 409, 'help was shown');
    }
    assert.equal(await seenBy(home.guardian), before);
});

test('a guardian is asked after two weeks, once, and never in a crisis; the figures name nobody', async () => {
    const { guardian, child } = await buddy.family();
    const staff = await buddy.staff();
    const question = async (who) => (await who.must('GET', '/api/survey')).question;
    assert.equal(await question(guardian), null);
    const database = new DatabaseSync(join(buddy.folder, 'buddy.db'));
    database.exec('PRAGMA busy_timeout = 5000; UPDATE memberships SET joined_at = joined_at - 1296000000');
    database.close();
    assert.equal(await question(guardian), 'satisfaction');
    assert.equal((await guardian.call('PUT', '/api/survey/answer', { mark: 5 })).status, 409, 'no page has shown it');
    await guardian.must('PUT', '/api/survey/shown', { question: 'satisfaction' });
    await guardian.must('PUT', '/api/survey/shown', { question: 'satisfaction' });
    assert.equal((await guardian.call('PUT', '/api/survey/answer', { mark: 9 })).status, 422);
    await guardian.must('PUT', '/api/survey/answer', { mark: 4, words: 'Calm and clear.' });
    assert.equal(await question(guardian), null);
    const figures = await staff.must('GET', '/api/staff/feedback');
    assert.equal(figures.satisfied.share, null, 'one answer is somebody’s');
    assert.equal(figures.words[0].words, 'Calm and clear.');
    assert.ok(!JSON.stringify(figures).includes(guardian.email));

    const troubled = await buddy.family();
    const again = new DatabaseSync(join(buddy.folder, 'buddy.db'));
    again.exec('PRAGMA busy_timeout = 5000; UPDATE memberships SET joined_at = joined_at - 1296000000');
    again.close();
    assert.equal(await question(troubled.guardian), 'satisfaction');
    await troubled.child.say(await troubled.child.conversation(), 'i dont want to be alive anymore');
    assert.equal(await question(troubled.guardian), null);
    assert.ok(child);
});
