import type { NewReferences } from '@codejoust/contract/client';
import {
	REFERENCE_ORIGINS,
	REFERENCE_VISIBILITIES,
} from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { connect } from '../connect.ts';
import { examples } from '../examples.ts';
import { openBlob } from '../read-file.ts';
import { safeJson, safeText } from '../safe-text.ts';

type Options = Pick<NewReferences, 'origin' | 'visibility'> & {
	readonly file: string;
	readonly as: string;
	readonly json?: boolean;
};

/** `references`: what a right answer to a question says, for judges that are shown it. */
export function addReferences(program: Command, context: CliContext): void {
	const references = program
		.command('references')
		.summary('publish a benchmark version with references of its questions')
		.description('References: what a right answer to a question says.');
	addSet(references, context);
}

function addSet(references: Command, { terminal }: CliContext): void {
	references
		.command('set')
		.summary('publish a benchmark version with the references of a file')
		.description(
			'Publishes a new version with the questions and the baseline’s answers of another one, and with the references of a file; questions that the file leaves out keep theirs. Submissions stay with their version. Needs an operator’s key.',
		)
		.argument('<benchmark>', 'slug@version of the questions')
		.requiredOption(
			'--file <file>',
			'{question_id, reference, origin?, visibility?} a line; or FastChat’s reference answers',
		)
		.requiredOption('--as <version>', 'name of the new version')
		.addOption(
			new Option('--origin <who>', 'who wrote those that name no origin').choices([
				...REFERENCE_ORIGINS,
			]),
		)
		.addOption(
			new Option('--visibility <who>', 'of those that name none; judge-only: in no public read')
				.choices([...REFERENCE_VISIBILITIES])
				.default('public'),
		)
		.option('--json', 'print the version as JSON')
		.addHelpText(
			'after',
			examples(
				'references set mine@1 --file refs.jsonl --as 2',
				'references set mine@1 --file refs.jsonl --as 2 --origin model --visibility judge-only',
			),
		)
		.action(async (name: string, options: Options, self: Command) => {
			const { client } = await connect(self);
			const { file, as: version, origin, visibility } = options;
			const made = await client.setReferences(name, {
				metadata: {
					version,
					...(origin ? { origin } : {}),
					...(visibility ? { visibility } : {}),
				},
				references: await openBlob(file),
			});
			if (options.json) return terminal.print(safeJson(made));
			const { slug, references: total, references_set: set, questions } = made;
			terminal.print(
				`Published ${safeText(slug)}@${safeText(made.version)}: ${set} references set, ${total} of ${questions} questions have one.`,
			);
			terminal.print(
				`It has no submissions yet: send answers to it again. A judge that is not shown references keeps its judgments of equal answers; one that is shown them is asked again.`,
			);
		});
}
