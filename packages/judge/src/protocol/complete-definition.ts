import { findCriterion } from '../definition/criteria.ts';
import type { JudgeKind } from '../definition/definition-values.ts';
import { writeSlot } from '../prompt/template.ts';
import { findCategories, findPreference } from '../definition/preferences.ts';
import { CRITERION_PROMPTS, defaultJudge } from './default-judges.ts';
import { rubricJudge } from './rubric-judge.ts';
import { textOf } from './text-of.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Kinds whose definition is complete with a model alone. */
const DEFAULTS: Readonly<Record<string, (model?: string) => Fields>> = {
	rubric: (model) => rubricJudge(model),
};

/** What a judge of one kind has in common with one of another kind. */
const COMMON = ['model', 'sampling', 'maxTokens', 'reAsk'];

/**
 * A definition as somebody wrote it, with what it leaves out: the fields of `base`, and the default prompts where it has a
 * criterion and neither names a place for it. A shipped criterion may be written as its name; null removes that of `base`.
 * Of a base of another kind only the model and how it is asked are taken; a kind with defaults supplies the rest.
 */
export function completeDefinition(base: Fields | undefined, written: Fields): Fields {
	const kind = textOf(written, 'kind') ?? textOf(base, 'kind') ?? ('pairwise' satisfies JudgeKind);
	const given: Fields = { kind, ...startOf(kind, base, written), ...written };
	return kind === 'pairwise' ? completePairwise(given, written) : completeCriteria(given);
}

function startOf(kind: string, base: Fields | undefined, written: Fields): Fields | undefined {
	if (base !== undefined && textOf(base, 'kind') === kind) return base;
	const model = textOf(written, 'model') ?? textOf(base, 'model');
	const ofKind = base === undefined ? DEFAULTS[kind] : (DEFAULTS[kind] ?? defaultJudge);
	const common = COMMON.flatMap((name) => (base && name in base ? [[name, base[name]]] : []));
	return ofKind && { ...ofKind(model), ...Object.fromEntries(common) };
}

/** Shipped preferences and categories by their names; null removes what `base` says of categories. */
function completeCriteria(given: Fields): Fields {
	const { criteriaOfCategory, ...rest } = given;
	const mapping =
		typeof criteriaOfCategory === 'string'
			? (findCategories(criteriaOfCategory) ?? criteriaOfCategory)
			: criteriaOfCategory;
	const whole: Fields = mapping == null ? rest : { ...rest, criteriaOfCategory: mapping };
	const { criteria } = whole;
	if (!Array.isArray(criteria)) return whole;
	const named = criteria.map((one: unknown) =>
		typeof one === 'string' ? (findPreference(one) ?? one) : one,
	);
	return { ...whole, criteria: named };
}

function completePairwise(given: Fields, written: Fields): Fields {
	const { criterion, ...whole } = given;
	if (criterion === undefined || criterion === null) return whole;
	const named = typeof criterion === 'string' ? findCriterion(criterion) : undefined;
	return {
		...whole,
		...(hasNoPrompts(whole, written) ? CRITERION_PROMPTS : {}),
		criterion: named ?? criterion,
	};
}

/** The default prompts name the labels as `labels@1` reads them. */
function hasNoPrompts(whole: Fields, written: Fields): boolean {
	const isWritten = 'systemPrompt' in written || 'userTemplate' in written;
	const hasSlot = textOf(whole, 'userTemplate')?.includes(writeSlot('criterion')) === true;
	return !isWritten && !hasSlot && textOf(whole, 'parser') === 'labels@1';
}
