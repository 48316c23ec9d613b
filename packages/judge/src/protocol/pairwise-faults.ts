import { type Verdict, VERDICTS } from '@codejoust/arena/rules/verdict';
import {
	type Parser,
	PARSERS,
	type ReplyFormat,
	REPLY_FORMATS,
} from '../definition/definition-values.ts';
import {
	findReferenceFaults,
	openReferenceBlock,
	REFERENCE_BLOCK,
} from '../prompt/reference-block.ts';
import { ANSWER_MARKERS, SLOT_LIKE, SLOTS, writeSlot } from '../prompt/template.ts';
import { findCriterionFaults } from './criterion-faults.ts';
import type { FieldFault } from './protocol.ts';
import { textOf } from './text-of.ts';

/** The parts of a definition that only fit together; any of them may be missing or unknown still. */
type PromptParts = {
	readonly systemPrompt?: string | undefined;
	readonly userTemplate?: string | undefined;
	readonly responseFormat?: string | undefined;
	readonly parser?: string | undefined;
};

/** Everything that is wrong with a judge's prompts, its criterion, its parser and its format, one sentence each. */
export function findPairwiseFaults(given: unknown): readonly FieldFault[] {
	const parts = partsOf(given);
	return [
		...findPromptFaults(given),
		...faultsOf('systemPrompt', labelFaults(parts)),
		...faultsOf('parser', formatFaults(parts)),
	];
}

/** What is wrong with prompts that show two answers, and with a criterion, whatever is read of the reply. */
export function findPromptFaults(given: unknown): readonly FieldFault[] {
	const { systemPrompt = '', userTemplate } = partsOf(given);
	return [
		...(userTemplate === undefined
			? []
			: faultsOf('userTemplate', [
					...slotFaults(userTemplate),
					...unknownSlots(userTemplate),
					...findReferenceFaults(userTemplate),
					...markerFaults(userTemplate),
				])),
		...findCriterionFaults(given),
		...faultsOf('systemPrompt', strandedSlots(systemPrompt)),
	];
}

function faultsOf(field: keyof PromptParts, reasons: readonly string[]): readonly FieldFault[] {
	return reasons.map((reason) => ({ field, reason }));
}

function partsOf(given: unknown): PromptParts {
	return {
		systemPrompt: textOf(given, 'systemPrompt'),
		userTemplate: textOf(given, 'userTemplate'),
		responseFormat: textOf(given, 'responseFormat'),
		parser: textOf(given, 'parser'),
	};
}

function slotFaults(template: string): readonly string[] {
	const always = SLOTS.filter((slot) => slot !== 'criterion' && slot !== 'reference');
	return always.map(writeSlot).flatMap((slot) => {
		const times = countOf(template, slot);
		return times === 1 ? [] : [`${slot} appears ${times} times; it must appear once.`];
	});
}

function unknownSlots(template: string): readonly string[] {
	const known: readonly string[] = SLOTS.map(writeSlot);
	const unknown = new Set(
		(template.match(SLOT_LIKE) ?? []).filter((slot) => !known.includes(slot)),
	);
	return [...unknown].map((slot) => `${slot} is not a slot; the slots are ${known.join(', ')}.`);
}

/** Nothing is filled in there: the name would reach the judge as it is. */
function strandedSlots(systemPrompt: string): readonly string[] {
	return [...SLOTS.map(writeSlot), ...REFERENCE_BLOCK]
		.filter((slot) => systemPrompt.includes(slot))
		.map((slot) => `${slot} is filled only in the user template.`);
}

function markerFaults(template: string): readonly string[] {
	const faults = ANSWER_MARKERS.flatMap((marker) => {
		const times = countOf(template, marker);
		return times === 1 ? [] : [`The marker ${marker} appears ${times} times; it must appear once.`];
	});
	if (faults.length > 0) return faults;
	const [startA, endA, startB, endB] = ANSWER_MARKERS;
	const order = [startA, '{{answer_a}}', endA, startB, '{{answer_b}}', endB];
	const places = order.map((part) => template.indexOf(part));
	const isMissing = places.some((place) => place < 0);
	const isInOrder = places.every((place, i) => place > (places[i - 1] ?? -1));
	return isMissing || isInOrder
		? []
		: [`Each answer must be between its own markers, A before B: ${order.join(' ')}.`];
}

/** A judge that is not told of a label never says it. */
function labelFaults({ systemPrompt, userTemplate, parser }: PromptParts): readonly string[] {
	const known = PARSERS.find((one) => one === parser);
	if (!known || (systemPrompt === undefined && userTemplate === undefined)) return [];
	const prompt = `${systemPrompt ?? ''}\n${openReferenceBlock(userTemplate ?? '', false)}`;
	const labels = VERDICTS.map(LABELS[known]);
	return labels
		.filter((label) => !prompt.includes(label))
		.map(
			(label) =>
				`The prompts do not name the label ${label}; the parser ${parser} reads ${labels.join(', ')}.`,
		);
}

const LABELS: Readonly<Record<Parser, (verdict: Verdict) => string>> = {
	'labels@1': (verdict) => `[[${verdict}]]`,
	'structured@1': (verdict) => verdict,
};

const FORMATS: Readonly<Record<Parser, ReplyFormat>> = {
	'labels@1': 'text',
	'structured@1': 'json-schema',
};

function formatFaults({ parser, responseFormat }: PromptParts): readonly string[] {
	const known = PARSERS.find((one) => one === parser);
	const format = REPLY_FORMATS.find((one) => one === responseFormat);
	if (!known || !format || FORMATS[known] === format) return [];
	return [
		`The parser ${parser} reads replies of the format ${FORMATS[known]}, not ${responseFormat}.`,
	];
}

function countOf(text: string, part: string): number {
	return text.split(part).length - 1;
}
