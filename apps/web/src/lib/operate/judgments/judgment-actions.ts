import type { JudgmentImport } from '@codejoust/contract/client';
import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import type { FormAnswer } from '../forms/console-form.ts';
import { countProblems } from '../forms/read-form.ts';
import { tryForm } from '../forms/submit-form.ts';
import { readImportFields } from './judgment-fields.ts';
import { IMPORT_JUDGMENTS } from './judgment-form.ts';

export type Brought = FormAnswer & { readonly brought: JudgmentImport };

/** Imports judgments that somebody else had made, or only checks them, and shows what the files hold. */
export async function importJudgments(
	event: RequestEvent,
): Promise<Brought | ActionFailure<FormAnswer>> {
	const { action } = IMPORT_JUDGMENTS;
	return tryForm<Brought | ActionFailure<FormAnswer>>(
		event,
		IMPORT_JUDGMENTS,
		async (client, { fields, files }) => {
			const read = readImportFields(fields);
			if (read.kind === 'wrong') {
				const { problems } = read;
				const message = countProblems(Object.keys(problems).length);
				return fail(422, { form: action, fields, message, problems });
			}
			const judgments = files['judgments'] ?? [];
			const names = judgments.map(({ name }) => name.slice(0, 200) || 'judgments');
			const metadata = { ...read.metadata, names };
			const brought = await client.importJudgments(fields['benchmark'] ?? '', {
				metadata,
				judgments,
			});
			return { form: action, fields, problems: {}, brought };
		},
	);
}
