import { readGzippedRows, dataFile } from '../support/shared-data.ts';

type Pair = { readonly games: readonly { readonly judgment_text: string }[] };

/** Texts of a real judge, more than were published of it: the first half of one, then the second half of another. */
export function readJudgeReplies(): {
	readonly meanBytes: number;
	at(index: number): string;
} {
	const pairs = readGzippedRows<Pair>(
		dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz'),
	);
	const halves = pairs.flatMap(({ games }) => games.map((game) => inHalves(game.judgment_text)));
	const count = halves.length;
	return {
		meanBytes:
			halves.reduce((sum, half) => sum + Buffer.byteLength(half.join('')), 0) / halves.length,
		at: (index) => {
			const shift = Math.floor(index / count) * 7;
			return `${halves[index % count]?.[0] ?? ''}${halves[(index + shift) % count]?.[1] ?? ''}`;
		},
	};
}

/** At the end of the paragraph in the middle. */
function inHalves(text: string): readonly [string, string] {
	const middle = text.indexOf('\n', text.length / 2);
	return middle === -1 ? [text, ''] : [text.slice(0, middle), text.slice(middle)];
}
