import { sessionAt } from '../session.ts';

export const { readKey, keepKey, dropKey, leaveNote, takeNote } = sessionAt(
	'/submit',
	'codejoust_submitter',
);
