import type { JsonObject } from './json-row.ts';

/** What a file of records may be. */
export type RecordKind = 'question' | 'answer' | 'pair' | 'judgment';

type Kind = {
	readonly kind: RecordKind;
	/** Continues "The records look like". */
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
};

const IDS = ['question_id', 'id', 'uid', 'custom_id', 'task_id', 'instruction'];
const ANSWERS = ['response', 'choices', 'output', 'completion', 'solution'];
const PROMPTS = ['prompt', 'turns', 'instruction', 'messages'];

const has = (record: JsonObject, names: readonly string[]) => names.some((name) => name in record);

/** By names of fields, in this order: a pair has the fields of an answer too. */
const KINDS: readonly Kind[] = [
	{
		kind: 'pair',
		words: 'labelled pairs, against which "codejoust judge check" measures a judge',
		detect: (record) =>
			('label' in record && has(record, ['response_a', 'response_A'])) ||
			('gt_choice' in record && 'choices' in record),
	},
	{
		kind: 'judgment',
		words: 'judgments, which "codejoust import judgments" reads',
		detect: (record) =>
			'games' in record ||
			('preference' in record && 'output_1' in record) ||
			'g1_winner' in record ||
			('winner' in record && 'model_a' in record),
	},
	{
		kind: 'answer',
		words: 'answers of a model, which "codejoust submit" sends',
		detect: (record) =>
			has(record, IDS) && (has(record, ANSWERS) || ('messages' in record && 'model' in record)),
	},
	{
		kind: 'question',
		words: 'questions, of which "codejoust benchmark create" makes a benchmark',
		detect: (record) => has(record, IDS) && has(record, PROMPTS),
	},
];

/** What a record of an unknown format may be instead of what was asked for; undefined where nothing says so. */
export function nameOtherFile(record: JsonObject, wanted: RecordKind): string | undefined {
	const found = KINDS.find(({ detect }) => detect(record));
	return found === undefined || found.kind === wanted ? undefined : found.words;
}
