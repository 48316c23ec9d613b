import type { PreparedText } from './prepared-text.ts';

/** Prepared answers by their key, the last used ones: an answer is shown in two games, a baseline in those of every model. */
export function rememberTexts(mostCharacters: number) {
	const known = new Map<string, Promise<PreparedText>>();
	const sizes = new Map<string, number>();
	let total = 0;

	const forget = (key: string) => {
		known.delete(key);
		total -= sizes.get(key) ?? 0;
		sizes.delete(key);
	};
	const note = (key: string, { text }: PreparedText) => {
		if (!known.has(key)) return;
		sizes.set(key, text.length);
		total += text.length;
		for (const oldest of sizes.keys()) {
			if (total <= mostCharacters) break;
			forget(oldest);
		}
	};
	/** What is remembered for the key, or what `make` makes; the same answer for two that ask at once. A failure is forgotten. */
	return (key: string, make: () => Promise<PreparedText>): Promise<PreparedText> => {
		const found = known.get(key);
		if (found) return found;
		const made = make();
		known.set(key, made);
		made.then(
			(text) => note(key, text),
			() => forget(key),
		);
		return made;
	};
}
