import type { ModelChange } from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asOperator } from '../form.ts';
import { type Fields, fieldsOf } from '../keys/key-fields.ts';
import { leaveNote } from '../session.ts';

/** What was typed stands there again. */
type Refused = ActionFailure<{ readonly message: string; readonly fields: Fields }>;

/** Corrects what is published about a model; an empty field removes the value. */
export async function changeModel(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	const slug = fields['model'] ?? '';
	const trouble = await asOperator(event, async (client) => {
		const { name } = await client.changeModel(slug, readModelChange(fields));
		leaveNote(event, `What is published about ${name} is saved.`);
	});
	if (trouble) return fail(trouble.status, { message: trouble.data.message, fields });
	redirect(303, `/operate/models#model-${encodeURIComponent(slug)}`);
}

/** Marks that an operator has made the answers of a submission again, or takes the mark away. */
export async function markRerun(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	const { model = '', submission = '', reason = '' } = fields;
	const isRerun = fields['is_rerun'] === 'true';
	const trouble = await asOperator(event, async (client) => {
		await client.markRerun(submission, { is_rerun: isRerun, reason });
		const what = isRerun ? 'is marked as re-run by the operator' : 'has no mark any more';
		leaveNote(event, `Submission ${submission} ${what}.`);
	});
	if (trouble) return fail(trouble.status, { message: trouble.data.message, fields });
	redirect(303, `/operate/models?model=${encodeURIComponent(model)}`);
}

function readModelChange(fields: Fields): ModelChange {
	const valueOf = (name: keyof ModelChange) => fields[name] || null;
	return {
		organisation: valueOf('organisation'),
		licence: valueOf('licence'),
		link: valueOf('link'),
	};
}
