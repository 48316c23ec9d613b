import { sessionAt } from '../session.ts';

export const { readKey, keepKey, dropKey, leaveNote, takeNote } = sessionAt(
	'/operate',
	'codejoust_operator',
);
