/**
 * The ids of the jobs that a call of pg-boss has changed. pg-boss answers with them, but its types do
 * not say so (docs/decisions/0015-private-parts-of-pg-boss.md). Throws where they are missing: read as
 * "none", every claim would count as lost.
 */
export function settledIds(response: object): readonly string[] {
	if ('settled' in response && Array.isArray(response.settled)) return response.settled;
	throw new Error('pg-boss no longer answers with the ids of the jobs that it changed (settled)');
}
