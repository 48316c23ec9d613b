/** Seven categories with their subcategories, 40 in all, and how their questions are named. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
	'Development and Programming': [
		'Web development',
		'Mobile development',
		'Desktop applications',
		'Game development',
		'Systems programming',
		'Embedded software',
		'Scripting',
		'Testing',
	],
	'Algorithms and Data Structures': [
		'Sorting and searching',
		'Graphs',
		'Dynamic programming',
		'Strings',
		'Geometry',
		'Number theory',
	],
	'Databases and Data Handling': [
		'SQL queries',
		'Schema design',
		'Data pipelines',
		'File formats',
		'Search engines',
		'Spreadsheets',
	],
	'Machine Learning': ['Training', 'Computer vision', 'Language models', 'Data analysis', 'Plots'],
	'Operations and Infrastructure': [
		'Containers',
		'Continuous integration',
		'Shell and administration',
		'Networking',
		'Cloud services',
	],
	'Code Understanding': ['Explanation', 'Review', 'Translation', 'Documentation', 'Debugging'],
	'Specialised Computing': [
		'Hardware description',
		'Scientific computing',
		'Cryptography',
		'Formal methods',
		'Emerging languages',
	],
};
const LANGUAGES =
	'Python JavaScript TypeScript Java C++ C C# Go Rust SQL Shell HTML CSS PHP Ruby Swift Kotlin Scala R MATLAB Julia Perl Lua Haskell OCaml F# Elixir Erlang Clojure Dart Fortran COBOL Ada Assembly VHDL Verilog Solidity PowerShell Groovy Racket Prolog Lisp Zig Nim'.split(
		' ',
	);

/** Each language once, then the first ones most often. */
function languageOf(at: number): number {
	const count = LANGUAGES.length;
	return at < count ? at : Math.min(at % count, (at * 7) % count);
}

/** A made-up benchmark of CodeArena's shape as a JSON body: 397 questions unless told, 40 subcategories, 44 languages. */
export function largeBenchmark(slug: string, count = 397) {
	const groups = Object.entries(GROUPS).flatMap(([category, subcategories]) =>
		subcategories.map((subcategory) => ({ category, subcategory })),
	);
	const questions = Array.from({ length: count }, (_, at) => ({
		question_id: `q-${String(at + 1).padStart(3, '0')}`,
		prompt: `Question ${at + 1}: write the program that was described.`,
		...groups[at % groups.length],
		languages: [LANGUAGES[languageOf(at)]],
		difficulty: (['easy', 'medium', 'hard'] as const)[(at * 5) % 3],
	}));
	return {
		slug,
		version: '1',
		name: 'A large board',
		baseline: { slug: `${slug}-baseline`, name: 'The baseline', organisation: 'Northern Lab' },
		questions,
		baseline_responses: questions.map(({ question_id }, at) => ({
			question_id,
			response: `${'The answer of the baseline. '.repeat(20 + (at % 50))}`,
		})),
	};
}
