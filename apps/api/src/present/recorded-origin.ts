import type { RecordedOrigin } from '@codejoust/contract/schemas/judgment-import';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ImportRow } from '@codejoust/db/queries/judgments/judgment-imports';
import { JUDGMENT_FORMATS, PAIR_JUDGMENT_FORMATS, titleOf } from '@codejoust/formats/file-formats';
import { recordedDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { nameBenchmark } from '../benchmark-name.ts';
import { isRecorded } from '../is-recorded.ts';

/** Where the judgments of a judge version were imported from; null of one that is asked. */
export function presentOrigin(
	row: JudgeVersionRow,
	imports: readonly ImportRow[],
): RecordedOrigin | null {
	if (!isRecorded(row)) return null;
	const { format, orders, decisions } = recordedDefinitionSchema.parse(row.definition);
	const known = [...JUDGMENT_FORMATS, ...PAIR_JUDGMENT_FORMATS].find((name) => name === format);
	return {
		format: known === undefined ? format : titleOf(known),
		orders,
		decisions,
		imports: imports.map((one) => ({
			benchmark: nameBenchmark(one),
			imported_at: one.importedAt.toISOString(),
			files: one.files.map((file) => ({ ...file })),
			...one.figures,
			unscored: { ...one.figures.unscored },
		})),
	};
}
