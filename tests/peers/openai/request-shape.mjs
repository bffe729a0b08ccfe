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
  const key = body.prompt_cache_key;
  if (key !== undefined && (typeof key !== 'string' || !/^[\w-]{1,64}$/.test(key) || key === id)) {
    return wrong("'prompt_cache_key' must be a name of 1 to 64 letters and figures, and nobody's.", 'prompt_cache_key');
  }
  if (key !== undefined && body.messages[0].role !== 'system') return wrong("'prompt_cache_key' without instructions to keep.", 'prompt_cache_key');
  return null;
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/// Strict schemas name every property, require all and allow no other; the vendor refuses the rest.
function checkFormat(format) {
  if (format === undefined) return null;
  if (!isObject(format) || format.type !== 'json_schema') return wrong("'response_format.type' must be 'json_schema'.", 'response_format.type');
  const asked = format.json_schema;
  if (!isObject(asked) || !/^[A-Za-z0-9_-]{1,64}$/.test(asked.name ?? '')) return wrong('The schema needs a name.', 'response_format.json_schema.name');
  if (asked.strict !== true) return wrong("'strict' must be true.", 'response_format.json_schema.strict');
  const { schema } = asked;
  const at = 'response_format.json_schema.schema';
  if (!isObject(schema) || schema.type !== 'object' || !isObject(schema.properties)) return wrong('The schema must be of an object.', at);
  if (schema.additionalProperties !== false) return wrong("'additionalProperties' must be false.", at);
  const missing = Object.keys(schema.properties).find((name) => !schema.required?.includes(name));
  if (missing !== undefined) return wrong(`'required' must hold '${missing}'.`, at);
  return null;
}

const efforts = new Set([undefined, 'none', 'minimal', 'low', 'medium', 'high']);

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
  if (!efforts.has(body.reasoning_effort)) return wrong("'reasoning_effort' is not an effort.", 'reasoning_effort');
  return checkMessages(body.messages) ?? checkPromises(body) ?? checkFormat(body.response_format) ?? { body };
}
