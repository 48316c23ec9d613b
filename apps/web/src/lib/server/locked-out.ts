import { ProblemError } from '@codejoust/contract/client';

/** A session may end, and its key may be revoked or expire, while somebody is signed in. */
export function isLockedOut(cause: unknown): cause is ProblemError {
	return cause instanceof ProblemError && [401, 403].includes(cause.problem.status);
}
