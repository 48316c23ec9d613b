import type { NewJudgmentImport } from '@codejoust/contract/client';
import { DECISIONS } from '@codejoust/contract/schemas/closed-lists';
import { readFieldMap } from '@codejoust/formats/rows/field-map';
import { given } from '../forms/given.ts';
import { textOf } from '../forms/read-form.ts';
import type { Fields } from '../keys/key-fields.ts';

export type ReadImport = {
	/** By field; without any of them the metadata can be sent. */
	readonly problems: Readonly<Record<string, string>>;
	readonly metadata: NewJudgmentImport;
};

/** What the form of an import says of its files; the server checks the rest. */
export function readImportFields(fields: Fields): ReadImport {
	const map = fields['map'] ? readFieldMap(fields['map']) : undefined;
	const tie = Number(fields['tie_within'] ?? '');
	const problems = {
		...(map?.kind === 'refused' ? { map: map.says } : {}),
		...(Number.isNaN(tie) ? { tie_within: 'Write a number from 0 to 0.45, such as 0.1.' } : {}),
	};
	return {
		problems,
		metadata: {
			tie_within: tie,
			answers: fields['answers'] === 'unknown' ? 'unknown' : 'known',
			others: fields['others'] === 'skip' ? 'skip' : 'refuse',
			visibility: fields['visibility'] === 'private' ? 'private' : 'public',
			dry_run: fields['dry_run'] === 'yes',
			...given({
				decisions: DECISIONS.find((one) => one === fields['decisions']),
				judge: textOf(fields, 'judge'),
				judged_by: textOf(fields, 'judged_by'),
				model: textOf(fields, 'model'),
				baseline: textOf(fields, 'baseline'),
				map: map?.kind === 'read' ? Object.fromEntries(map.map) : undefined,
			}),
		},
	};
}
