import type { Database } from '@codejoust/db/connect';
import { findJudgeVersion, releaseJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { hashDefinition, recordedDefinitionSchema } from '@codejoust/judge/protocol/definition';
import type { RecordedDefinition } from '@codejoust/judge/protocol/recorded';
import { isRecorded } from '../../is-recorded.ts';
import { Refusal } from '../../refusal.ts';
import { slugOf } from '../../slug-of.ts';

/** The definition of a judge whose judgments are imported; words that are read again are read by our reader. */
export function defineRecorded(
	given: Omit<RecordedDefinition, 'kind' | 'parser'>,
): RecordedDefinition {
	return recordedDefinitionSchema.parse({
		kind: 'recorded',
		...given,
		...(given.decisions === 'reread' ? { parser: 'labels@1' } : {}),
	});
}

/** `words` say whose judge it is. */
export function refuseReread(words: string): Refusal {
	return new Refusal(
		'invalid-input',
		`The judge of ${words} says other labels than ours, which our reader does not read: leave decisions out.`,
	);
}

/** Finds or releases the version of a recorded judge; without a name it is named after who judged. */
export async function releaseRecorded(
	tx: Database,
	definition: RecordedDefinition,
	asked: string | undefined,
) {
	const slug = asked ?? `recorded-${slugOf(definition.model)}`.slice(0, 80).replace(/-+$/, '');
	const namesake = await findJudgeVersion(tx, { slug });
	if (namesake && !isRecorded(namesake))
		throw new Refusal(
			'already-exists',
			`The judge ${slug} is asked by this arena, and recorded judgments are no version of it: choose another name.`,
		);
	return releaseJudgeVersion(tx, {
		slug,
		hash: hashDefinition(definition),
		kind: definition.kind,
		model: definition.model,
		definition,
		isRehearsal: false,
	});
}
