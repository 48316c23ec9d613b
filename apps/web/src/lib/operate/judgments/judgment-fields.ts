import type { NewJudgmentImport } from '@codejoust/contract/client';
import { DECISIONS } from '@codejoust/contract/schemas/closed-lists';
import { readFieldMap } from '@codejoust/formats/rows/field-map';
import { given } from '../forms/given.ts';
import { textOf } from '../forms/read-form.ts';
import type { Fields } from '../keys/key-fields.ts';

export type ReadImport =
	| { readonly kind: 'read'; readonly metadata: NewJudgmentImport }
	| { readonly kind: 'wrong'; readonly problems: Readonly<Record<string, string>> };

/** What the form of an import says of its files; the server checks the rest. */
export function readImportFields(fields: Fields): ReadImport {
	const map = fields['map'] ? readFieldMap(fields['map']) : undefined;
	const tie = Number(fields['tie_within'] ?? '');
	const problems = {
		...(map?.kind === 'refused' ? { map: map.says } : {}),
		...(Number.isNaN(tie) ? { tie_within: 'Write a number from 0 to 0.45, such as 0.1.' } : {}),
	};
	if (Object.keys(problems).length > 0) return { kind: 'wrong', problems };
	return {
		kind: 'read',
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
