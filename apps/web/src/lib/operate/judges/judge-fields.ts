import type { NewJudge } from '@codejoust/contract/client';
import { RE_ASK_REASONS } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';
import { asNumber } from './form-number.ts';
import { fieldsOfKind, isOtherKind, kindOf, readKindFields } from './kind-fields.ts';
import {
	CATEGORIES_FIELD,
	fieldsOfRubric,
	isCriterionText,
	readRubricFields,
} from './rubric-fields.ts';

type Definition = Readonly<Record<string, unknown>>;

const NUMBERS = ['temperature', 'topP', 'seed'] as const;
const EFFORT = 'reasoningEffort';
const TEXTS: readonly string[] = [
	'systemPrompt',
	'userTemplate',
	'criterionText',
	CATEGORIES_FIELD,
];

/** A form's fields as they were sent. A browser sends texts with its own line ends; nothing else of them is changed. */
export function judgeFieldsOf(form: FormData): Fields {
	return Object.fromEntries(
		[...form].map(([name, value]) => {
			const text = typeof value === 'string' ? value : '';
			return [
				name,
				TEXTS.includes(name) || isCriterionText(name) ? text.replaceAll('\r\n', '\n') : text.trim(),
			];
		}),
	);
}

/** A definition as the form shows it: what it leaves out is an empty field. */
export function fieldsOfDefinition(definition: Definition): Fields {
	const [sampling, maxTokens, reAsk, criterion] = [
		'sampling',
		'maxTokens',
		'reAsk',
		'criterion',
	].map((name) => asRecord(definition[name]));
	const reasons = reAsk?.['reasons'];
	return {
		model: asText(definition['model']),
		systemPrompt: asText(definition['systemPrompt']),
		userTemplate: asText(definition['userTemplate']),
		prepare: asText(definition['prepare']),
		fences: asText(definition['fences']),
		criterionName: asText(criterion?.['name']),
		criterionText: asText(criterion?.['text']),
		...Object.fromEntries([...NUMBERS, EFFORT].map((name) => [name, asText(sampling?.[name])])),
		tokenParameter: asText(maxTokens?.['parameter']),
		tokenLimit: asText(maxTokens?.['limit']),
		...fieldsOfKind(definition),
		...(definition['kind'] === 'rubric' ? fieldsOfRubric(definition) : {}),
		...Object.fromEntries(
			(Array.isArray(reasons) ? reasons : []).map((reason) => [`reask-${asText(reason)}`, 'yes']),
		),
		tokenFactor: asText(reAsk?.['tokenFactor']),
	};
}

/** What the form asks for. A number that is none is sent as it was typed: the server says what is wrong with it. */
export function readJudgeFields(fields: Fields): NewJudge {
	const { slug = '', from = '' } = fields;
	return {
		...(slug === '' ? {} : { slug }),
		...(from === '' ? {} : { from }),
		definition: {
			kind: kindOf(fields),
			model: fields['model'] ?? '',
			...(isOtherKind(fields) ? { criterion: nameCriterion(fields) } : readSettings(fields)),
		},
	};
}

function readSettings(fields: Fields): Definition {
	const { reasoningEffort = '' } = fields;
	return {
		...(kindOf(fields) === 'rubric' ? readRubricFields(fields) : readCriterion(fields)),
		sampling: {
			...Object.fromEntries(
				NUMBERS.flatMap((name) => (fields[name] ? [[name, asNumber(fields[name])]] : [])),
			),
			...(reasoningEffort === '' ? {} : { reasoningEffort }),
		},
		maxTokens: {
			parameter: fields['tokenParameter'] ?? '',
			limit: asNumber(fields['tokenLimit'] ?? ''),
		},
		...readKindFields(fields),
		reAsk: {
			reasons: RE_ASK_REASONS.filter((reason) => fields[`reask-${reason}`] !== undefined),
			tokenFactor: asNumber(fields['tokenFactor'] ?? ''),
		},
	};
}

/**
 * A name without a text is that of a shipped criterion, and no prompts with a criterion are the default ones for it: the
 * server knows both. Neither name nor text removes the criterion of the version that is edited.
 */
function readCriterion(fields: Fields): Definition {
	const { systemPrompt = '', userTemplate = '' } = fields;
	const prompts = { systemPrompt, userTemplate };
	const criterion = nameCriterion(fields);
	if (criterion === null) return { ...prompts, criterion };
	return { ...(systemPrompt === '' && userTemplate === '' ? {} : prompts), criterion };
}

function nameCriterion({ criterionName: name = '', criterionText: text = '' }: Fields): unknown {
	if (name === '' && text.trim() === '') return null;
	return text.trim() === '' ? name : { name, text };
}

function asRecord(value: unknown): Definition | undefined {
	return typeof value === 'object' && value !== null ? (value as Definition) : undefined;
}

function asText(value: unknown): string {
	return value === undefined || value === null ? '' : String(value);
}
