import type { LeftReason } from '../definition/definition-values.ts';
import { type Part, splitFences } from './fences.ts';
import { findLanguage, type LanguageName } from './languages.ts';
import type { LeftPart, PreparedText } from './prepared-text.ts';
import type { StripThread } from './strip-thread.ts';

/** Longer code is left as it is: what a judge is sent may not depend on how much time there was. */
export const MOST_CODE_CHARACTERS = 100_000;
/** The time of some grammars grows with the cube of a line. */
export const MOST_LINE_CHARACTERS = 1_000;

/**
 * Takes the comments out of the code of an answer. Code stands in Markdown fences, its language being the fence's tag or,
 * without one, that of the question; an answer without fences is code when it is plainly code of the question's language.
 */
export async function stripAnswer(
	answer: string,
	asked: LanguageName | undefined,
	{ strip }: Pick<StripThread, 'strip'>,
): Promise<PreparedText> {
	const parts = splitFences(answer);
	const hasCode = parts.some(({ kind }) => kind === 'code');
	const left: LeftPart[] = [];
	let text = '';
	let block = 0;
	for (const part of hasCode ? parts : [{ kind: 'code', text: answer, tag: '' } as const]) {
		if (part.kind === 'prose') {
			text += part.text;
			continue;
		}
		const done = await stripPart(part, asked, strip);
		text += done.text;
		const place = hasCode ? { block: ++block } : {};
		if (done.reason) left.push({ ...place, ...nameOf(part, asked), reason: done.reason });
	}
	return { text, removed: answer.length - text.length, left };
}

type Code = Part & { readonly kind: 'code' };

async function stripPart(
	{ text: code, tag }: Code,
	asked: LanguageName | undefined,
	strip: StripThread['strip'],
): Promise<{ readonly text: string; readonly reason?: LeftReason }> {
	const language = tag === '' ? asked : findLanguage(tag);
	if (code.trim() === '') return { text: code };
	if (!language) return { text: code, reason: tag === '' ? 'no-language' : 'unknown-language' };
	if (code.length > MOST_CODE_CHARACTERS) return { text: code, reason: 'long-text' };
	if (hasLongLine(code)) return { text: code, reason: 'long-line' };
	const answer = await strip({ code, language, isDoubtful: tag === '' });
	return answer.kind === 'stripped' ? { text: answer.code } : { text: code, reason: answer.reason };
}

function hasLongLine(code: string): boolean {
	return code.split('\n').some(({ length }) => length > MOST_LINE_CHARACTERS);
}

function nameOf({ tag }: Code, asked: LanguageName | undefined): Pick<LeftPart, 'language'> {
	const language = tag === '' ? asked : tag.slice(0, 40);
	return language === undefined ? {} : { language };
}
