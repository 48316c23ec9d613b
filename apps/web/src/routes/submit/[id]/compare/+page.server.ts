import { ProblemError } from '@codejoust/contract/client';
import { listOptions } from '../../../../lib/compare/compare-choice.ts';
import { visitSubmission } from '../../../../lib/submit/visit.ts';
import type { PageServerLoad } from './$types';

/** One submission, also a private one, beside a model of its board. */
export const load: PageServerLoad = async (event) => {
	const asked = event.url.searchParams.get('with')?.trim() || undefined;
	const { scope, found } = await visitSubmission(event, async (client, id) => {
		const place = await client.submissionPlace(id);
		const options = listOptions(place.models);
		const other = asked ?? options[0]?.value;
		if (other === undefined) return { place, options, other };
		try {
			return { place, options, other, comparison: await client.submissionComparison(id, other) };
		} catch (cause) {
			if (!(cause instanceof ProblemError) || cause.problem.status !== 422) throw cause;
			return { place, options, other, fault: cause.problem.detail };
		}
	});
	const title = `${found.place.submission.model.name} compared`;
	return { title, scope, ...found };
};
