// A strict stand-in for a server that speaks Anthropic's messages, with faults on demand.
//
//     node tests/peers/anthropic/server.mjs --port 0 [--chunks 10] [--interval-ms 0] [--text "…"] [--key sk-test]
//
// Prints "listening <port>" when it is ready. Binds the loopback address only. No packages needed; Node 18 or newer.
// Arguments, switches and the record of what was asked: ../fake-vendor.mjs.
//
// Faults     are chosen by the model's name: "fake" (none), or "fake:<fault>" with a fault of faults.mjs or ../moments.mjs; or
//            for all following calls by POST /control.
// Strictness A request of the wrong shape, or without the version header, gets a 400 in the vendor's shape; without the right
//            key a 401.
import { readBody, sendJson, serveFake } from '../fake-vendor.mjs';
import { faultAt } from '../moments.mjs';
import { faults } from './faults.mjs';
import { Reply } from './reply.mjs';
import { checkHeaders, checkRequest } from './request-shape.mjs';

function sendError(response, status, error, headers = {}) {
  const id = `req_${Math.random().toString(36).slice(2)}`;
  sendJson(response, status, { type: 'error', error, request_id: id }, { 'request-id': id, ...headers });
}

/// The vendor's own client sends a bearer token, others its older header.
function keyOf(headers) {
  return headers['x-api-key'] ?? headers.authorization?.replace(/^Bearer /, '') ?? '';
}

/// What the marked beginning of the instructions comes to: read from the cache, or written to it.
function cacheOf(body, fake) {
  const marked = (body.system ?? []).findLastIndex((block) => block.cache_control !== undefined);
  if (marked < 0 || fake.options.cacheFrom === 0) return {};
  const text = body.system.slice(0, marked + 1).map((block) => block.text).join('\n');
  const tokens = Math.floor(text.length / 4);
  if (tokens < fake.options.cacheFrom) return {};
  return fake.kept(text, text) > 0 ? { cache_read_input_tokens: tokens } : { cache_creation_input_tokens: tokens };
}

async function answer(request, response, fake) {
  const { state, settings, options } = fake;
  state.calls += 1;
  const text = await readBody(request);
  if (settings.key !== '' && keyOf(request.headers) !== settings.key) {
    return sendError(response, 401, { type: 'authentication_error', message: 'invalid x-api-key' });
  }
  const checked = checkHeaders(request.headers) ?? checkRequest(text);
  if (checked.wrong) return sendError(response, 400, { type: 'invalid_request_error', message: checked.wrong });
  const { body } = checked;
  const name = fake.faultFor(body.model);
  const fault = faults[name] ?? faultAt(name);
  if (fault === undefined) return sendError(response, 404, { type: 'not_found_error', message: `no such fault: ${name}` });
  const reply = new Reply(response, body, options, fake.note(body, response));
  reply.cache = cacheOf(body, fake);
  return fault({ reply, response, state, sendError, options });
}

serveFake(async (request, response, fake) => {
  if (request.url.startsWith('/v1/models') && request.method === 'GET') {
    const wrong = checkHeaders(request.headers)?.wrong;
    if (wrong) return sendError(response, 400, { type: 'invalid_request_error', message: wrong });
    if (fake.settings.key !== '' && keyOf(request.headers) !== fake.settings.key) {
      return sendError(response, 401, { type: 'authentication_error', message: 'invalid x-api-key' });
    }
    return sendJson(response, 200, { data: [{ id: 'fake', type: 'model', display_name: 'Fake', created_at: '2026-01-01T00:00:00Z' }], has_more: false });
  }
  if (request.url !== '/v1/messages') return sendError(response, 404, { type: 'not_found_error', message: 'Not found' });
  if (request.method !== 'POST') return sendError(response, 405, { type: 'invalid_request_error', message: 'Method not allowed' });
  return answer(request, response, fake);
});
