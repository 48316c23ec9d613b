import { sessionOf } from '../session.ts';

export const { readToken, dropToken, leaveNote, takeNote } = sessionOf('submitter');
