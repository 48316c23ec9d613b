import { error } from '@sveltejs/kit';
import { REFUSED_DETAIL } from '../../lib/server/send-refusal.ts';
import type { PageServerLoad } from './$types';

/** Reached by no link: the server answers with it for any address that a visitor asks for too often. */
export const load: PageServerLoad = ({ platform }) => {
	if (platform?.req.codejoustRefusal === undefined) error(404, 'Not found');
	error(429, 'Too many requests', { detail: REFUSED_DETAIL });
};
