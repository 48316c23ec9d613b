/** An answer taken apart at its ``` fences. */
export type Blocks = {
	readonly code: string;
	readonly prose: string;
	/** Lower-case language tags of the code blocks. */
	readonly tags: readonly string[];
	/** The last block is never closed: the answer was cut off. */
	readonly isUnclosed: boolean;
};

export function splitBlocks(answer: string): Blocks {
	const code: string[] = [];
	const prose: string[] = [];
	const tags: string[] = [];
	let isInCode = false;
	for (const line of answer.split('\n')) {
		const fence = /^\s*(?:```|~~~)\s*([\w+#-]*)/.exec(line);
		if (fence === null) {
			(isInCode ? code : prose).push(line);
			continue;
		}
		isInCode = !isInCode;
		if (isInCode && fence[1] !== undefined && fence[1] !== '') tags.push(fence[1].toLowerCase());
	}
	return { code: code.join('\n'), prose: prose.join('\n'), tags, isUnclosed: isInCode };
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** A string has a limit: without one, each quote that is never closed would be followed to the end of its line. */
const STRINGS_AND_COMMENTS = /"(?:\\.|[^"\\\n]){0,400}"|'(?:\\.|[^'\\\n]){0,400}'|\/\/.*|#.*/g;

/** Whether brackets close in order. Strings and line comments are left out; odd apostrophes are forgiven. */
export function isBalanced(code: string): boolean {
	const bare = code.replace(STRINGS_AND_COMMENTS, '');
	const expected: string[] = [];
	for (const [bracket] of bare.matchAll(/[()[\]{}]/g)) {
		const closer = CLOSER[bracket];
		if (closer !== undefined) expected.push(closer);
		else if (expected.pop() !== bracket) return false;
	}
	return expected.length === 0;
}

const LANGUAGES: readonly (readonly [tags: string, names: RegExp])[] = [
	['python py python3', /\bpython\b/i],
	['javascript js jsx node', /\bjavascript\b|\bnode\.?js\b/i],
	['typescript ts tsx', /\btypescript\b/i],
	['java', /\bjava\b/i],
	['c++ cpp cc cxx', /\bc\+\+/i],
	['c# csharp cs', /\bc#|\.net\b/i],
	['c', /\bin C\b|\bC (?:code|program|function)\b/],
	['go golang', /\bgolang\b|\bin Go\b|\bGo (?:code|program|function)\b/],
	['rust rs', /\brust\b/i],
	['ruby rb', /\bruby\b/i],
	['php', /\bphp\b/i],
	['sql mysql postgresql sqlite', /\bsql\b|\bpostgres/i],
	['bash sh shell zsh', /\bbash\b|\bshell\b/i],
	['html', /\bhtml\b/i],
	['css', /\bcss\b/i],
	['kotlin kt', /\bkotlin\b/i],
	['swift', /\bswift\b/i],
	['haskell hs', /\bhaskell\b/i],
	['r', /\bin R\b/],
	['lua', /\blua\b/i],
];

/** Tags that fit the languages a question names; empty when it names none that is known. */
export function tagsOfQuestion(question: string): ReadonlySet<string> {
	const fitting = LANGUAGES.filter(([, names]) => names.test(question));
	return new Set(fitting.flatMap(([tags]) => tags.split(' ')));
}
