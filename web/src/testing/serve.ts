// `npm run mock`: the built page and the mock server on one port, to look at every screen without the real server.
import { fileURLToPath } from 'node:url';
import { startMock } from './mock-server.ts';

const site = fileURLToPath(new URL('../../dist', import.meta.url));
const mock = await startMock({ site, port: Number(process.env.PORT ?? '8090') });
console.log(`The mock server listens on ${mock.address}. Make an account there to begin.`);
