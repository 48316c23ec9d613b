import type { InvalidParam } from '@codejoust/contract/client';
import { formatUnits } from '../../format/quantity.ts';
import { readDollars } from '../dollars.ts';
import { type Fields, fieldsOf } from '../keys/key-fields.ts';
import type { ConsoleForm, FormField } from './console-form.ts';

export type FormInput = {
	readonly fields: Fields;
	/** By field; only fields with a file are there. */
	readonly files: Readonly<Record<string, readonly File[]>>;
	readonly problems: Readonly<Record<string, string>>;
};

/** The fields of a posted form, with a sentence for each one that cannot be read; all at once. */
export function readForm(form: ConsoleForm, data: FormData): FormInput {
	const fields = fieldsOf(data);
	const files: Record<string, readonly File[]> = {};
	const problems: Record<string, string> = {};
	for (const field of form.fields) {
		const sent = isOfFiles(field) ? filesIn(data, field.name) : [];
		if (sent.length > 0) files[field.name] = sent;
		const isEmpty = isOfFiles(field) ? sent.length === 0 : !fields[field.name];
		const problem = isEmpty ? missing(field) : misread(field, fields[field.name] ?? '');
		if (problem !== undefined) problems[field.name] = problem;
	}
	return { fields, files, problems };
}

/** The file of a field; undefined where none was chosen. */
export function fileOf(files: FormInput['files'], name: string): File | undefined {
	return files[name]?.[0];
}

/** Names of files as the API takes them, in their order. */
export function namesOf(files: readonly File[]): string[] {
	return files.map(({ name }, at) => name.slice(0, 200) || `file-${at + 1}`);
}

/** A whole number that `readForm` has let through; undefined for an empty field. */
export function wholeOf(fields: Fields, name: string): number | undefined {
	return fields[name] ? Number(fields[name]) : undefined;
}

/** Micro-dollars of an amount that `readForm` has let through; undefined for an empty field. */
export function microUsdOf(fields: Fields, name: string): number | undefined {
	const read = readDollars(fields[name] ?? '');
	return typeof read === 'number' ? read : undefined;
}

/** A text; undefined for an empty field. */
export function textOf(fields: Fields, name: string): string | undefined {
	return fields[name] === '' ? undefined : fields[name];
}

export type Placed = {
	readonly message: string;
	readonly problems: Readonly<Record<string, string>>;
};

/** Puts the API's problems next to the fields that they are about; the others are said above the form. */
export function placeProblems(
	form: ConsoleForm,
	{
		detail,
		errors = [],
		errors_total: total = countAll(errors),
	}: {
		readonly detail: string;
		readonly errors?: readonly InvalidParam[];
		readonly errors_total?: number;
	},
): Placed {
	const problems: Record<string, string> = {};
	const others: string[] = [];
	for (const { name, reason } of errors) {
		const field = fieldOf(form, name);
		if (field) problems[field.name] = [problems[field.name], reason].filter(Boolean).join('\n');
		else if (!detail.includes(reason)) others.push(`${name}: ${reason}`);
	}
	const placed = Object.keys(problems).length;
	const rest = total - countAll(errors);
	if (rest > 0) others.push(`And ${formatUnits(rest, 'more problem')}.`);
	// What the API says of a file counts its problems.
	const isOfFile = form.fields.some((field) => isOfFiles(field) && field.name in problems);
	const first = placed === 0 || isOfFile ? detail : countProblems(placed);
	return { message: [first, ...others].join(' '), problems };
}

/** A problem may stand for several of its kind. */
function countAll(errors: readonly InvalidParam[]): number {
	return errors.reduce((sum, { times = 1 }) => sum + times, 0);
}

/** How many fields need a change. */
export function countProblems(count: number): string {
	return `Nothing was done: ${formatUnits(count, 'field')} ${count === 1 ? 'needs' : 'need'} a change.`;
}

/** The field that a problem is about; `baseline.slug` rather than `slug`. */
function fieldOf({ fields }: ConsoleForm, problem: string): FormField | undefined {
	const nameOf = ({ name, apiName = name }: FormField) => apiName;
	return fields
		.filter((field) => `.${problem}.`.includes(`.${nameOf(field)}.`))
		.toSorted((one, other) => nameOf(other).length - nameOf(one).length)[0];
}

function isOfFiles({ kind }: FormField): boolean {
	return kind === 'file' || kind === 'files';
}

/** An empty field of files is sent as one without a name. */
function filesIn(data: FormData, name: string): readonly File[] {
	return data
		.getAll(name)
		.flatMap((sent) => (typeof sent !== 'string' && sent.size > 0 ? sent : []));
}

function missing({ kind, isNeeded }: FormField): string | undefined {
	if (!isNeeded) return undefined;
	if (kind === 'file') return 'Choose a file.';
	if (kind === 'files') return 'Choose one file or more.';
	if (kind === 'choice') return 'Choose one.';
	return kind === 'tick' ? 'Tick this.' : 'This field is needed.';
}

function misread({ kind }: FormField, text: string): string | undefined {
	if (kind === 'whole-number' && !/^-?\d{1,15}$/.test(text))
		return `"${text.slice(0, 40)}" is not a whole number.`;
	if (kind === 'dollars' && readDollars(text) === 'unreadable')
		return `"${text.slice(0, 40)}" is not an amount: write dollars such as 2.50.`;
	return undefined;
}
