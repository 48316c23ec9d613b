import type { Checkpoint, Provenance } from './schemas/provenance.ts';

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Two or three words for a row; undefined where nothing is said. What a file says is untrusted text. */
export function nameProvenance({ kind, made_by: by }: Provenance): string | undefined {
	if (kind === 'operator') return 're-run by the operator';
	return by === null ? undefined : `says: made with ${by}`;
}

/** All that is known of how answers were made, a sentence each, as claims where they are claims. */
export function describeProvenance(provenance: Provenance, responses: number): readonly string[] {
	const { made_by: by, rerun_at: rerunAt, answers } = provenance;
	const marked =
		rerunAt === null
			? []
			: [`An operator says that they made the answers again (${rerunAt.slice(0, 10)}).`];
	if (by === null) return marked;
	const share =
		answers >= responses
			? ''
			: ` of ${COUNT.format(answers)} of ${COUNT.format(responses)} answers`;
	return [
		...marked,
		`The file says${share} that they were made with ${by}${listDetails(provenance)}.`,
	];
}

function listDetails({ models_reported: models, sampling, from, until }: Provenance): string {
	const [first, last] = [from?.slice(0, 10), until?.slice(0, 10)];
	const settings = Object.entries(sampling ?? {}).map(([name, value]) => `${name} ${value}`);
	return [
		models.length === 0 ? '' : `, reported as ${models.join(', ')}`,
		settings.length === 0 ? '' : `, with ${settings.join(', ')}`,
		first === undefined ? '' : first === last ? `, on ${first}` : `, from ${first} to ${last}`,
	].join('');
}

/** `step 12,000` or `2,000,000,000 tokens`. */
export function describeCheckpoint({ step, tokens }: Checkpoint): string {
	return step === null ? `${COUNT.format(tokens ?? 0)} tokens` : `step ${COUNT.format(step)}`;
}
