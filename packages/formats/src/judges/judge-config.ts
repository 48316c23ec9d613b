import { findForeignSlots } from '@codejoust/arena/text/foreign-slots';
import { isJsonObject, type JsonObject } from '../rows/json-row.ts';
import { readTemplateSlots } from './template-slots.ts';

/** A judge definition's fields out of another program's settings, and what was made of each of these. */
export type ReadJudgeConfig = {
	readonly definition: Readonly<Record<string, unknown>>;
	readonly notes: readonly string[];
	/** Any problem means that there is no judge in it. */
	readonly problems: readonly string[];
};

/** Settings that say how a judge is asked; everything else is about which models play. */
const READ = [
	'judge_model',
	'temperature',
	'max_tokens',
	'number_of_judgment_attempts',
	'regex_pattern',
	'regex_patterns',
	'system_prompt',
	'prompt_template',
	'user_template',
	'pairwise',
	'reference',
	'ref_model',
];

/** Whether an object is the judge settings of CodeArena, of Arena-Hard or of a program made from it. */
export function isJudgeConfig(value: unknown): value is JsonObject {
	if (!isJsonObject(value) || !('judge_model' in value)) return false;
	return 'prompt_template' in value || 'user_template' in value;
}

/**
 * Reads the settings of CodeArena's `judge_config.yaml` and of Arena-Hard's, parsed. Their slots are named as ours; one that
 * nothing fills is a problem. What is left out is not filled in here.
 */
export function readJudgeConfig(config: JsonObject): ReadJudgeConfig {
	const parts = [
		readModel(config),
		readSampling(config),
		readAttempts(config),
		readPrompts(config),
		readGames(config),
	];
	const ignored = Object.keys(config).filter((name) => !READ.includes(name));
	return {
		definition: Object.assign({}, ...parts.map(({ fields }) => fields)),
		notes: [
			...parts.flatMap(({ notes = [] }) => notes),
			...(ignored.length === 0
				? []
				: [
						`${ignored.join(', ')} ${ignored.length === 1 ? 'says' : 'say'} nothing about judging and ${ignored.length === 1 ? 'is' : 'are'} not read.`,
					]),
		],
		problems: parts.flatMap(({ problems = [] }) => problems),
	};
}

type Part = {
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly notes?: readonly string[];
	readonly problems?: readonly string[];
};

function readModel({ judge_model: model }: JsonObject): Part {
	if (typeof model === 'string' && model.trim() !== '') return { fields: { model } };
	return { problems: ['`judge_model` must be the name of a model.'] };
}

function readSampling({ temperature, max_tokens: limit }: JsonObject): Part {
	return {
		fields: {
			sampling: temperature == null ? {} : { temperature },
			...(limit == null ? {} : { maxTokens: { parameter: 'max_tokens', limit } }),
		},
	};
}

/** The pattern of the label that both programs look for, however its backslashes are written. */
const LABEL_PATTERN = /^\\*\[\\*\[\(\[AB<>=\]\+\)\\*\]\\*\]$/;

function readAttempts(config: JsonObject): Part {
	const { number_of_judgment_attempts: attempts } = config;
	const patterns = [config['regex_pattern'], config['regex_patterns']]
		.flat()
		.filter((pattern) => pattern != null);
	const own = patterns.filter((pattern) => !LABEL_PATTERN.test(String(pattern)));
	const isAskedAgain = typeof attempts === 'number' && attempts > 1;
	return {
		fields: {
			responseFormat: 'text',
			parser: 'labels@1',
			reAsk: { reasons: isAskedAgain ? ['no-verdict'] : [], tokenFactor: 1 },
		},
		notes: [
			...own.map(
				(pattern) =>
					`The pattern ${JSON.stringify(String(pattern).slice(0, 80))} is not run: the label is read by labels@1, the same for every judge.`,
			),
			...(typeof attempts === 'number' && attempts > 2
				? [`${attempts} attempts are read as two: a reply without a label is asked for once more.`]
				: []),
		],
	};
}

function readPrompts(config: JsonObject): Part {
	const { system_prompt: system } = config;
	const name = 'prompt_template' in config ? 'prompt_template' : 'user_template';
	const given = config[name];
	const template: unknown = Array.isArray(given) && given.length === 1 ? given[0] : given;
	const problems = [
		...(system == null || typeof system === 'string' ? [] : ['`system_prompt` must be a text.']),
		...(typeof template === 'string' ? [] : [`\`${name}\` must be one text, or a list of one.`]),
	];
	if (typeof template !== 'string') return { problems };
	const { text, hasBraces, isOurs } = readBraces(template);
	const { template: userTemplate, read } = readTemplateSlots(text);
	const filled = read.map(({ from }) => from);
	const unknown = isOurs
		? findForeignSlots(userTemplate)
		: [...new Set(template.match(SLOT))].filter((slot) => !filled.includes(slot));
	return {
		fields: { systemPrompt: typeof system === 'string' ? system : '', userTemplate },
		notes: [
			...read.map(({ from, as }) => `${from} is read as ${as}.`),
			...(hasBraces ? ['{{ and }} are read as { and }, which that program sends.'] : []),
		],
		problems: [
			...problems,
			...unknown.map(
				(slot) =>
					`${slot} in \`${name}\` is a place that nothing fills here${isOurs ? '' : `; braces that are text are written twice, as {${slot}}`}.`,
			),
		],
	};
}

/** What Python's `format` fills: it stops with an error at a name that it is not given, so none of these is text there. */
const SLOT = /(?<!\{)\{[A-Za-z_]\w{0,59}\}(?!\})/g;

/** Two braces are one brace in the templates of these programs, unless they are around a slot of ours. */
function readBraces(template: string): {
	readonly text: string;
	readonly hasBraces: boolean;
	readonly isOurs: boolean;
} {
	const isOurs = /\{\{(?:question|answer_a|answer_b)\}\}/.test(template);
	const text = isOurs ? template : template.replaceAll('{{', '{').replaceAll('}}', '}');
	return { text, hasBraces: text !== template, isOurs };
}

/** What these programs do otherwise than every judge here. */
function readGames({ pairwise, reference, ref_model: model }: JsonObject): Part {
	const isShown = reference !== null && reference !== undefined && reference !== false;
	const whose = typeof model === 'string' ? ` of ${model}` : '';
	return {
		notes: [
			...(pairwise === false
				? [
						'`pairwise: false` means one game of each battle there; here each battle is played in both orders.',
					]
				: []),
			...(isShown
				? [
						`The reference answers${whose} are not in these settings: they belong to the benchmark (import benchmark --reference-model, or references set).`,
					]
				: []),
		],
	};
}
