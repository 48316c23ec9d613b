import type { LanguageName } from './languages.ts';

/**
 * What is written as a comment, but changes what a compiler, an interpreter or a server does with the code. Only the whole
 * form of a directive is one, so that a sentence beside it is none.
 */
const DIRECTIVES: Readonly<Partial<Record<LanguageName, RegExp>>> = {
	dockerfile: /^#\s*(syntax|escape|check)\s*=\s*\S+$/i,
	go: /^\/\/(go:[a-z]+(\s.*)?|\s*\+build\s.*|export\s+\w+|line\s\S+)$/,
	html: /^<!(--)?\s*\[(if\s|endif\])/i,
	lua: /^--!(strict|nonstrict|nocheck|native|optimize\s+\d)$/,
	powershell: /^#requires\s+-.*$/i,
	python: /^#.*?coding[:=][ \t]*[-\w.]+/,
	ruby: /^#.*?(coding[:=]\s*[-\w.]+|frozen_string_literal:\s*(true|false))/,
	sql: /^\/\*[!+]/,
};

const SCRIPT =
	/^(\/\/\/\s*<(reference|amd-module|amd-dependency)\s[^>]*\/>|\/\/\s*@ts-(ignore|expect-error|check|nocheck)|\/\*\*?\s*@jsx\w*\s+[\w.]+\s*\*\/)$/;

/** Beyond these lines an encoding is not read. */
const ENCODING_LINES = 2;

/** Where a directive over several lines ends. */
const CLOSING: Readonly<Partial<Record<LanguageName, string>>> = { html: '-->', sql: '*/' };

/** Looks at the comments of one text, line by line from the top: true for one that stays. */
export function openKeeper(
	language: LanguageName,
	lines: readonly string[],
): (comment: string, line: number) => boolean {
	const preamble = language === 'go' ? findPreamble(lines) : new Set<number>();
	const closing = CLOSING[language];
	let isOpen = false;
	return (comment, line) => {
		if (preamble.has(line)) return true;
		if (isOpen) {
			isOpen = closing !== undefined && !comment.includes(closing);
			return true;
		}
		const text = comment.trim();
		if (!isKept(language, text, line)) return false;
		isOpen = closing !== undefined && !text.includes(closing);
		return true;
	};
}

function isKept(language: LanguageName, text: string, line: number): boolean {
	if (line === 0 && text.startsWith('#!')) return true;
	switch (language) {
		case 'javascript':
		case 'jsx':
		case 'typescript':
		case 'tsx':
			return SCRIPT.test(text);
		case 'python':
			return line < ENCODING_LINES && DIRECTIVES.python?.test(text) === true;
		default:
			return DIRECTIVES[language]?.test(text) === true;
	}
}

/** The comment right above `import "C"` is C that Go compiles. */
function findPreamble(lines: readonly string[]): ReadonlySet<number> {
	const found = new Set<number>();
	lines.forEach((text, at) => {
		if (!/^import\s+"C"/.test(text)) return;
		const isBlock = lines[at - 1]?.trimEnd().endsWith('*/') === true;
		for (let line = at - 1; line >= 0; line--) {
			const own = lines[line] ?? '';
			if (!isBlock && !own.startsWith('//')) return;
			found.add(line);
			if (isBlock && own.includes('/*')) return;
		}
	});
	return found;
}
