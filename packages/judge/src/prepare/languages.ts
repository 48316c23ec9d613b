import type { IRawGrammar } from 'vscode-textmate';

type Grammars = Promise<{ readonly default: readonly unknown[] }>;

type Language = {
	/** Other tags of a Markdown fence, in lower case; the name itself is one. */
	readonly tags: readonly string[];
	readonly load: () => Grammars;
};

/** Every language whose comments are known, by the name of its grammar. A grammar is loaded when its language occurs. */
const LANGUAGES = {
	ada: { tags: ['adb', 'ads'], load: () => import('@shikijs/langs/ada') },
	asm: { tags: ['assembly', 'nasm', 'x86asm'], load: () => import('@shikijs/langs/asm') },
	bash: { tags: ['sh', 'shell', 'zsh', 'ksh'], load: () => import('@shikijs/langs/bash') },
	c: { tags: ['h'], load: () => import('@shikijs/langs/c') },
	clojure: { tags: ['clj', 'cljs', 'edn'], load: () => import('@shikijs/langs/clojure') },
	cpp: { tags: ['c++', 'cc', 'cxx', 'hpp'], load: () => import('@shikijs/langs/cpp') },
	csharp: { tags: ['c#', 'cs'], load: () => import('@shikijs/langs/csharp') },
	css: { tags: [], load: () => import('@shikijs/langs/css') },
	d: { tags: ['dlang'], load: () => import('@shikijs/langs/d') },
	dart: { tags: [], load: () => import('@shikijs/langs/dart') },
	dockerfile: { tags: ['docker'], load: () => import('@shikijs/langs/dockerfile') },
	elixir: { tags: ['ex', 'exs'], load: () => import('@shikijs/langs/elixir') },
	erlang: { tags: ['erl'], load: () => import('@shikijs/langs/erlang') },
	fortran: {
		tags: ['f90', 'f95', 'f03', 'f08', 'fortran90', 'fortran-free-form'],
		load: () => import('@shikijs/langs/fortran-free-form'),
	},
	fsharp: { tags: ['f#', 'fs'], load: () => import('@shikijs/langs/fsharp') },
	gdscript: { tags: ['gd'], load: () => import('@shikijs/langs/gdscript') },
	glsl: { tags: ['vert', 'frag', 'hlsl'], load: () => import('@shikijs/langs/glsl') },
	go: { tags: ['golang'], load: () => import('@shikijs/langs/go') },
	graphql: { tags: ['gql'], load: () => import('@shikijs/langs/graphql') },
	groovy: { tags: ['gradle'], load: () => import('@shikijs/langs/groovy') },
	haskell: { tags: ['hs'], load: () => import('@shikijs/langs/haskell') },
	html: { tags: ['htm', 'xhtml'], load: () => import('@shikijs/langs/html') },
	ini: { tags: ['cfg', 'conf'], load: () => import('@shikijs/langs/ini') },
	java: { tags: [], load: () => import('@shikijs/langs/java') },
	javascript: {
		tags: ['js', 'mjs', 'cjs', 'node', 'nodejs', 'ecmascript'],
		load: () => import('@shikijs/langs/javascript'),
	},
	json: { tags: ['jsonc', 'json5'], load: () => import('@shikijs/langs/jsonc') },
	jsx: { tags: ['react'], load: () => import('@shikijs/langs/jsx') },
	julia: { tags: ['jl'], load: () => import('@shikijs/langs/julia') },
	kotlin: { tags: ['kt', 'kts'], load: () => import('@shikijs/langs/kotlin') },
	less: { tags: [], load: () => import('@shikijs/langs/less') },
	lisp: { tags: ['common-lisp', 'commonlisp', 'cl'], load: () => import('@shikijs/langs/lisp') },
	lua: { tags: ['luau'], load: () => import('@shikijs/langs/lua') },
	makefile: { tags: ['make', 'mk'], load: () => import('@shikijs/langs/makefile') },
	matlab: { tags: ['octave'], load: () => import('@shikijs/langs/matlab') },
	nim: { tags: [], load: () => import('@shikijs/langs/nim') },
	nix: { tags: [], load: () => import('@shikijs/langs/nix') },
	'objective-c': {
		tags: ['objc', 'objectivec', 'obj-c'],
		load: () => import('@shikijs/langs/objective-c'),
	},
	ocaml: { tags: ['ml'], load: () => import('@shikijs/langs/ocaml') },
	perl: { tags: ['pl', 'perl5'], load: () => import('@shikijs/langs/perl') },
	php: { tags: [], load: () => import('@shikijs/langs/php') },
	powershell: { tags: ['ps1', 'pwsh', 'ps'], load: () => import('@shikijs/langs/powershell') },
	proto: { tags: ['protobuf'], load: () => import('@shikijs/langs/proto') },
	python: { tags: ['py', 'py3'], load: () => import('@shikijs/langs/python') },
	r: { tags: ['rlang', 'rscript'], load: () => import('@shikijs/langs/r') },
	ruby: { tags: ['rb'], load: () => import('@shikijs/langs/ruby') },
	rust: { tags: ['rs'], load: () => import('@shikijs/langs/rust') },
	scala: { tags: ['sc'], load: () => import('@shikijs/langs/scala') },
	scheme: { tags: ['racket', 'rkt'], load: () => import('@shikijs/langs/scheme') },
	scss: { tags: [], load: () => import('@shikijs/langs/scss') },
	solidity: { tags: ['sol'], load: () => import('@shikijs/langs/solidity') },
	sql: {
		tags: ['mysql', 'postgresql', 'postgres', 'sqlite', 'tsql', 'plsql', 'pgsql'],
		load: () => import('@shikijs/langs/sql'),
	},
	svelte: { tags: [], load: () => import('@shikijs/langs/svelte') },
	swift: { tags: [], load: () => import('@shikijs/langs/swift') },
	terraform: { tags: ['tf', 'hcl'], load: () => import('@shikijs/langs/terraform') },
	toml: { tags: [], load: () => import('@shikijs/langs/toml') },
	tsx: { tags: [], load: () => import('@shikijs/langs/tsx') },
	typescript: { tags: ['ts', 'mts', 'cts'], load: () => import('@shikijs/langs/typescript') },
	vb: { tags: ['vbnet', 'vb.net', 'visualbasic'], load: () => import('@shikijs/langs/vb') },
	verilog: {
		tags: ['v', 'sv', 'systemverilog', 'system-verilog'],
		load: () => import('@shikijs/langs/system-verilog'),
	},
	vhdl: { tags: [], load: () => import('@shikijs/langs/vhdl') },
	vue: { tags: [], load: () => import('@shikijs/langs/vue') },
	xml: { tags: ['svg', 'xsd', 'xaml'], load: () => import('@shikijs/langs/xml') },
	yaml: { tags: ['yml'], load: () => import('@shikijs/langs/yaml') },
	zig: { tags: [], load: () => import('@shikijs/langs/zig') },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageName = keyof typeof LANGUAGES;

export const LANGUAGE_NAMES = Object.keys(LANGUAGES) as readonly LanguageName[];

/** The language that a tag of a fence names: `py`, `Python3`, `{.python}` and `language-python` are all `python`. */
export function findLanguage(tag: string): LanguageName | undefined {
	const bare = tag
		.toLowerCase()
		.replace(/^\{\s*\.?/, '')
		.replace(/\}$/, '')
		.replace(/^(lang|language)-/, '');
	const known = byTag(bare);
	// A version stands behind the name: python3.12, c++17, java21.
	return known ?? byTag(bare.replace(/[\d.]+$/, ''));
}

function byTag(tag: string): LanguageName | undefined {
	return LANGUAGE_NAMES.find((name) => {
		const { tags }: Language = LANGUAGES[name];
		return name === tag || tags.includes(tag);
	});
}

/** The grammar of a language, last in the list, with those that it includes. */
export async function loadGrammars(name: LanguageName): Promise<readonly IRawGrammar[]> {
	const { default: grammars } = await LANGUAGES[name].load();
	// The package describes its grammars by a type of its own, of the same shape.
	return grammars as readonly unknown[] as readonly IRawGrammar[];
}
