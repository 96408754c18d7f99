/**
 * What can go wrong, as one error class. Never holds what people wrote.
 */
import type { ErrorCode, Problem } from './wire';

const RETRYABLE: ReadonlySet<ErrorCode> = new Set([
  'too_many_requests',
  'internal',
  'overloaded',
  'storage_full',
  'storage_unavailable',
  'draining',
  'unreachable',
]);

const SIGNED_OUT: ReadonlySet<ErrorCode> = new Set(['unauthenticated', 'device_revoked']);

/** A command or request that was not carried out. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiError';
  }

  get code(): ErrorCode {
    return this.problem.code;
  }
  get title(): string {
    return this.problem.title;
  }
  get hint(): string {
    return this.problem.hint;
  }
  get detail(): string | undefined {
    return this.problem.detail;
  }
  get field(): string | undefined {
    return this.problem.field;
  }
  /** Seconds to wait before trying again. */
  get retryAfter(): number | undefined {
    return this.problem.retry_after;
  }
  /** The same request may succeed later, unchanged. */
  get retryable(): boolean {
    return isRetryable(this.problem);
  }
}

/** Codes of a newer server count by their status. */
export function isRetryable(problem: Problem): boolean {
  return RETRYABLE.has(problem.code) || problem.status === 429 || problem.status >= 500;
}

/** The session is over: nothing but signing in again helps. */
export function endsSession(problem: Problem): boolean {
  return SIGNED_OUT.has(problem.code);
}

/** No answer came: there is no connection, or the server is down. */
export function unreachable(): ApiError {
  return new ApiError({
    type: '/docs/errors/unreachable',
    title: 'The server could not be reached.',
    status: 0,
    code: 'unreachable',
    hint: 'Check the connection and try again.',
  });
}

/** Whatever was thrown, as an ApiError. */
export function asApiError(thrown: unknown): ApiError {
  return thrown instanceof ApiError ? thrown : unreachable();
}
