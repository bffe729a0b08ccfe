// `buddy chat --variation`: what docs/transcripts rests on. The same messages get the same words again.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';

import { binary } from './buddy.mjs';

const mostTries = 8;
const says = ['i had a bad day at school', 'we had sums and then it rained', 'tell me a riddle', 'ok bye'];

function repliesTo(variation) {
    const done = spawnSync(binary, ['chat', '--json', '--variation', variation], {
        input: says.map((text) => `${JSON.stringify({ text })}\n`).join(''),
        env: { PATH: process.env.PATH },
        encoding: 'utf8',
    });
    assert.equal(done.status, 0, done.stderr);
    const answers = done.stdout.trim().split('\n').map((line) => JSON.parse(line));
    // A machine that is too slow to judge in time fails closed; that is another test's matter.
    const wasJudged = answers.every(({ safety }) => safety.evidence.every((e) => e.source !== 'fail_safe'));
    return wasJudged ? answers.map(({ reply }) => reply) : undefined;
}

function judgedRepliesTo(variation) {
    for (let i = 0; i < mostTries; i += 1) {
        const replies = repliesTo(variation);
        if (replies) return replies;
    }
    throw new Error('this machine is too slow: messages were not judged in time');
}

test('the same variation says the same again, another one does not', () => {
    const first = judgedRepliesTo('a');
    assert.deepEqual(judgedRepliesTo('a'), first);
    const others = ['b', 'c'].map((word) => judgedRepliesTo(word).join('\n'));
    assert.ok(others.some((other) => other !== first.join('\n')));
});
