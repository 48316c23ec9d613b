import type { Variables } from '@codejoust/judge/endpoint/endpoints-file';

/** The environment, for the key whose variable somebody names. */
export function readVariables(): Variables {
	return process.env;
}
