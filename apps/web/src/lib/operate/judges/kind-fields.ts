import { ASKED_KINDS, type AskedKind } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';
import { asNumber } from './form-number.ts';

type Definition = Readonly<Record<string, unknown>>;

/** The fields that a form has for one kind alone, by the names that a definition has for them. */
const TEXTS: Readonly<Record<AskedKind, readonly string[]>> = {
	pairwise: ['responseFormat', 'parser'],
	token: ['parser'],
	rubric: ['responseFormat'],
};
const NUMBERS: Readonly<Record<AskedKind, readonly string[]>> = {
	pairwise: [],
	token: ['tieWithin', 'topLogprobs'],
	rubric: [],
};

/** May be left out. */
const CHOICES: Readonly<Record<AskedKind, readonly string[]>> = {
	pairwise: ['prepare', 'fences'],
	token: ['prepare'],
	rubric: [],
};

/** The kind that the form's fields are of. */
export function kindOf(fields: Fields): AskedKind {
	return ASKED_KINDS.find((one) => one === fields['kind']) ?? 'pairwise';
}

/** Whether another kind was picked than the form has fields of: the server begins with its default definition. */
export function isOtherKind(fields: Fields): boolean {
	const shown = fields['shownKind'];
	return shown !== undefined && shown !== '' && shown !== kindOf(fields);
}

/** What only the kind of a definition has, as fields of the form. */
export function fieldsOfKind(definition: Definition): Fields {
	const kind = ASKED_KINDS.find((one) => one === definition['kind']) ?? 'pairwise';
	const names = [...TEXTS[kind], ...NUMBERS[kind]];
	return {
		kind,
		...Object.fromEntries(names.map((name) => [name, String(definition[name] ?? '')])),
	};
}

/** The same as a definition has it. */
export function readKindFields(fields: Fields): Definition {
	const kind = kindOf(fields);
	return {
		...Object.fromEntries(TEXTS[kind].map((name) => [name, fields[name] ?? ''])),
		...Object.fromEntries(NUMBERS[kind].map((name) => [name, asNumber(fields[name] ?? '')])),
		// Null removes what the version that is edited has.
		...Object.fromEntries(CHOICES[kind].map((name) => [name, fields[name] ? fields[name] : null])),
	};
}
