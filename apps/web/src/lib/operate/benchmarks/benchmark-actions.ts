import { VISIBILITIES } from '@codejoust/contract/schemas/closed-lists';
import { type ReadFieldMap, readFieldMap } from '@codejoust/formats/rows/field-map';
import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { given } from '../forms/given.ts';
import { fileOf, textOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import type { Fields } from '../keys/key-fields.ts';
import { IMPORT_BENCHMARK, RECOMPUTE } from './benchmark-forms.ts';

/** Publishes a benchmark version from files in any known format. */
export function importBenchmark(event: RequestEvent) {
	return submitForm(event, IMPORT_BENCHMARK, {
		place: '/operate/service#benchmarks',
		check: ({ fields }) => {
			const map = readMap(fields);
			return map?.kind === 'refused' ? { map: map.says } : {};
		},
		work: async (client, { fields, files }) => {
			const made = await client.importBenchmark({
				metadata: metadataOf(fields),
				questions: fileOf(files, 'questions') ?? new Blob([]),
				...given({
					baseline: fileOf(files, 'baseline_file'),
					taskTypes: fileOf(files, 'task_types'),
				}),
			});
			const count = formatUnits(made.questions, 'question');
			return [`${made.slug}@${made.version} is published with ${count}.`, ...made.notes].join(' ');
		},
	});
}

function readMap({ map }: Fields): ReadFieldMap | undefined {
	return map ? readFieldMap(map) : undefined;
}

function metadataOf(fields: Fields) {
	const map = readMap(fields);
	const { slug = '', name = '', baseline_slug: baseline = '', baseline_name: title = '' } = fields;
	return {
		slug,
		name,
		version: textOf(fields, 'version') ?? '1',
		baseline: { slug: baseline, name: title },
		...given({
			map: map?.kind === 'read' ? Object.fromEntries(map.map) : undefined,
			reference_model: textOf(fields, 'reference_model'),
			licence: textOf(fields, 'licence'),
			description: textOf(fields, 'description'),
			visibility: VISIBILITIES.find((one) => one === fields['visibility']),
		}),
	};
}

/** Has every board of earlier rules computed again; asks no judge. */
export function recompute(event: RequestEvent) {
	return submitForm(event, RECOMPUTE, {
		place: '/operate/service',
		ask: async (client) =>
			`Compute every board of earlier rules again, of ${formatUnits((await client.leaderboards()).items.length, 'board')}? No judge is asked and nothing is paid. Published numbers can change; the old ones keep their permalinks.`,
		work: async (client) => {
			const { boards, code_version: version } = await client.recomputeBoards();
			return boards.length === 0
				? `No board has earlier rules than ${version}.`
				: `${formatUnits(boards.length, 'board')} will be computed again by the rules ${version}.`;
		},
	});
}
