import {
	type BundleBattle,
	type BundleHeader,
	bundleLine,
	type BundleLine,
	type BundleModel,
	type BundleQuestion,
	type BundleSlice,
} from '@codejoust/contract/schemas/bundle';

/** A bundle's lines by kind, each kind in the order of the file. */
export type Bundle = {
	readonly kind: 'bundle';
	readonly header: BundleHeader;
	readonly questions: readonly BundleQuestion[];
	readonly models: readonly BundleModel[];
	readonly battles: readonly BundleBattle[];
	readonly slices: readonly BundleSlice[];
};

/** Not a whole bundle; the line counts from 1. */
export type UnreadableBundle = {
	readonly kind: 'unreadable';
	readonly line: number;
	readonly reason: string;
};

/** Reads a bundle's text. What is not a whole and consistent bundle is unreadable, with the first line at fault. */
export function readBundle(text: string): Bundle | UnreadableBundle {
	const lines: BundleLine[] = [];
	const texts = text.split('\n').filter((line) => line !== '');
	for (const [at, line] of texts.entries()) {
		const json = readJson(line);
		if (!isWellFormed(json)) return refuse(at + 1, 'A text holds half of a surrogate pair.');
		const parsed = bundleLine.safeParse(json);
		if (!parsed.success) return refuse(at + 1, describe(parsed.error.issues[0]));
		lines.push(parsed.data);
	}
	const [header] = lines;
	const last = lines.at(-1);
	if (header?.kind !== 'bundle') return refuse(1, 'The first line is not a bundle’s header.');
	if (last?.kind !== 'end' || last.lines !== lines.length - 1)
		return refuse(lines.length, 'The bundle is cut off, or lines were added or taken away.');
	const bundle: Bundle = {
		kind: 'bundle',
		header,
		questions: lines.filter((line) => line.kind === 'question'),
		models: lines.filter((line) => line.kind === 'model'),
		battles: lines.filter((line) => line.kind === 'battle'),
		slices: lines.filter((line) => line.kind === 'slice'),
	};
	return findRepeat(lines) ?? findStranger(lines, bundle) ?? bundle;
}

function findRepeat(lines: readonly BundleLine[]): UnreadableBundle | undefined {
	const seen = new Set<string>();
	for (const [at, line] of lines.entries()) {
		const name = nameOf(line);
		if (seen.has(name)) return refuse(at + 1, `The bundle has ${name} twice.`);
		seen.add(name);
	}
	return undefined;
}

function nameOf(line: BundleLine): string {
	switch (line.kind) {
		case 'question':
			return `the question ${line.question_id}`;
		case 'model':
			return `the submission ${line.submission_id}`;
		case 'battle':
			return `the battle of ${line.submission_id} on ${line.question_id}`;
		case 'slice':
			return `the slice ${line.slice}`;
		case 'licence':
			return `the licence of ${line.of}`;
		case 'bundle':
		case 'end':
			return `a line of kind ${line.kind}`;
	}
}

/** A battle of a model or on a question that the bundle does not have. */
function findStranger(lines: readonly BundleLine[], bundle: Bundle): UnreadableBundle | undefined {
	const questions = new Set(bundle.questions.map(({ question_id }) => question_id));
	const models = new Set(bundle.models.map(({ submission_id }) => submission_id));
	const at = lines.findIndex(
		(line) =>
			line.kind === 'battle' &&
			!(questions.has(line.question_id) && models.has(line.submission_id)),
	);
	if (at < 0) return undefined;
	return refuse(at + 1, 'The battle is of a model or a question that the bundle does not have.');
}

function readJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}

/** No hash of ours is of half a surrogate pair: it has no UTF-8. */
function isWellFormed(value: unknown): boolean {
	if (typeof value === 'string') return value.isWellFormed();
	if (typeof value !== 'object' || value === null) return true;
	return Object.entries(value).every(([name, field]) => name.isWellFormed() && isWellFormed(field));
}

function describe(
	issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined,
): string {
	const place = issue?.path.map(String).join('.');
	return place ? `${place}: ${issue?.message}` : 'The line is not one of a bundle.';
}

function refuse(line: number, reason: string): UnreadableBundle {
	return { kind: 'unreadable', line, reason };
}
