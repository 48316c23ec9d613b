import { error, redirect } from '@sveltejs/kit';
import { benchmarkName, boardPath, withParams } from '../../../lib/link.ts';
import { askApi } from '../../../lib/server/api.ts';
import { showHidden } from '../../../lib/text/visible-text.ts';
import type { PageServerLoad } from './$types';

const SNAPSHOT = /^[0-9a-f]{64}$/;

/** A snapshot's id alone leads to the page of its board as it was then. */
export const load: PageServerLoad = async (event) => {
	const { snapshot } = event.params;
	if (!SNAPSHOT.test(snapshot))
		error(404, 'Not found', {
			detail: `There is no snapshot "${showHidden(snapshot)}": one is named by 64 hexadecimal digits.`,
		});
	const { benchmark } = await askApi(event, (client) => client.snapshot(snapshot));
	redirect(302, withParams(boardPath(benchmarkName(benchmark)), { snapshot }));
};
