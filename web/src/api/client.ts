// Every call to the server goes through here. Paths, bodies and answers are typed by the contract.
//
//     const { children } = await call('get', '/api/children');
//     await call('delete', '/api/children/{child}/devices/{device}', { path: { child, device } });
//
// Errors  ProblemError when the server answered with one, OfflineError when no answer came.
import type { paths } from './schema.ts';
import { OfflineError, ProblemError, readProblem } from './problem.ts';
import type { Session } from './types.ts';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operation<P extends keyof paths, V extends Verb> = NonNullable<paths[P][V]>;
type PathFor<V extends Verb> = { [P in keyof paths]: paths[P][V] extends object ? P : never }[keyof paths];

type JsonOf<R> = R extends { content: { 'application/json': infer Body } } ? Body : never;
type Answers<O> = O extends { responses: infer R } ? R : never;
type Success<R> = R[Extract<keyof R, 200 | 201>];
type AnswerOf<O> = [Success<Answers<O>>] extends [never] ? undefined : JsonOf<Success<Answers<O>>>;

type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer Body } } } ? { body: Body } : { body?: undefined };
type PathOf<O> = O extends { parameters: { path: infer Path extends object } } ? { path: Path } : { path?: undefined };
type QueryOf<O> = O extends { parameters: { query?: infer Query } } ? { query?: Query } : { query?: undefined };
type Options<O> = BodyOf<O> & PathOf<O> & QueryOf<O>;
type Rest<O> = object extends Options<O> ? [options?: Options<O>] : [options: Options<O>];

let csrf = '';

/** Keeps the token that unsafe calls must carry. Called with every session the server gives. */
export function rememberSession(session: Session): void {
  csrf = session.csrf ?? '';
}

export function addressOf(path: string, parameters: object = {}, query: object = {}): string {
  const filled = Object.entries(parameters).reduce(
    (rest, [name, value]) => rest.replace(`{${name}}`, encodeURIComponent(String(value))),
    path,
  );
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

export interface RawRequest {
  verb: string;
  address: string;
  body?: string | undefined;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

async function once(request: RawRequest): Promise<Response> {
  const headers = new Headers(request.headers);
  if (request.body !== undefined) headers.set('Content-Type', 'application/json');
  if (request.verb !== 'get' && csrf !== '') headers.set('X-CSRF-Token', csrf);
  try {
    return await fetch(request.address, {
      method: request.verb.toUpperCase(),
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(request.body === undefined ? {} : { body: request.body }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
  } catch (error) {
    if (request.signal?.aborted === true) throw error;
    throw new OfflineError();
  }
}

/** Another tab may have signed in again, which changes the token. True: it did, and the call is worth repeating. */
async function tokenChanged(): Promise<boolean> {
  const before = csrf;
  const response = await once({ verb: 'get', address: '/api/session' });
  if (response.ok) rememberSession((await response.json()) as Session);
  return csrf !== before;
}

/** A call whose answer is read by the caller, such as a stream. Throws for every status above 299. */
export async function send(request: RawRequest): Promise<Response> {
  let response = await once(request);
  if (response.status === 403 && request.verb !== 'get' && (await tokenChanged())) response = await once(request);
  if (!response.ok) throw await readProblem(response);
  return response;
}

export async function call<V extends Verb, P extends PathFor<V>>(
  verb: V,
  path: P,
  ...options: Rest<Operation<P, V>>
): Promise<AnswerOf<Operation<P, V>>> {
  // Looked at as what every call has in common: the union of all of them is too large to be written out.
  const given = ((options as readonly unknown[])[0] ?? {}) as { body?: unknown; path?: object; query?: object };
  const response = await send({
    verb,
    address: addressOf(path, given.path, given.query),
    body: given.body === undefined ? undefined : JSON.stringify(given.body),
  });
  if (response.status === 204 || response.status === 202) return undefined as AnswerOf<Operation<P, V>>;
  try {
    return (await response.json()) as AnswerOf<Operation<P, V>>;
  } catch {
    throw new ProblemError({ type: '/problems/unreadable', title: '', status: response.status, detail: '', request_id: '' });
  }
}
