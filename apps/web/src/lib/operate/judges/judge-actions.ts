import {
	type Client,
	type InvalidParam,
	type JudgePreview,
	type JudgeTrial,
	type NewJudge,
	ProblemError,
} from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../../server/form.ts';
import { act, asOperator } from '../form.ts';
import { isCascadeForm, readCascadeFields } from './cascade-fields.ts';
import { judgeFieldsOf, readJudgeFields } from './judge-fields.ts';
import { isJuryForm, readJuryFields } from './jury-fields.ts';
import type { Fields } from '../keys/key-fields.ts';
import { leaveNote } from '../session.ts';

/** What was typed stands in the form again, with what is wrong with each field. */
type Refused = ActionFailure<{
	readonly message: string;
	readonly errors: readonly InvalidParam[];
	readonly fields: Fields;
}>;
type Answered =
	| { readonly fields: Fields; readonly check: JudgePreview; readonly trial?: never }
	| { readonly fields: Fields | undefined; readonly trial: JudgeTrial; readonly check?: never };

const PAGE = '/operate/judges';
const cardOf = (name: string) => `${PAGE}#judge-${encodeURIComponent(name)}`;

/** Says what the form would release and how it differs; releases nothing. */
export async function checkJudge(event: RequestEvent): Promise<Refused | Answered> {
	const fields = judgeFieldsOf(await event.request.formData());
	const done = await ask(event, fields, (client) => client.checkJudge(readFields(fields)));
	return 'refused' in done ? done.refused : { fields, check: done.value };
}

/** Releases what the form says. */
export async function createJudge(event: RequestEvent): Promise<Refused> {
	const fields = judgeFieldsOf(await event.request.formData());
	const { repetition } = fields;
	const done = await ask(event, fields, (client) =>
		client.createJudge(readFields(fields), repetition),
	);
	if ('refused' in done) return done.refused;
	const { name, is_new: isNew, notes } = done.value;
	const words = isNew ? 'is released' : 'was released before; nothing has changed';
	leaveNote(event, [`${name} ${words}.`, ...notes].join(' '));
	redirect(303, cardOf(name));
}

/** Puts a battle to what the form says, or to a version that is released. */
export async function tryJudge(event: RequestEvent): Promise<Refused | Answered> {
	const fields = judgeFieldsOf(await event.request.formData());
	const { from = '', battle = '', model } = fields;
	const isForm = model !== undefined;
	const written = isForm ? { definition: readJudgeFields(fields).definition } : {};
	const done = await ask(event, fields, (client) => client.tryJudge(from, { battle, ...written }));
	return 'refused' in done
		? done.refused
		: { fields: isForm ? fields : undefined, trial: done.value };
}

/** Retires a version, or takes that back. */
export async function changeJudge(event: RequestEvent): Promise<Failure> {
	const name = await readField(event, 'judge');
	const retired = (await readField(event, 'retired')) === 'yes';
	const evenIfLive = (await readField(event, 'even_if_live')) === 'yes';
	return act(event, cardOf(name), async (client) => {
		await client.changeJudge(name, { retired, even_if_live: evenIfLive });
		return `${name} ${retired ? 'is retired: it starts no runs' : 'starts runs again'}.`;
	});
}

function readFields(fields: Fields): NewJudge {
	if (isCascadeForm(fields)) return readCascadeFields(fields);
	return isJuryForm(fields) ? readJuryFields(fields) : readJudgeFields(fields);
}

type Done<Value> = { readonly value: Value } | { readonly refused: Refused };

async function ask<Value>(
	event: RequestEvent,
	fields: Fields,
	work: (client: Client) => Promise<Value>,
): Promise<Done<Value>> {
	let done: { readonly value: Value } | undefined;
	let problem: ProblemError['problem'] | undefined;
	const trouble = await asOperator(event, async (client) => {
		try {
			done = { value: await work(client) };
		} catch (cause) {
			if (cause instanceof ProblemError) problem = cause.problem;
			throw cause;
		}
	});
	if (done) return done;
	if (!trouble) throw new Error('a judge was neither answered nor refused');
	const { detail: message = trouble.data.message, errors = [] } = problem ?? {};
	return { refused: fail(trouble.status, { message, errors, fields }) };
}
