import { listFenceLanguages } from './code-fence.ts';
import { findLanguage, isAlike } from './code-languages.ts';

/**
 * The languages of an answer's code blocks where none of them is one of the question's; empty where one is, where no block names
 * a programming language, and where a language of the question is not known. Linear in the answer's length.
 */
export function findOtherLanguages(response: string, asked: readonly string[]): readonly string[] {
	const wanted = asked.map(findLanguage);
	if (wanted.length === 0 || !response.includes('```')) return [];
	const used = new Set<string>();
	for (const name of listFenceLanguages(response)) {
		const language = findLanguage(name);
		if (language !== undefined) used.add(language);
	}
	const isAnswered = [...used].some((language) =>
		wanted.some((one) => one === undefined || isAlike(one, language)),
	);
	return isAnswered ? [] : [...used];
}
