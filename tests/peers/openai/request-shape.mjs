// What a streamed chat completion must look like, as the vendor would check it, and stricter where Buddy has promised more.
const known = new Set([
  'model', 'messages', 'max_completion_tokens', 'stream', 'stream_options', 'store', 'safety_identifier',
  'temperature', 'top_p', 'response_format', 'prompt_cache_key', 'metadata', 'reasoning_effort', 'verbosity',
  'service_tier',
]);
const roles = new Set(['developer', 'system', 'user', 'assistant']);

function wrong(message, param, code = null) {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

function checkMessages(messages) {
  if (!Array.isArray(messages) || messages.length === 0) {
    return wrong("'messages' must be a list that is not empty.", 'messages');
  }
  for (const [index, message] of messages.entries()) {
    const at = `messages[${index}]`;
    if (message === null || typeof message !== 'object') return wrong(`'${at}' must be an object.`, at);
    if (!roles.has(message.role)) return wrong(`'${at}.role' is not a role.`, `${at}.role`);
    if (typeof message.content !== 'string') return wrong(`'${at}.content' must be a string.`, `${at}.content`);
    const extra = Object.keys(message).find((key) => key !== 'role' && key !== 'content');
    if (extra !== undefined) return wrong(`Unknown parameter: '${at}.${extra}'.`, `${at}.${extra}`, 'unknown_parameter');
  }
  return null;
}

function checkPromises(body) {
  if (body.stream !== true) return wrong("'stream' must be true.", 'stream');
  if (body.stream_options?.include_usage !== true) {
    return wrong("'stream_options.include_usage' must be true.", 'stream_options.include_usage');
  }
  if (body.store !== false) return wrong("'store' must be false.", 'store');
  const id = body.safety_identifier;
  if (id !== undefined && (typeof id !== 'string' || id.length === 0 || id.length > 64 || /[@\s]/.test(id))) {
    return wrong("'safety_identifier' must be a hash of 1 to 64 characters.", 'safety_identifier');
  }
  return null;
}

/// Returns {body}, or {error, status?}.
export function checkRequest(headers, text) {
  if (!(headers['content-type'] ?? '').startsWith('application/json')) {
    return { status: 415, ...wrong('Send application/json.', null) };
  }
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return wrong('We could not parse the JSON body of your request.', null);
  }
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return wrong('Send a JSON object.', null);
  if ('max_tokens' in body) {
    return wrong("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'.", 'max_tokens', 'unsupported_parameter');
  }
  const extra = Object.keys(body).find((key) => !known.has(key));
  if (extra !== undefined) return wrong(`Unknown parameter: '${extra}'.`, extra, 'unknown_parameter');
  if (typeof body.model !== 'string' || body.model === '') return wrong("'model' must be a string.", 'model');
  const limit = body.max_completion_tokens;
  if (!Number.isInteger(limit) || limit < 1) {
    return wrong("'max_completion_tokens' must be a whole number above 0.", 'max_completion_tokens');
  }
  return checkMessages(body.messages) ?? checkPromises(body) ?? { body };
}
