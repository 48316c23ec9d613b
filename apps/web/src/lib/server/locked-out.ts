import { ProblemError } from '@codejoust/api/client';

/** A key may be revoked or expire while somebody is signed in with it. */
export function isLockedOut(cause: unknown): cause is ProblemError {
	return cause instanceof ProblemError && [401, 403].includes(cause.problem.status);
}
