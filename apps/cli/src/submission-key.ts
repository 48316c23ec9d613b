import { createHash } from 'node:crypto';
import type { NewModel, VariantSettings } from '@codejoust/api/client';

/** An Idempotency-Key that is the same for the same submission: a repeated command does not submit twice. */
export function submissionKey(submission: {
	readonly server: string;
	/** With its version: another version is another submission. */
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant: VariantSettings | undefined;
	readonly visibility?: 'public' | 'private' | undefined;
	readonly isDraft?: boolean | undefined;
	readonly file: Uint8Array;
}): string {
	const { file, ...facts } = submission;
	const kind = [
		facts.visibility === 'private' ? 'private' : [],
		facts.isDraft ? 'draft' : [],
	].flat();
	const digest = createHash('sha256')
		.update(
			`${JSON.stringify([facts.server, facts.benchmark, facts.model, facts.variant ?? {}, ...kind])}\n`,
		)
		.update(file)
		.digest('hex');
	return `codejoust-submit-${digest}`;
}
