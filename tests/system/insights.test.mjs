// A child's weeks and months for its guardians: figures of what they may know, reports, the family's choice, and nothing of
// what is protected.
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

const insightsOf = ({ profile }, query = 'period=week') => `/api/children/${profile.id}/insights?${query}`;
const reportOf = ({ profile }, format) => `/api/insights/report?format=${format}&period=month&children=${profile.id}`;

/** Everything about insights that a guardian can get, as it is read. */
async function allSeen({ guardian, profile }) {
    const home = { profile };
    const seen = [];
    for (const path of [insightsOf(home), insightsOf(home, 'period=month'), reportOf(home, 'csv')]) {
        const { status, text } = await guardian.call('GET', path);
        seen.push([path, status, text]);
    }
    return JSON.stringify(seen);
}

test('a guardian sees a week in figures, hints apart from answers, and no word of the child', async () => {
    const home = await buddy.family();
    const { guardian, child } = home;
    const quiet = await guardian.must('GET', insightsOf(home));
    assert.equal(quiet.shown, true);
    assert.equal(quiet.stretches.length, 7);
    assert.ok(quiet.stretches.every(({ talks, felt }) => talks === 0 && felt === null));
    assert.deepEqual(quiet.changes, []);

    const sums = await child.conversation();
    for (const words of ['what is 6 x 7', '42', 'what is 8 x 7', 'i dont know', 'just tell me']) await child.say(sums, words);
    const school = await child.conversation();
    await child.say(school, 'we had a maths test at school and i was so nervous');
    const { text, body } = await guardian.call('GET', insightsOf(home));
    assert.match(body.sentence, /^Talks: 2\. Days with talks: [12]\./);
    assert.equal(body.learning.open, true);
    assert.equal(body.learning.found, 1);
    assert.equal(body.learning.shown, 1);
    assert.ok(body.learning.hints >= 2);
    assert.equal(body.learning.own, null, 'two sums are too few');
    const titles = (await guardian.must('GET', `/api/children/${home.profile.id}/talks`)).talks.map(({ title }) => title).join();
    assert.ok(body.topics.length > 0);
    for (const { title } of body.topics) assert.ok(titles.includes(title), 'as the list of talks names it');
    for (const word of ['nervous', 'test at school', '6 x 7', 'tell me']) assert.ok(!text.includes(word), 'no quote');
    const { looks } = await child.must('GET', '/api/looks');
    assert.deepEqual(looks.map(({ what }) => what), ['titles', 'summary', 'summary']);
    assert.ok(looks.every(({ who }) => who === guardian.email));
});

test('at the level of titles what Buddy did stays closed', async () => {
    const home = await buddy.family();
    await home.guardian.must('PUT', `/api/children/${home.profile.id}/oversight`, { level: 'titles' });
    const talk = await home.child.conversation();
    for (const words of ['what is 6 x 7', '42']) await home.child.say(talk, words);
    const seen = await home.guardian.must('GET', insightsOf(home));
    assert.equal(seen.learning.open, false);
    assert.equal(seen.learning.found, 0);
    assert.deepEqual(seen.strengths, []);
    assert.match(seen.sentence, /^Talks: 1\./);
    assert.equal((await home.child.must('GET', '/api/looks')).looks[0].what, 'titles');
});

test('a protected turn, and what follows it, changes no figure', async () => {
    const home = await buddy.family();
    const open = await home.child.conversation();
    await home.child.say(open, 'we had a maths test at school and i was so nervous');
    const before = await allSeen(home);
    assert.ok(before.includes('Talks: 1.'), 'or the rest would prove nothing');
    const closed = await home.child.conversation();
    await home.child.say(closed, 'my dad hits me with his belt when he is drunk');
    await home.child.say(closed, 'what is 6 x 7');
    await home.child.say(open, 'my dad hits me when he is drunk and i am scared of him');
    await home.child.say(open, 'i want to hear about whales');
    assert.equal(await allSeen(home), before);
});

test('reports come as PDF and CSV, named by their time alone', async () => {
    const home = await buddy.family();
    await home.child.say(await home.child.conversation(), 'what is 6 x 7');
    const csv = await home.guardian.call('GET', reportOf(home, 'csv'));
    assert.equal(csv.status, 200);
    assert.match(csv.headers.get('content-disposition'), /^attachment; filename="buddy-month-\d{4}-\d\d-01\.csv"$/);
    const lines = csv.text.split('\r\n');
    assert.equal(lines[0], 'child,part,from,until,what,name,value,low,high');
    assert.ok(lines.slice(1, -1).every((line) => line.startsWith(`"${home.profile.nickname}",`)));
    const pdf = await home.guardian.call('GET', reportOf(home, 'pdf'));
    assert.equal(pdf.headers.get('content-type'), 'application/pdf');
    assert.ok(pdf.text.startsWith('%PDF-'));
    assert.ok(pdf.text.includes('/MarkInfo << /Marked true >>'));
    assert.equal((await home.guardian.call('GET', `${reportOf(home, 'csv')}&parts=ranks`)).status, 422);
    assert.equal((await home.child.must('GET', '/api/looks')).looks.length, 2);
});

test('a family switches insights off, and the audit log tells who did', async () => {
    const home = await buddy.family();
    await home.child.say(await home.child.conversation(), 'what is 6 x 7');
    await home.guardian.must('PUT', `/api/children/${home.profile.id}/insights`, { shown: false });
    const off = await home.guardian.must('GET', insightsOf(home));
    assert.equal(off.shown, false);
    assert.deepEqual([off.stretches, off.topics, off.changes], [[], [], []]);
    assert.equal((await home.guardian.call('GET', reportOf(home, 'csv'))).text, 'child,part,from,until,what,name,value,low,high\r\n');
    assert.deepEqual((await home.child.must('GET', '/api/looks')).looks, [], 'nothing was seen');
    await home.guardian.must('PUT', `/api/children/${home.profile.id}/insights`, { shown: true });
    assert.equal((await home.guardian.must('GET', insightsOf(home))).shown, true);
    const audit = spawnSync(binary, ['audit', 'export'], { env: buddy.env, encoding: 'utf8' }).stdout;
    const switched = audit.trim().split('\n').map((line) => JSON.parse(line)).filter(({ action, child }) => action === 'insights.switched' && child === home.profile.id);
    assert.equal(switched.length, 2);
    for (const word of ['6 x 7', 'nervous']) assert.ok(!audit.includes(word));
});

test('guardians of other families and children find nothing', async () => {
    const home = await buddy.family();
    const stranger = await buddy.family();
    assert.equal((await stranger.guardian.call('GET', insightsOf(home))).status, 404);
    assert.equal((await stranger.guardian.call('PUT', `/api/children/${home.profile.id}/insights`, { shown: false })).status, 404);
    assert.equal((await stranger.guardian.call('GET', reportOf(home, 'csv'))).status, 404);
    assert.equal((await stranger.guardian.call('GET', `/api/insights/report?format=csv&period=week&children=${stranger.profile.id},${home.profile.id}`)).status, 404);
    assert.equal((await home.child.call('GET', insightsOf(home))).status, 403);
    assert.deepEqual((await home.child.must('GET', '/api/looks')).looks, []);
    assert.equal((await home.guardian.call('GET', insightsOf(home, 'period=year'))).status, 422);
    assert.equal((await home.guardian.call('GET', insightsOf(home, 'period=week&from=tomorrow'))).status, 422);
});
