type FileFormat = {
	/** As documents name it. */
	readonly title: string;
	/** Whose files these are, inside a sentence; several formats may share it. */
	readonly origin: string;
};

/** All formats of files that people bring. This file loads nothing, so that pages and help texts can name them. */
const FILE_FORMATS = {
	codejoust: { title: 'Codejoust', origin: 'our JSONL' },
	codearena: { title: 'CodeArena', origin: 'CodeArena' },
	'arena-hard-v0.1': { title: 'Arena-Hard v0.1', origin: 'arena-hard' },
	'arena-hard-v2.0': { title: 'Arena-Hard v2.0', origin: 'arena-hard' },
	'alpaca-eval': { title: 'AlpacaEval', origin: 'AlpacaEval' },
	'codal-bench': { title: 'CODAL-Bench', origin: 'CODAL-Bench' },
	'batch-api': { title: 'Batch API output', origin: 'output of a Batch API' },
	'mt-bench': { title: 'MT-bench', origin: 'MT-bench' },
	codeprefbench: { title: 'CodePrefBench', origin: 'CodePrefBench' },
	judgebench: { title: 'JudgeBench', origin: 'JudgeBench' },
	battles: { title: 'Battles', origin: 'battles of two models' },
} as const satisfies Record<string, FileFormat>;
export type FileFormatName = keyof typeof FILE_FORMATS;

export const QUESTION_FORMATS = [
	'codejoust',
	'codearena',
	'arena-hard-v0.1',
	'arena-hard-v2.0',
	'alpaca-eval',
	'codal-bench',
	'mt-bench',
] as const satisfies readonly FileFormatName[];
export type QuestionFormatName = (typeof QUESTION_FORMATS)[number];

export const RESPONSE_FORMATS = [
	'codejoust',
	'codearena',
	'arena-hard-v0.1',
	'arena-hard-v2.0',
	'alpaca-eval',
	'codal-bench',
	'batch-api',
] as const satisfies readonly FileFormatName[];
export type ResponseFormatName = (typeof RESPONSE_FORMATS)[number];

export const PAIR_FORMATS = [
	'codejoust',
	'codeprefbench',
	'judgebench',
] as const satisfies readonly FileFormatName[];
export type PairFormatName = (typeof PAIR_FORMATS)[number];

export const JUDGMENT_FORMATS = [
	'codearena',
	'arena-hard-v0.1',
	'arena-hard-v2.0',
	'alpaca-eval',
	'mt-bench',
	'battles',
] as const satisfies readonly FileFormatName[];
export type JudgmentFormatName = (typeof JUDGMENT_FORMATS)[number];

/** Of labelled pairs with what a judge said of them. */
export const PAIR_JUDGMENT_FORMATS = [
	'codejoust',
	'judgebench',
] as const satisfies readonly FileFormatName[];

/** Whether the judges of a format are asked for other labels than ours, such as MT-bench's `[[A]]`, `[[B]]` and `[[C]]`. */
export function hasOtherLabels(name: string | undefined): boolean {
	return name === 'mt-bench';
}

/** Whether a format writes `A>>B` as `A>B`, so that its decisions have no strength. */
export function hasSidesAlone(name: string | undefined): boolean {
	return name === 'judgebench';
}

/** A format as documents name it. */
export function titleOf(name: FileFormatName): string {
	return FILE_FORMATS[name].title;
}

/** Whose files these formats are, each once. */
export function originsOf(names: readonly FileFormatName[]): readonly string[] {
	return [...new Set(names.map((name) => FILE_FORMATS[name].origin))];
}

/** The same inside a sentence: `our JSONL, CodeArena or AlpacaEval`. */
export function nameOrigins(names: readonly FileFormatName[]): string {
	return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(originsOf(names));
}
