import type { Client } from '@codejoust/contract/client';
import type { BaselineRecord } from '@codejoust/formats/questions/baselines';
import { slugOf } from '@codejoust/contract/slug-of';
import { questionTable } from '@codejoust/formats/questions/question-table';
import { readQuestions } from '@codejoust/formats/questions/questions';
import { count } from './format-numbers.ts';
import { readMapOption, readTable } from './read-answers.ts';
import { safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Models whose answers stand beside the questions of a file, `<model>_response`, but for those that the benchmark has: only the
 * ones that answer every question.
 */
export async function readOtherAnswers(
	{ client }: { readonly client: Client },
	{
		benchmark,
		path,
		taken,
		map,
	}: {
		readonly benchmark: string;
		readonly path: string;
		readonly taken: readonly string[];
		readonly map: string | undefined;
	},
): Promise<readonly BaselineRecord[]> {
	const { task_types: mapping } = await client.taskTypes(benchmark);
	// Groups belong to the questions; for answers any will do.
	const defaultGroup = { category: 'any', subcategory: 'any' };
	const names = map === undefined ? undefined : readMapOption(map);
	const options = {
		defaultGroup,
		...(mapping === null ? {} : { mapping }),
		...(names && { map: names }),
	};
	const plain = await readTable(path, questionTable(names));
	const { baselines } = readQuestions(plain, options);
	return baselines.filter(({ model }) => !taken.includes(model));
}

const NO_SLUG =
	'its name has no letter of a–z and no digit to make a slug of. Submit them with --model SLUG and --name NAME.';

/** Submits the answers of each of them; a repeated command submits none twice. */
export async function submitOthers(
	{ client, terminal }: { readonly client: Client; readonly terminal: Terminal },
	benchmark: string,
	others: readonly BaselineRecord[],
): Promise<void> {
	const known = new Set((await client.models()).items.map(({ slug }) => slug));
	for (const { model: name, responses } of others) {
		const slug = slugOf(name);
		if (slug === '') {
			terminal.error(safeText(`The answers of ${name} were not submitted: ${NO_SLUG}`));
			continue;
		}
		const lines = responses.map(({ question_id, response }) => ({ question_id, response }));
		const upload = {
			benchmark,
			model: known.has(slug) ? slug : { slug, name },
			file: new Blob(lines.map((line) => `${JSON.stringify(line)}\n`)),
		};
		const { id } = await client.submitFile(upload, `codejoust-others-${benchmark}-${slug}`);
		const answers = count(responses.length, 'answer');
		terminal.print(safeText(`Submitted ${answers} of ${name} as ${slug}: ${id}`));
	}
}

/** The commands that submit them. */
export function offerOthers(
	path: string,
	benchmark: string,
	others: readonly BaselineRecord[],
): readonly string[] {
	return others.map(({ model }) =>
		safeText(
			`The questions have the answers of ${model} too. Submit them with: codejoust submit ${path} -b ${benchmark} -m ${slugOf(model) || 'SLUG'} --name "${model}" --map "response=${model}_response"`,
		),
	);
}
