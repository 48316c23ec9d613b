import type { JudgmentImport, NewPairJudgments, PairJudgments } from '@codejoust/contract/client';
import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { FormAnswer } from '../forms/console-form.ts';
import { type FormInput, namesOf, textOf } from '../forms/read-form.ts';
import { given } from '../forms/given.ts';
import { DECISIONS } from '@codejoust/contract/schemas/closed-lists';
import { tryForm } from '../forms/submit-form.ts';
import { readImportFields } from './judgment-fields.ts';
import type { Fields } from '../keys/key-fields.ts';
import { IMPORT_JUDGMENTS, IMPORT_PAIRS } from './judgment-form.ts';

export type Brought = FormAnswer & { readonly brought: JudgmentImport };

/** Imports judgments that somebody else had made, or only checks them, and shows what the files hold. */
export async function importJudgments(
	event: RequestEvent,
): Promise<Brought | ActionFailure<FormAnswer>> {
	const { action } = IMPORT_JUDGMENTS;
	const check = ({ fields }: FormInput) => readImportFields(fields).problems;
	return tryForm<Brought>(
		event,
		{ form: IMPORT_JUDGMENTS, check },
		async (client, { fields, files }) => {
			const judgments = files['judgments'] ?? [];
			const metadata = { ...readImportFields(fields).metadata, names: namesOf(judgments) };
			const upload = { metadata, judgments };
			const brought = await client.importJudgments(fields['benchmark'] ?? '', upload);
			return { form: action, fields, problems: {}, brought };
		},
	);
}

export type BroughtPairs = FormAnswer & { readonly judgedPairs: PairJudgments };

/** Imports labelled pairs with what somebody else's judge said of them, or only checks them. */
export async function importPairs(
	event: RequestEvent,
): Promise<BroughtPairs | ActionFailure<FormAnswer>> {
	const { action } = IMPORT_PAIRS;
	return tryForm<BroughtPairs>(event, { form: IMPORT_PAIRS }, async (client, { fields, files }) => {
		const judgments = files['judged_pairs'] ?? [];
		const upload = { metadata: pairMetadata(fields, judgments), judgments };
		const judgedPairs = await client.importPairJudgments(upload);
		return { form: action, fields, problems: {}, judgedPairs };
	});
}

/** The set is named as `slug` or `slug@version`. */
function pairMetadata(fields: Fields, files: readonly File[]): NewPairJudgments {
	const [slug = '', version] = (fields['set'] ?? '').split('@');
	return {
		set: {
			slug,
			name: textOf(fields, 'title') ?? slug,
			files: namesOf(files).map((name) => ({ name })),
			...given({ version, licence: textOf(fields, 'licence') }),
		},
		dry_run: fields['dry_run'] === 'yes',
		...given({
			judge: textOf(fields, 'pair_judge'),
			judged_by: textOf(fields, 'pair_judged_by'),
			decisions: DECISIONS.find((one) => one === fields['pair_decisions']),
		}),
	};
}
