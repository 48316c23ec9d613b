import { signIn } from '../../../lib/operate/form-actions.ts';
import {
	changeJudge,
	checkJudge,
	createJudge,
	tryJudge,
} from '../../../lib/operate/judges/judge-actions.ts';
import { setJudgePrice } from '../../../lib/operate/judges/price-action.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const { searchParams } = event.url;
	return readOperatorPage(event, 'Judges', async (client) => ({
		judges: (await client.judges()).items,
		/** The version whose successor is being written. */
		base: searchParams.get('from'),
		/** A jury or cascade is being written that is no version of another. */
		isNewJury: searchParams.get('jury') === 'new',
		isNewCascade: searchParams.get('cascade') === 'new',
		toRetire: searchParams.get('retire'),
		/** Sent with a form that releases a version, so that the same form sent twice releases one. */
		repetition: crypto.randomUUID(),
	}));
};

export const actions: Actions = {
	signIn,
	checkJudge,
	createJudge,
	tryJudge,
	changeJudge,
	setJudgePrice,
};
