// Writes docs/configuration.md and .env.example from the schema that reads the environment. With --check nothing is
// written, and the exit code says whether both files are what would be written.
import { readFile, writeFile } from 'node:fs/promises';
import { describeConfig } from '../apps/api/src/process/environment.ts';
import { requireNode } from './require-node.mjs';
import { ROOT } from './run.mjs';

requireNode();
const variables = describeConfig();
const files = [
	[`${ROOT}docs/configuration.md`, renderPage(variables)],
	[`${ROOT}.env.example`, renderExample(variables)],
];
for (const [path, text] of files) {
	if (!process.argv.includes('--check')) await writeFile(path, text);
	else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
		process.stderr.write(`${path} is not current: run "node tools/write-configuration.mjs".\n`);
		process.exitCode = 1;
	}
}

function renderPage(described) {
	const rows = described.map(({ name, default: value, meaning }) => [
		`\`${name}\``,
		value === undefined ? '' : `\`${asText(value)}\``,
		meaning ?? '',
	]);
	return `# Configuration

The server reads environment variables and nothing else. An empty variable counts as absent. A wrong value stops the
start with a sentence that names every wrong variable; the values of secrets are not repeated.

This table is written by \`node tools/write-configuration.mjs\` from \`apps/api/src/process/environment.ts\`; do not edit it here.

${renderTable(['Variable', 'Default', 'Meaning'], rows)}

- The endpoint \`default\` is configured as soon as \`OPENAI_API_KEY\` or \`CODEJOUST_JUDGE_BASE_URL\` is set. A key alone means
  \`https://api.openai.com/v1\`, unless an endpoint of the file of \`CODEJOUST_ENDPOINTS\` uses \`OPENAI_API_KEY\`; a base URL
  alone means an endpoint that wants no key. Without any endpoint, the rehearsal judge plays everything.
- [operate/endpoints.md](operate/endpoints.md) describes the file of \`CODEJOUST_ENDPOINTS\`, with an example for each provider.
- \`CODEJOUST_API_URL\` is read by the pages alone, and only where they run without the server, as under \`npm run dev\`.
`;
}

/** In the columns that prettier gives a table. */
function renderTable(head, rows) {
	const widths = head.map((title, column) =>
		Math.max(title.length, ...rows.map((row) => row[column].length)),
	);
	const line = (cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at])).join(' | ')} |`;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function renderExample(described) {
	const entries = described.map(
		({ name, default: value, meaning }) =>
			`# ${meaning ?? ''}\n# ${name}=${value === undefined ? '' : asText(value)}\n`,
	);
	return `# Every variable of the server with its default; docs/configuration.md says the same as a table.
# Nothing reads this file by itself. Copy it to .env, take the "# " from what you set, then:
#   set -a; . ./.env; set +a; npm start
# Keep .env out of version control and readable by its owner alone: it holds keys.

${entries.join('\n')}`;
}

function asText(value) {
	return value instanceof Set ? [...value].join(',') : String(value);
}
