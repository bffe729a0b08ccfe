// Starts a Buddy with an empty data folder and a model that speaks at a model's pace, runs the journeys, stops both.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Buddy, root, shownBy } from '../system/buddy.mjs';
import { startOpenAi } from '../system/openai.mjs';

const folder = join(root, 'tests/journeys');
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => join(folder, name));
const openai = await startOpenAi();
await openai.use('unhurried');
const buddy = await Buddy.start({ env: { OPENAI_BASE_URL: openai.url, OPENAI_API_KEY: 'journeys', BUDDY_MODEL: 'fake', BUDDY_MODEL_LOCAL: 'on' } });
// An account for each sign-in: a code counts once in its half minute. The last one has no second factor yet.
const accounts = ['well', 'forms', 'desk', 'board', 'law', 'voice', 'new'].map((name) => `${name}@example.org`);
const shown = Object.fromEntries(accounts.map((email) => [email, shownBy(buddy.run('admin', 'staff', 'create', '--email', email))]));
buddy.run('admin', 'staff', 'reset-factor', '--email', 'new@example.org');
const staff = { BUDDY_JOURNEY_STAFF: JSON.stringify(shown) };
const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-timeout=900000', ...files], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...staff, BASE_URL: buddy.url } });
const status = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
await buddy.stop();
await openai.stop();
process.exitCode = status;
