// A strict stand-in for a server that speaks OpenAI's chat completions, with faults on demand.
//
//     node tests/peers/openai/server.mjs --port 0 [--chunks 10] [--interval-ms 0] [--text "…"] [--key sk-test]
//
// Prints "listening <port>" when it is ready. Binds the loopback address only. No packages needed; Node 18 or newer.
// Arguments, switches and the record of what was asked: ../fake-vendor.mjs.
//
// Faults     are chosen by the model's name: "fake" (none), or "fake:<fault>" with a fault of faults.mjs or ../moments.mjs; or
//            for all following calls by POST /control {"fault": "stall", "chunks": 100, "intervalMs": 40, "text": "…"}.
// Judges     "fake:judge" and "fake:guard" give verdicts (judge.mjs); {"verdict": {"severity", "category"}} sets which.
// Strictness A request of the wrong shape gets a 400 with OpenAI's four-key error; without the right key a 401.
import { readBody, sendJson, serveFake } from '../fake-vendor.mjs';
import { faultAt } from '../moments.mjs';
import { faults } from './faults.mjs';
import { Reply } from './reply.mjs';
import { checkRequest } from './request-shape.mjs';

function sendError(response, status, error, headers = {}) {
  const whole = { message: error.message, type: error.type, param: error.param ?? null, code: error.code ?? null };
  sendJson(response, status, { error: whole }, { 'x-request-id': `req_${Math.random().toString(36).slice(2)}`, ...headers });
}

async function complete(request, response, fake) {
  const { state, settings, options } = fake;
  state.calls += 1;
  if (settings.key !== '' && request.headers.authorization !== `Bearer ${settings.key}`) {
    sendError(response, 401, { message: 'Incorrect API key provided.', type: 'invalid_request_error', code: 'invalid_api_key' });
    return;
  }
  const checked = checkRequest(request.headers, await readBody(request));
  if (checked.error) {
    sendError(response, checked.status ?? 400, checked.error);
    return;
  }
  const { body } = checked;
  const name = fake.faultFor(body.model);
  const fault = faults[name] ?? faultAt(name);
  if (fault === undefined) {
    sendError(response, 404, { message: `no such fault: ${name}`, type: 'invalid_request_error', param: 'model', code: 'model_not_found' });
    return;
  }
  const reply = new Reply(response, body, options, fake.note(body, response));
  if (body.prompt_cache_key !== undefined) reply.cached = fake.kept(body.prompt_cache_key, body.messages[0].content);
  await fault({ reply, response, state, sendError, options, model: body.model });
}

serveFake(async (request, response, fake) => {
  const path = request.url.replace(/^\/v1/, '');
  if (path === '/models' && request.method === 'GET') {
    return sendJson(response, 200, { object: 'list', data: [{ id: 'fake', object: 'model', created: 0, owned_by: 'buddy' }] });
  }
  if (path !== '/chat/completions') {
    return sendError(response, 404, { message: `Unknown request URL: ${request.method} ${path}`, type: 'invalid_request_error' });
  }
  if (request.method !== 'POST') {
    return sendError(response, 405, { message: 'Use POST.', type: 'invalid_request_error' });
  }
  return complete(request, response, fake);
});
