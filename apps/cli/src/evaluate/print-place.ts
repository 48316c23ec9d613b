import type { SubmissionPlace } from '@codejoust/contract/client';
import type { CliContext } from '../cli-context.ts';
import type { Connection } from '../connect.ts';
import { printTable } from '../table.ts';
import {
	chooseNeighbours,
	describeLosses,
	describePlace,
	NEIGHBOUR_COLUMNS,
	SHOWN_LOSSES,
} from './place-text.ts';

/** Prints where a submission is on its board, or would be, with its neighbours and what it lost, and returns the place. */
export async function printPlace(
	{ terminal }: Pick<CliContext, 'terminal'>,
	{ client }: Pick<Connection, 'client'>,
	id: string,
): Promise<SubmissionPlace> {
	const place = await client.submissionPlace(id);
	const { run_id: run } = place;
	const judged = { submission: id, ...(run === null ? {} : { run }) };
	const [result, lost] = await Promise.all([
		client.submissionResult(id),
		client.battles({ ...judged, outcome: 'loss', order: 'worst', limit: SHOWN_LOSSES }),
	]);
	for (const line of describePlace(place, result)) terminal.print(line);
	const neighbours = chooseNeighbours(place, result.row?.score?.value);
	if (neighbours.length > 0) {
		terminal.print('');
		printTable(terminal, NEIGHBOUR_COLUMNS, neighbours);
		terminal.print('');
	}
	for (const line of describeLosses(result, lost.items)) terminal.print(line);
	return place;
}
