import type { NewJudge } from '@codejoust/contract/client';
import { type JudgeKind, RE_ASK_REASONS } from '@codejoust/contract/schemas/closed-lists';
import type { Fields } from '../keys/key-fields.ts';
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
		criterionName: asText(criterion?.['name']),
		criterionText: asText(criterion?.['text']),
		...Object.fromEntries([...NUMBERS, EFFORT].map((name) => [name, asText(sampling?.[name])])),
		tokenParameter: asText(maxTokens?.['parameter']),
		tokenLimit: asText(maxTokens?.['limit']),
		responseFormat: asText(definition['responseFormat']),
		parser: asText(definition['parser']),
		...(definition['kind'] === 'rubric' ? fieldsOfRubric(definition) : {}),
		...Object.fromEntries(
			(Array.isArray(reasons) ? reasons : []).map((reason) => [`reask-${asText(reason)}`, 'yes']),
		),
		tokenFactor: asText(reAsk?.['tokenFactor']),
	};
}

/** What the form asks for. A number that is none is sent as it was typed: the server says what is wrong with it. */
export function readJudgeFields(fields: Fields): NewJudge {
	const { slug = '', from = '', reasoningEffort = '' } = fields;
	return {
		...(slug === '' ? {} : { slug }),
		...(from === '' ? {} : { from }),
		definition: {
			kind: fields['kind'] === 'rubric' ? fields['kind'] : ('pairwise' satisfies JudgeKind),
			model: fields['model'] ?? '',
			...(fields['kind'] === 'rubric' ? readRubricFields(fields) : readCriterion(fields)),
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
			responseFormat: fields['responseFormat'] ?? '',
			...(fields['kind'] === 'rubric' ? {} : { parser: fields['parser'] ?? '' }),
			reAsk: {
				reasons: RE_ASK_REASONS.filter((reason) => fields[`reask-${reason}`] !== undefined),
				tokenFactor: asNumber(fields['tokenFactor'] ?? ''),
			},
		},
	};
}

/**
 * A name without a text is that of a shipped criterion, and no prompts with a criterion are the default ones for it: the
 * server knows both. Neither name nor text removes the criterion of the version that is edited.
 */
function readCriterion(fields: Fields): Definition {
	const { criterionName: name = '', criterionText: text = '' } = fields;
	const { systemPrompt = '', userTemplate = '' } = fields;
	const prompts = { systemPrompt, userTemplate };
	if (name === '' && text.trim() === '') return { ...prompts, criterion: null };
	return {
		...(systemPrompt === '' && userTemplate === '' ? {} : prompts),
		criterion: text.trim() === '' ? name : { name, text },
	};
}

function asNumber(text: string): number | string {
	const value = Number(text);
	return text === '' || !Number.isFinite(value) ? text : value;
}

function asRecord(value: unknown): Definition | undefined {
	return typeof value === 'object' && value !== null ? (value as Definition) : undefined;
}

function asText(value: unknown): string {
	return value === undefined || value === null ? '' : String(value);
}
