import type { JudgmentImport } from '@codejoust/contract/client';
import type { ActionFailure, RequestEvent } from '@sveltejs/kit';
import type { FormAnswer } from '../forms/console-form.ts';
import type { FormInput } from '../forms/read-form.ts';
import { tryForm } from '../forms/submit-form.ts';
import { readImportFields } from './judgment-fields.ts';
import { IMPORT_JUDGMENTS } from './judgment-form.ts';

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
			const names = judgments.map(({ name }) => name.slice(0, 200) || 'judgments');
			const metadata = { ...readImportFields(fields).metadata, names };
			const upload = { metadata, judgments };
			const brought = await client.importJudgments(fields['benchmark'] ?? '', upload);
			return { form: action, fields, problems: {}, brought };
		},
	);
}
