// Holds every answer that the tests see against api/openapi.yaml.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

import { root } from './buddy.mjs';

export class Contract {
    constructor() {
        this.document = parse(readFileSync(join(root, 'api/openapi.yaml'), 'utf8'));
        this.ajv = new Ajv2020({ strict: false, allErrors: true });
        addFormats(this.ajv);
        this.ajv.addSchema({ $id: 'openapi', components: this.document.components });
        this.checked = new Map();
        this.operations = [];
        for (const [path, item] of Object.entries(this.document.paths)) {
            for (const verb of ['get', 'post', 'put', 'patch', 'delete']) {
                if (!item[verb]) continue;
                const pattern = new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
                this.operations.push({ verb: verb.toUpperCase(), path, pattern, literal: !path.includes('{'), ...item[verb] });
            }
        }
        this.operations.sort((a, b) => Number(b.literal) - Number(a.literal));
    }

    find(verb, path) {
        const bare = path.split('?')[0];
        return this.operations.find((o) => o.verb === verb && o.pattern.test(bare));
    }

    validate(schema, value, what) {
        const key = JSON.stringify(schema);
        if (!this.checked.has(key)) this.checked.set(key, this.ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"openapi#/components/'))));
        const check = this.checked.get(key);
        assert.ok(check(value), `${what}: ${this.ajv.errorsText(check.errors)}`);
    }

    check(verb, path, response, json) {
        const operation = this.find(verb, path);
        if (!operation) return;
        const what = `${operation.operationId} ${response.status}`;
        let answer = operation.responses[response.status] ?? operation.responses.default;
        assert.ok(answer, `${what} is not in the contract`);
        if (answer.$ref) answer = this.document.components.responses[answer.$ref.split('/').pop()];
        const type = (response.headers.get('content-type') ?? '').split(';')[0];
        if (!answer.content) return;
        assert.ok(answer.content[type], `${what} has content type ${type}`);
        if (json !== undefined && answer.content[type].schema) this.validate(answer.content[type].schema, json, what);
        operation.seen = true;
    }

    event(event) {
        const schema = { turn: 'TurnEvent', mood: 'MoodEvent', advisor: 'AdvisorEvent', delta: 'DeltaEvent', notice: 'NoticeEvent', done: 'DoneEvent', problem: 'Problem', alert: 'Alert' }[event.event];
        assert.ok(schema, `unknown event ${event.event}`);
        this.validate({ $ref: `#/components/schemas/${schema}` }, event.data, event.event);
    }
}
