/** Programming languages that questions and code blocks name, each with its other names, lower case. */
const LANGUAGES: readonly (readonly string[])[] = [
	['python', 'py', 'python3', 'python2', 'ipython', 'pycon', 'jupyter'],
	['javascript', 'js', 'jsx', 'node', 'nodejs', 'node.js', 'mjs', 'ecmascript'],
	['typescript', 'ts', 'tsx'],
	['java'],
	['c'],
	['c++', 'cpp', 'cc', 'cxx', 'hpp'],
	['c#', 'csharp', 'cs'],
	['go', 'golang'],
	['rust', 'rs'],
	['ruby', 'rb'],
	['php'],
	['swift'],
	['kotlin', 'kt', 'kts'],
	['scala'],
	['r'],
	['julia', 'jl'],
	['perl', 'pl'],
	['haskell', 'hs'],
	['lua'],
	['dart'],
	['elixir', 'ex', 'exs'],
	['erlang', 'erl'],
	['f#', 'fsharp', 'fs'],
	['ocaml', 'ml'],
	['clojure', 'clj'],
	['fortran', 'f90'],
	['pascal', 'delphi'],
	['vb', 'vb.net', 'visual basic', 'vba', 'visualbasic'],
	['matlab', 'octave'],
	['objective-c', 'objc', 'objectivec'],
	['scheme', 'racket'],
	['commonlisp', 'common lisp', 'lisp', 'cl'],
	['prolog'],
	['powershell', 'ps1', 'pwsh'],
	['groovy'],
	['verilog', 'systemverilog'],
	['vhdl'],
	['solidity', 'sol'],
	['zig'],
	['ada'],
	['cobol'],
	['coffeescript', 'coffee'],
	['awk'],
	['vimscript', 'vim', 'viml'],
	['tcl'],
	['apex'],
	['abap'],
];

const BY_NAME: ReadonlyMap<string, string> = new Map(
	LANGUAGES.flatMap((names) => names.map((name) => [name, names[0] ?? name] as const)),
);

/** Languages of which a compiler of the other takes most programs, or that a text of the other names. */
const ALIKE: readonly ReadonlySet<string>[] = [
	new Set(['c', 'c++', 'objective-c']),
	new Set(['javascript', 'typescript', 'coffeescript']),
	new Set(['java', 'kotlin', 'groovy', 'scala']),
	new Set(['scheme', 'commonlisp', 'clojure']),
];

/** The one name of a programming language; undefined of data, shells, markup and what is not known. */
export function findLanguage(name: string): string | undefined {
	return BY_NAME.get(name.trim().toLowerCase());
}

/** Whether code in one language may answer a question about the other. */
export function isAlike(one: string, other: string): boolean {
	return one === other || ALIKE.some((family) => family.has(one) && family.has(other));
}
