import { globSync, readFileSync } from 'node:fs';

const ROOT = new URL('../../', import.meta.url);

export type DocCommand = { readonly document: string; readonly line: string };

/** One script from its first line to its last; submit.test.ts runs it whole, in a shell. */
const SCRIPT = 'docs/submit.md';

/** Every command line in the documents: lines after "$ ", and those of blocks marked as sh. Continued lines are one. */
export function listDocCommands(): readonly DocCommand[] {
	const documents = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })];
	return documents
		.filter((document) => document.replaceAll('\\', '/') !== SCRIPT)
		.toSorted()
		.flatMap((document) =>
			commandsIn(readFileSync(new URL(document, ROOT), 'utf8')).map((line) => ({ document, line })),
		);
}

function commandsIn(text: string): readonly string[] {
	const blocks = [...text.matchAll(/^```(\w*)\n([^]*?)^```/gm)];
	return blocks.flatMap(([, language = '', body = '']) => {
		const lines = withoutHereDocuments(body.replaceAll('\\\n', ' ')).split('\n');
		const prompted = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
		const bare = lines.filter((line) => line.trim() !== '' && !/^(#|\$ )/.test(line));
		return language === 'sh' ? [...prompted, ...bare] : prompted;
	});
}

function withoutHereDocuments(text: string): string {
	return text.replaceAll(/^(.*<<(\w+))\n[^]*?^\2$/gm, '$1');
}

/** The words of a line as a shell would pass them on, up to a comment or a redirection. */
export function splitWords(line: string): readonly string[] {
	const [command = ''] = line.split(/\s[#<>]\s?/);
	return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
		([, single, double, bare]) => single ?? double ?? bare ?? '',
	);
}
