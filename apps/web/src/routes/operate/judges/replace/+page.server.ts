import { redirect } from '@sveltejs/kit';
import { signIn } from '../../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../../lib/operate/operator-page.ts';
import { readReplacement } from '../../../../lib/operate/replacement/read-replacement.ts';
import {
	planSuccessor,
	testSuccessor,
} from '../../../../lib/operate/replacement/replacement-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	const { searchParams } = event.url;
	const [old, by] = [searchParams.get('old') ?? '', searchParams.get('by')];
	if (old === '') redirect(303, '/operate/judges');
	return readOperatorPage(event, 'Replace a judge', (client) =>
		readReplacement(client, { old, by: by === '' ? null : by }),
	);
};

export const actions: Actions = { signIn, test: testSuccessor, plan: planSuccessor };
