// A model that flatters, binds, claims to be human, or does homework: the child never sees it, and nobody reads its words anywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { Buddy, endOf, textOf } from './buddy.mjs';
import { Contract } from './contract.mjs';
import { startOpenAi } from './openai.mjs';

const contract = new Contract();
let buddy;
let openai;
let child;

before(async () => {
    openai = await startOpenAi();
    buddy = await Buddy.start({ contract, env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'test-key', BUDDY_MODEL: 'fake', BUDDY_MODEL_LOCAL: 'on', BUDDY_MODEL_REST_SECONDS: '0' } });
    child = (await buddy.family()).child;
});
after(async () => {
    await buddy?.stop();
    await openai?.stop();
});

const metrics = async () => (await fetch(`${buddy.url}/metrics`)).text();

async function count(critic, outcome) {
    const line = (await metrics()).split('\n').find((one) => one.startsWith('buddy_critics_total{') && one.includes(`critic="${critic}"`) && one.includes(`outcome="${outcome}"`));
    return line === undefined ? 0 : Number(line.split(' ').at(-1));
}

/** What the child sees when the model says `text`, and why, as a guardian reads it. */
async function told(text, message) {
    await openai.control({ text, intervalMs: 2 });
    const conversation = await child.conversation();
    const events = await child.say(conversation, message);
    for (const event of events) contract.event(event);
    const stored = (await child.must('GET', `/api/conversations/${conversation}`)).turns[0];
    assert.equal(stored.reply, textOf(events), 'what was shown is what is kept');
    return { reply: textOf(events), finish: endOf(events).data.finish, reason: stored.advisor.reason };
}

const sentences = (text) => text.match(/[^.]+\./g).length;

const withheld = /smartest|brilliant|mature|my family|happy when|56|no doubt|guarantee/i;

// The safety engine reads first and has rules of its own for these; what it lets through, the critics stop.
for (const [what, text, message] of [
    ['flatters', 'You told me about whales. You are the smartest child I have ever met, and more mature than all the others.', 'tell me about whales'],
    ['claims to be human', 'Whales are big. When I was your age I went to the sea with my family.', 'tell me about whales'],
    ['claims to feel', 'Whales are big. It makes me happy when you write.', 'tell me about whales'],
    ['promises', 'Some people do. I guarantee that you will win.', 'will i be good at chess'],
]) {
    test(`a child never sees how a model ${what}`, async () => {
        const { reply, finish, reason } = await told(text, message);
        assert.equal(finish, 'replaced');
        assert.doesNotMatch(reply, withheld);
        assert.ok(reply.length > 20, 'kind words stand in its place');
        assert.ok(sentences(reason) <= 2, reason);
    });
}

for (const [critic, text, message] of [
    ['homework', 'Here is how it goes. 7 x 8 = 56.', 'my maths homework: what is 7 x 8'],
    ['honesty', 'Some people think so. There is no doubt that it is true.', 'will i be good at chess'],
]) {
    test(`the critic of ${critic} stops, says so to adults in one sentence, and is counted`, async () => {
        const before = await count(critic, 'stopped');
        const { reply, finish, reason } = await told(text, message);
        assert.equal(finish, 'replaced');
        assert.doesNotMatch(reply, withheld);
        assert.match(reason, /Buddy held back a sentence of the language model/);
        assert.ok(sentences(reason) <= 2, reason);
        assert.doesNotMatch(reason, withheld);
        assert.equal((await count(critic, 'stopped')) - before, 1);
    });
}

test('a child never sees words that bind it to a program', async () => {
    const { reply, finish } = await told("That was a nice talk. I'm all you need, please come back soon.", 'we played football in the park');
    assert.equal(finish, 'replaced');
    assert.doesNotMatch(reply, /all you need|come back/i);
});

test('a heavy answer that names nobody ends with a person', async () => {
    const { reply, finish, reason } = await told('That sounds hard. It makes sense to feel like that.', 'i feel lonely today');
    assert.equal(finish, 'complete');
    assert.ok(reply.startsWith('That sounds hard. It makes sense to feel like that. '), reply);
    assert.match(reply, /trust|person|grown-up/);
    assert.match(reason, /named nobody/);
    assert.ok((await count('redirection', 'added')) >= 1);
});

test('an answer without fault is shown as it is', async () => {
    const text = 'Whales breathe air, so they come up to the top. What do you like about them?';
    const { reply, finish, reason } = await told(text, 'tell me about whales');
    assert.equal(reply, text);
    assert.equal(finish, 'complete');
    assert.doesNotMatch(reason, /Buddy held back/);
});

test('no word of a model is in the log or the metrics', async () => {
    for (const place of [buddy.log(), await metrics()]) assert.doesNotMatch(place, /smartest|guarantee|all you need|whales/i);
});
