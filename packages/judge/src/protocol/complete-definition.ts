import { findCriterion } from '../definition/criteria.ts';
import type { JudgeKind } from '../definition/definition-values.ts';
import { writeSlot } from '../prompt/template.ts';
import { findCategories, findPreference } from '../definition/preferences.ts';
import { CRITERION_PROMPTS } from './default-judges.ts';
import { findDefault } from './default-definitions.ts';
import { textOf } from './text-of.ts';
import { TOKEN_CRITERION_PROMPTS } from './token-default.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A definition as somebody wrote it, with what it leaves out: the fields of `base`, and the default prompts where it has a
 * criterion and neither names a place for it. A shipped criterion may be written as its name; null for the criterion
 * or for `prepare` or `fences` removes that of `base`. Where it names another kind than `base` has, the default definition of that kind
 * takes the place of `base`, but for the model and the criterion.
 */
export function completeDefinition(base: Fields | undefined, written: Fields): Fields {
	const start = changeKind(base, written);
	const { prepare, fences, ...given }: Fields = {
		kind: 'pairwise' satisfies JudgeKind,
		...start,
		...written,
	};
	const { criterion, ...others } = given;
	const whole: Fields = {
		...others,
		...(prepare == null ? {} : { prepare }),
		...(fences == null ? {} : { fences }),
	};
	if (whole['kind'] === ('rubric' satisfies JudgeKind))
		return completeCriteria('criterion' in written ? { ...whole, criterion } : whole);
	if (criterion === undefined || criterion === null) return whole;
	const named = typeof criterion === 'string' ? findCriterion(criterion) : undefined;
	const prompts = CRITERION_PROMPTS_OF[textOf(whole, 'parser') ?? ''];
	return {
		...whole,
		...(prompts && hasNoPrompts(whole, written) ? prompts : {}),
		criterion: named ?? criterion,
	};
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

/** Fields that say which judge it is, and nothing of how it is asked. */
const NAMING: readonly string[] = ['kind', 'model', 'criterion'];

function changeKind(base: Fields | undefined, written: Fields): Fields | undefined {
	const kind = textOf(written, 'kind');
	const isBare = base === undefined && Object.keys(written).every((name) => NAMING.includes(name));
	const isOther = kind !== undefined && kind !== (base === undefined ? 'pairwise' : base['kind']);
	if (kind === undefined || (!isBare && !isOther)) return base;
	const start = findDefault(kind, textOf(written, 'model') ?? textOf(base, 'model'));
	const criterion = base?.['criterion'];
	return start && { ...start, ...(criterion === undefined ? {} : { criterion }) };
}

/** The default prompts under a criterion name what this parser reads. */
const CRITERION_PROMPTS_OF: Readonly<Record<string, Fields>> = {
	'labels@1': CRITERION_PROMPTS,
	'letters@1': TOKEN_CRITERION_PROMPTS,
};

function hasNoPrompts(whole: Fields, written: Fields): boolean {
	const isWritten = 'systemPrompt' in written || 'userTemplate' in written;
	const hasSlot = textOf(whole, 'userTemplate')?.includes(writeSlot('criterion')) === true;
	return !isWritten && !hasSlot;
}
