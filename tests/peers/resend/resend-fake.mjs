// A stand-in for api.resend.com, as strict as their description: POST /emails with a Bearer key, an Idempotency-Key and JSON in
// snake case. A repeated key with the same body gives the first answer and sends nothing; with another body it is a 409.
//
//     const resend = await startResend();          // resend.url, resend.key, resend.mails
//     resend.fault = 'fast';                       // the next call gets a 429 with retry-after; 'down': 503; 'refuse': 422
//     await resend.stop();
import { createServer } from 'node:http';

const known = new Set(['from', 'to', 'subject', 'html', 'text', 'cc', 'bcc', 'reply_to', 'headers', 'tags', 'attachments', 'scheduled_at', 'template', 'topic_id']);

function mistakeIn(body) {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'the body is no object';
    for (const name of Object.keys(body)) if (!known.has(name)) return `unknown field ${name}`;
    const to = typeof body.to === 'string' ? [body.to] : body.to;
    if (!Array.isArray(to) || to.length === 0 || to.length > 50 || !to.every((one) => /^[^\s@]+@[^\s@]+$/.test(one))) return 'to';
    if (typeof body.from !== 'string' || !/@/.test(body.from)) return 'from';
    if (typeof body.subject !== 'string' || body.subject === '') return 'subject';
    if (typeof body.html !== 'string' && typeof body.text !== 'string') return 'html or text';
    return undefined;
}

export async function startResend({ key = 're_fake_key' } = {}) {
    const resend = { key, mails: [], calls: 0, fault: '' };
    const seen = new Map();
    const server = createServer(async (request, response) => {
        const pieces = [];
        for await (const piece of request) pieces.push(piece);
        const text = Buffer.concat(pieces).toString();
        const say = (status, body, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
        const refuse = (statusCode, name, headers) => say(statusCode, { statusCode, name, message: `refused: ${name}` }, headers);
        resend.calls += 1;
        if (request.method !== 'POST' || request.url !== '/emails') return refuse(404, 'not_found');
        if (request.headers.authorization !== `Bearer ${key}`) return refuse(401, 'invalid_api_key');
        const fault = resend.fault;
        resend.fault = '';
        if (fault === 'fast') return refuse(429, 'rate_limit_exceeded', { 'retry-after': '1', 'ratelimit-limit': '2', 'ratelimit-remaining': '0', 'ratelimit-reset': '1' });
        if (fault === 'down') return refuse(503, 'application_error');
        if (fault === 'refuse') return refuse(422, 'validation_error');
        if (!/^application\/json/.test(request.headers['content-type'] ?? '')) return refuse(415, 'invalid_content_type');
        const idempotency = request.headers['idempotency-key'];
        if (idempotency === undefined || idempotency.length > 256) return refuse(400, 'invalid_idempotency_key');
        let body;
        try {
            body = JSON.parse(text);
        } catch {
            return refuse(400, 'validation_error');
        }
        const mistake = mistakeIn(body);
        if (mistake !== undefined) return refuse(422, 'validation_error');
        const before = seen.get(idempotency);
        if (before !== undefined) return before.text === text ? say(200, { id: before.id }) : refuse(409, 'invalid_idempotent_request');
        const id = `mail-${seen.size + 1}`;
        seen.set(idempotency, { text, id });
        resend.mails.push({ ...body, idempotency });
        // Sent, and yet the answer is lost: whoever asks again must not send it twice.
        if (fault === 'cut') return response.destroy();
        return say(200, { id });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    resend.url = `http://127.0.0.1:${server.address().port}`;
    resend.stop = () => new Promise((resolve) => server.close(resolve));
    return resend;
}
