// What can go wrong with a call. Transport only says it; screens decide what to show.
import type { Problem } from './types.ts';

/** The server answered with a problem document (or with something that is none, which becomes one). */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** No answer came at all. */
export class OfflineError extends Error {
  constructor() {
    super('No answer from the server.');
    this.name = 'OfflineError';
  }
}

export function problemOf(error: unknown): Problem | undefined {
  return error instanceof ProblemError ? error.problem : undefined;
}

export function statusOf(error: unknown): number | undefined {
  return problemOf(error)?.status;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'type' in value && 'title' in value && 'detail' in value;
}

/** Reads the problem out of a failed response. */
export async function readProblem(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ProblemError(body);
  return new ProblemError({
    type: '/problems/unreadable',
    title: '',
    status: response.status,
    detail: '',
    request_id: response.headers.get('X-Request-Id') ?? '',
  });
}
