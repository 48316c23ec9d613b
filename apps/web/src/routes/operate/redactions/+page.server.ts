import { signIn } from '../../../lib/operate/form-actions.ts';
import { readOperatorPage } from '../../../lib/operate/operator-page.ts';
import { redact } from '../../../lib/operate/redactions/redact-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	readOperatorPage(event, 'Redaction', async (client) => ({
		done: (await client.audit({ action: 'text.redact', limit: 20 })).items,
		battle: event.url.searchParams.get('battle') ?? '',
	}));

export const actions: Actions = { signIn, redact };
