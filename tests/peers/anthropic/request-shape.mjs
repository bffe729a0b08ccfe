// What a streamed call of the messages interface must look like under version 2026-10-21, as the vendor would check it, and
// stricter where Buddy has promised more.
const version = '2026-10-21';
const known = new Set([
  'model', 'messages', 'max_tokens', 'system', 'stop_sequences', 'stream', 'metadata', 'output_config', 'thinking', 'tools',
  'tool_choice', 'service_tier', 'inference_geo',
]);
const efforts = new Set([undefined, 'low', 'medium', 'high', 'xhigh', 'max']);
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/// Undefined when they are right.
export function checkHeaders(headers) {
  if (headers['anthropic-version'] === undefined) return { wrong: 'anthropic-version: header is required' };
  if (headers['anthropic-version'] !== version) return { wrong: `anthropic-version: "${headers['anthropic-version']}" is not a valid version` };
  return undefined;
}

function checkMessages(messages) {
  if (!Array.isArray(messages) || messages.length === 0) return 'messages: at least one message is required';
  for (const [index, message] of messages.entries()) {
    if (!isObject(message)) return `messages.${index}: Input should be an object`;
    if (message.role !== 'user' && message.role !== 'assistant') return `messages.${index}.role: unexpected role`;
    if (typeof message.content !== 'string' || message.content.trim() === '') return `messages.${index}.content: text must be non-empty`;
    const extra = Object.keys(message).find((key) => key !== 'role' && key !== 'content');
    if (extra !== undefined) return `messages.${index}.${extra}: Extra inputs are not permitted`;
  }
  if (messages[0].role !== 'user') return 'messages: first message must use the "user" role';
  if (messages.at(-1).role !== 'user') return 'This model does not support assistant message prefill.';
  return undefined;
}

function checkOutput(output) {
  if (output === undefined) return undefined;
  if (!isObject(output)) return 'output_config: Input should be an object';
  const extra = Object.keys(output).find((key) => key !== 'effort' && key !== 'format');
  if (extra !== undefined) return `output_config.${extra}: Extra inputs are not permitted`;
  if (!efforts.has(output.effort)) return 'output_config.effort: unexpected value';
  const { format } = output;
  if (format === undefined) return undefined;
  if (!isObject(format) || format.type !== 'json_schema' || !isObject(format.schema)) return 'output_config.format: needs a JSON schema';
  if (Object.keys(format).length !== 2) return 'output_config.format: Extra inputs are not permitted';
  if (format.schema.type === 'object' && format.schema.additionalProperties !== false) return "output_config.format.schema: 'additionalProperties' must be explicitly set to false";
  return undefined;
}

/// Blocks of text; some may end a beginning that the vendor keeps: four at most, and none that is a child's.
function checkSystem(system) {
  if (system === undefined) return undefined;
  if (!Array.isArray(system) || system.length === 0) return 'system: must be a list of blocks that is not empty';
  for (const [index, block] of system.entries()) {
    if (!isObject(block) || block.type !== 'text' || typeof block.text !== 'string' || block.text.trim() === '') return `system.${index}: text must be non-empty`;
    const extra = Object.keys(block).find((key) => !['type', 'text', 'cache_control'].includes(key));
    if (extra !== undefined) return `system.${index}.${extra}: Extra inputs are not permitted`;
    const control = block.cache_control;
    if (control === undefined) continue;
    if (!isObject(control) || control.type !== 'ephemeral' || Object.keys(control).length !== 1) return `system.${index}.cache_control: must be {"type": "ephemeral"}`;
    if (block.text.includes('\n<earlier_talk>')) return `system.${index}.cache_control: what a child said is not to be kept`;
  }
  return system.filter((block) => block.cache_control).length > 4 ? 'system: at most 4 blocks with cache_control' : undefined;
}

/// The opaque name of a child: no address, nothing with blanks.
function checkMetadata(metadata) {
  if (metadata === undefined) return undefined;
  if (!isObject(metadata) || Object.keys(metadata).some((key) => key !== 'user_id')) return 'metadata: Extra inputs are not permitted';
  const id = metadata.user_id;
  return typeof id !== 'string' || id.length === 0 || id.length > 64 || /[@\s]/.test(id) ? 'metadata.user_id: must be a hash of 1 to 64 characters' : undefined;
}

function checkBody(body) {
  if (!isObject(body)) return 'Input should be an object';
  for (const gone of ['temperature', 'top_p', 'top_k']) if (gone in body) return `${gone}: not supported under version ${version}`;
  const extra = Object.keys(body).find((key) => !known.has(key));
  if (extra !== undefined) return `${extra}: Extra inputs are not permitted`;
  if (typeof body.model !== 'string' || body.model === '') return 'model: Field required';
  if (!Number.isInteger(body.max_tokens) || body.max_tokens < 1) return 'max_tokens: Field required';
  if (body.stream !== true) return 'stream: must be true';
  return checkSystem(body.system) ?? checkMessages(body.messages) ?? checkMetadata(body.metadata) ?? checkOutput(body.output_config);
}

/// Returns {body}, or {wrong}.
export function checkRequest(text) {
  let body;
  try {
    body = JSON.parse(text);
  } catch {
    return { wrong: 'The request body is not valid JSON' };
  }
  const wrong = checkBody(body);
  return wrong === undefined ? { body } : { wrong };
}
