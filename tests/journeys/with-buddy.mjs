// Starts a Buddy with an empty data folder, runs the journeys against it, stops it.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { Buddy, root } from '../system/buddy.mjs';

const folder = join(root, 'tests/journeys');
const files = process.argv.length > 2 ? process.argv.slice(2) : readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).map((name) => join(folder, name));
const buddy = await Buddy.start();
const child = spawn(process.execPath, ['--test', '--test-concurrency=1', '--test-timeout=240000', ...files], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, BASE_URL: buddy.url } });
const status = await new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
await buddy.stop();
process.exitCode = status;
