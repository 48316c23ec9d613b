import { type Client, ProblemError } from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../server/api.ts';
import * as operatorSession from '../session.ts';
import type { ConsoleForm, FormAnswer } from './console-form.ts';
import { countProblems, type FormInput, placeProblems, readForm } from './read-form.ts';

export type FormWork = {
	/** Whose form it is; an operator's unless another session is named. */
	readonly session?: Pick<typeof operatorSession, 'leaveNote' | 'readToken'>;
	/** Where the page goes with the sentence that `work` returns. */
	readonly place: string | ((input: FormInput) => string);
	/** What is wrong with fields that no other rule reads. */
	readonly check?: (input: FormInput) => Readonly<Record<string, string>>;
	/**
	 * What doing it means: a question and, each in a line of its own, what follows from it. It is asked once, and again where
	 * the answer to it has changed meanwhile.
	 */
	readonly ask?: (client: Client, input: FormInput) => Promise<string>;
	readonly work: (client: Client, input: FormInput) => Promise<string>;
};

/** Reads a form, asks where that is needed, does it, and leads on; or shows the form with what is wrong. */
export async function submitForm(
	event: RequestEvent,
	form: ConsoleForm,
	{ place, check, ask, work, session = operatorSession }: FormWork,
): Promise<FormAnswer | ActionFailure<FormAnswer>> {
	const done = await tryForm(
		event,
		{ form, session, ...(check ? { check } : {}) },
		async (client, input) => {
			const question = await ask?.(client, input);
			// A browser sends the end of a line as two characters.
			const confirmed = input.fields['confirmed']?.replaceAll('\r\n', '\n');
			if (question !== undefined && question !== confirmed) return { question, input };
			session.leaveNote(event, await work(client, input));
			return { input };
		},
	);
	if ('status' in done) return done;
	const { question, input } = done;
	if (question !== undefined)
		return { form: form.action, fields: input.fields, problems: {}, ask: question };
	redirect(303, typeof place === 'string' ? place : place(input));
}

/** Reads a form and does its work with the visitor's session, or answers with the form and all that is wrong with it. */
export async function tryForm<Done extends object>(
	event: RequestEvent,
	{
		form,
		check,
		session = operatorSession,
	}: { readonly form: ConsoleForm } & Pick<FormWork, 'check' | 'session'>,
	work: (client: Client, input: FormInput) => Promise<Done>,
): Promise<Done | ActionFailure<FormAnswer>> {
	const input = readForm(form, await event.request.formData());
	const { fields } = input;
	const problems = { ...check?.(input), ...input.problems };
	const shown = { form: form.action, fields };
	const count = Object.keys(problems).length;
	if (count > 0) return fail(422, { ...shown, message: countProblems(count), problems });
	const token = session.readToken(event);
	if (token === undefined)
		return fail(401, { ...shown, message: 'You are not signed in any more.', problems });
	try {
		return await work(openClient(event, token), input);
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		const problem = cause instanceof ProblemError ? cause.problem : trouble;
		return fail(trouble.status, { ...shown, ...placeProblems(form, problem) });
	}
}
