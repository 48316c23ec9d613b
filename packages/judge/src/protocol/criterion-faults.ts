import { breakLabels, findLabelLike } from '@codejoust/arena/rules/label-grammar';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import { BREAK, escapeForJudge } from '../prompt/escape-for-judge.ts';
import { SLOT_LIKE, writeSlot } from '../prompt/template.ts';
import type { FieldFault } from './protocol.ts';
import { textOf } from './text-of.ts';

const SLOT = writeSlot('criterion');

/** What is wrong with the text of a criterion, and with the place of it in the template; any field may be missing. */
export function findCriterionFaults(given: unknown): readonly FieldFault[] {
	const criterion = criterionOf(given);
	const text = textOf(criterion, 'text');
	const template = textOf(given, 'userTemplate');
	const faults = (field: string, reasons: readonly string[]) =>
		reasons.map((reason) => ({ field, reason }));
	return [
		...(text === undefined ? [] : faults('criterion.text', criterionTextFaults(text, given))),
		...(template === undefined
			? []
			: faults('userTemplate', slotFaults(template, criterion !== undefined))),
	];
}

function criterionOf(given: unknown): unknown {
	return typeof given === 'object' && given !== null ? Reflect.get(given, 'criterion') : undefined;
}

/** The judge reads the text as it is, beside the answers: it may not look like a part of the prompt or a verdict. */
export function criterionTextFaults(text: string, definition: unknown): readonly string[] {
	const label = findLabelLike(text) ?? bareLabel(text, definition);
	const slots = new Set(text.match(SLOT_LIKE) ?? []);
	return [
		...(text !== '' && text.trim() === '' ? ['The text has only white space.'] : []),
		...(label === undefined
			? []
			: [`${label} reads as a verdict label; a criterion may not have one.`]),
		...[...slots].map((slot) => `${slot} reads as a slot; a criterion may not have one.`),
		...(escapeForJudge(text) !== breakLabels(text, BREAK)
			? ['A part of the text reads as a marker, a fence or a role of the prompt; remove it.']
			: []),
	];
}

/** The labels of `structured@1` have no brackets. */
function bareLabel(text: string, definition: unknown): string | undefined {
	if (textOf(definition, 'parser') !== 'structured@1') return undefined;
	return VERDICTS.find((verdict) => text.includes(verdict));
}

function slotFaults(template: string, hasCriterion: boolean): readonly string[] {
	const times = template.split(SLOT).length - 1;
	if (hasCriterion)
		return times === 1
			? []
			: [
					`${SLOT} appears ${times} times; it must appear once where the definition has a criterion.`,
				];
	return times === 0
		? []
		: [
				`${SLOT} appears ${times} times, and the definition has no criterion: add one, or remove the slot.`,
			];
}
