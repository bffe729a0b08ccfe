// The strict fake of an OpenAI-compatible server.
//
//     const openai = await startOpenAi();
//     await openai.use('cut');                // from now on; use('ok') ends it
//     await openai.judge({ severity: 'high', category: 'self_harm' });
import { startVendor } from './vendor.mjs';

export async function startOpenAi() {
    const vendor = await startVendor('openai', '/v1');
    return { ...vendor, judge: (verdict, fault = 'judge') => vendor.control({ intervalMs: 0, fault, verdict }) };
}
