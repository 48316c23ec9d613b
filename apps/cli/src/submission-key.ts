import { createHash } from 'node:crypto';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import { writeFieldMap } from '@codejoust/formats/rows/field-map';
import type { NewModel, VariantSettings } from '@codejoust/contract/client';

/** An Idempotency-Key that is the same for the same submission: a repeated command does not submit twice. */
export function submissionKey(submission: {
	readonly server: string;
	/** With its version: another version is another submission. */
	readonly benchmark: string;
	readonly model: string | NewModel;
	readonly variant: VariantSettings | undefined;
	readonly visibility?: 'public' | 'private' | undefined;
	readonly isDraft?: boolean | undefined;
	readonly prepare?: PreparationOptions | undefined;
	readonly file: Uint8Array;
}): string {
	const { file, ...rest } = submission;
	const { stripThinking, repair, sample, map } = rest.prepare ?? {};
	const kind = [
		rest.visibility === 'private' ? 'private' : [],
		rest.isDraft ? 'draft' : [],
		stripThinking ? 'strip-thinking' : [],
		repair ? 'repair' : [],
		sample === undefined ? [] : `sample ${sample}`,
		map ? `map ${writeFieldMap(map)}` : [],
	].flat();
	const digest = createHash('sha256')
		.update(
			`${JSON.stringify([rest.server, rest.benchmark, rest.model, rest.variant ?? {}, ...kind])}\n`,
		)
		.update(file)
		.digest('hex');
	return `codejoust-submit-${digest}`;
}
