import { hasOpenCodeFence } from '../checks/code-fence.ts';
import { ONLY_THINKING, findMisplaced } from '../checks/misplaced-text.ts';
import { findOtherLanguages } from '../checks/other-language.ts';
import type { NamedResponse } from './response-format.ts';
import { listNames, quoteValue, shortenValue } from '@codejoust/arena/text/printable';
import { type Place, nameOf } from '../checks/problem.ts';
import { isEmptyAnswer } from '../rows/response-record.ts';
import { type SuspicionCode, findSuspicions } from '../checks/suspicions.ts';
import type { Warning, WarningCode } from '../checks/warnings.ts';

/** Everything to know about one answer before a judge sees it. */
export function findWarnings(
	named: NamedResponse,
	{
		id: questionId,
		languages,
		hasThinking,
	}: {
		readonly id: string;
		readonly languages: readonly string[];
		/** What the model thought came beside the answer, or was removed from it. */
		readonly hasThinking: boolean;
	},
	place: Place,
): readonly Warning[] {
	const warn = (code: WarningCode, says: string): Warning => {
		const message = `${nameOf(place)}: the answer to ${quoteValue(questionId)} ${says}.`;
		return { code, line: place.line, question_id: questionId, message };
	};
	const notes = describeForm(named).map(({ code, says }) => warn(code, says));
	if (isEmptyAnswer(named.response)) {
		return [
			...notes,
			warn('empty-answer', 'is empty: it loses its battle without the judge being asked'),
			...(hasThinking ? [warn(ONLY_THINKING.code, ONLY_THINKING.says)] : []),
		];
	}
	const suspicions = findSuspicions(named.response);
	const misplaced = findMisplaced(named.response);
	const others = findOtherLanguages(named.response, languages);
	return [
		...notes,
		...(misplaced ? [warn(misplaced.code, misplaced.says)] : []),
		...describeEnd(named).map((says) => warn('looks-truncated', says)),
		...(others.length === 0
			? []
			: [
					warn(
						'other-language',
						`has code in ${listNames(others)} alone, and the question is about ${listNames(languages)}`,
					),
				]),
		...suspicions.map(({ code, excerpt }) => warn(code, `${SAYS[code]}: "${excerpt}"`)),
	];
}

const SAYS: Readonly<Record<SuspicionCode, string>> = {
	'identical-responses': 'is given to many questions',
	'copies-baseline': "equals the baseline's",
	'copies-model': "equals another model's",
	'copies-reference': 'equals the reference of its question',
	'label-in-answer': "holds a judge's label",
	'judge-directed': 'speaks to the judge',
	'prompt-marker': "holds a marker of the judge's prompt",
	'hidden-characters': 'holds characters that nobody can see',
	'bidi-controls': 'holds control characters that change the direction of text',
};

/** The warning about a question that was asked and not answered. */
export function failedCallWarning(questionId: string, why: string, place: Place): Warning {
	const message = `${nameOf(place)}: there is no answer to ${quoteValue(questionId)}, since the call failed: ${quoteValue(why)}.`;
	return { code: 'failed-call', line: place.line, question_id: questionId, message };
}

/** The warning about one answer that many questions got; `ids` may be the first of them only. */
export function identicalWarning(times: number, ids: readonly string[]): Warning {
	const message = `${times} questions have exactly the same answer: ${listNames(ids, times)}.`;
	return { code: 'identical-responses', message };
}

/** The warning about a file that names more than one model. */
export function severalModelsWarning(models: readonly string[]): Warning {
	const message = `The file names ${models.length} models (${listNames(models)}); a submission is one model's.`;
	return { code: 'several-models', message };
}

type Remark = { readonly code: WarningCode; readonly says: string };

function describeForm({ turns = 1, choices = 1 }: NamedResponse): readonly Remark[] {
	const several: Remark[] = [];
	if (turns > 1) {
		several.push({ code: 'several-turns', says: `has ${turns} turns, read as one text` });
	}
	if (choices > 1) {
		several.push({
			code: 'several-choices',
			says: `has ${choices} choices; the first one is read`,
		});
	}
	return several;
}

function describeEnd({ response, finish_reason: reason }: NamedResponse): readonly string[] {
	if (reason !== undefined && TOKEN_LIMITS.has(reason.toLowerCase()))
		return [`was cut by its token limit (finish_reason ${shortenValue(reason)})`];
	if (hasOpenCodeFence(response)) return ['ends inside a code block; it looks truncated'];
	return endsInCode(response) ? ['ends in the middle of a line of code; it looks truncated'] : [];
}

/** How providers name the end of an answer that its token limit cut. */
const TOKEN_LIMITS: ReadonlySet<string> = new Set(['length', 'max_tokens', 'max_output_tokens']);

/** An answer that is bare code may be cut where nothing can end: behind an opening bracket, a comma or an assignment. */
function endsInCode(response: string): boolean {
	if (response.includes('```')) return false;
	return /[({[,=]$/.test(response.slice(-200).trimEnd());
}
