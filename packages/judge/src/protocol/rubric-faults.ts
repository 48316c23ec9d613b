import { breakRatings } from '@codejoust/arena/rules/break-ratings';
import { BREAK } from '../prompt/escape-for-judge.ts';
import { findReferenceFaults } from '../prompt/reference-block.ts';
import { SLOT_LIKE } from '../prompt/template.ts';
import { criterionTextFaults } from './criterion-faults.ts';
import type { FieldFault } from './protocol.ts';
import { RATED_MARKERS, RUBRIC_SLOTS } from './rubric-messages.ts';
import { textOf } from './text-of.ts';

const REFERENCE = '{{reference}}';
const SLOTS = RUBRIC_SLOTS.map((slot) => `{{${slot}}}`);

/** Everything that is wrong with the prompts and the criteria of a judge that rates; fields may be missing or of any type. */
export function findRubricFaults(given: unknown): readonly FieldFault[] {
	const [system, template] = [textOf(given, 'systemPrompt'), textOf(given, 'userTemplate')];
	return [
		...(template === undefined
			? []
			: at('userTemplate', [...templateFaults(template), ...findReferenceFaults(template)])),
		...at('systemPrompt', [...strandedSlots(system ?? ''), ...formFaults(system, template)]),
		...criteriaFaults(given),
		...mappingFaults(given),
	];
}

function at(field: string, reasons: readonly string[]): readonly FieldFault[] {
	return reasons.map((reason) => ({ field, reason }));
}

function templateFaults(template: string): readonly string[] {
	const [start, end] = RATED_MARKERS;
	const always = SLOTS.filter((slot) => slot !== REFERENCE);
	const once = [...always, ...RATED_MARKERS].flatMap((part) => {
		const times = template.split(part).length - 1;
		return times === 1 ? [] : [`${part} appears ${times} times; it must appear once.`];
	});
	const unknown = [...new Set(template.match(SLOT_LIKE) ?? [])]
		.filter((slot) => !SLOTS.includes(slot))
		.map((slot) => `${slot} is not a slot; the slots are ${SLOTS.join(', ')}.`);
	const places = [start, '{{answer}}', end].map((part) => template.indexOf(part));
	const isInOrder = places.every((place, i) => place > (places[i - 1] ?? -1));
	return once.length > 0 || isInOrder
		? [...once, ...unknown]
		: [...unknown, `The answer must be between its markers: ${start} {{answer}} ${end}.`];
}

/** Nothing is filled in there: the name would reach the judge as it is. */
function strandedSlots(systemPrompt: string): readonly string[] {
	return SLOTS.filter((slot) => systemPrompt.includes(slot)).map(
		(slot) => `${slot} is filled only in the user template.`,
	);
}

/** A judge that is not asked for a rating never gives one. */
function formFaults(system: string | undefined, template: string | undefined): readonly string[] {
	if (system === undefined && template === undefined) return [];
	return /\brating\b/i.test(`${system ?? ''}\n${template ?? ''}`)
		? []
		: ['The prompts do not ask for a rating; the parser rating@1 reads a line "Rating: 7".'];
}

function criteriaFaults(given: unknown): readonly FieldFault[] {
	const criteria = criteriaOf(given);
	const names = criteria.map((criterion) => textOf(criterion, 'name'));
	return criteria.flatMap((criterion, i) => {
		const text = textOf(criterion, 'text');
		const name = names[i];
		return [
			...(text === undefined ? [] : at(`criteria.${i}.text`, textFaults(text, given))),
			...(name !== undefined && names.indexOf(name) < i
				? at(`criteria.${i}.name`, [
						`There are two criteria of the name ${name}; each needs a name of its own.`,
					])
				: []),
		];
	});
}

function textFaults(text: string, given: unknown): readonly string[] {
	const isRating = breakRatings(text, BREAK) !== text;
	return [
		...criterionTextFaults(text, given),
		...(isRating ? ['A part of the text reads as a rating; a criterion may not have one.'] : []),
	];
}

/** Where categories have criteria of their own, each criterion must be one of them: no question would use it otherwise. */
function mappingFaults(given: unknown): readonly FieldFault[] {
	const mapping = fieldOf(given, 'criteriaOfCategory');
	if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) return [];
	const names = criteriaOf(given).flatMap((criterion) => textOf(criterion, 'name') ?? []);
	const used = new Set<unknown>();
	const unknown = Object.entries(mapping).flatMap(([category, listed]: [string, unknown]) =>
		(Array.isArray(listed) ? listed : []).flatMap((name: unknown) => {
			used.add(name);
			return typeof name !== 'string' || names.includes(name)
				? []
				: at(`criteriaOfCategory.${category}`, [
						`There is no criterion ${name.slice(0, 40)}; the criteria are ${names.join(', ')}.`,
					]);
		}),
	);
	const unused = names
		.filter((name) => !used.has(name))
		.map((name) => `No category uses the criterion ${name}: name it, or remove the criterion.`);
	return [...unknown, ...at('criteriaOfCategory', unused)];
}

function criteriaOf(given: unknown): readonly unknown[] {
	const criteria = fieldOf(given, 'criteria');
	return Array.isArray(criteria) ? criteria : [];
}

function fieldOf(given: unknown, field: string): unknown {
	return typeof given === 'object' && given !== null ? Reflect.get(given, field) : undefined;
}
