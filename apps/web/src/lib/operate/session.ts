import { sessionOf } from '../session.ts';

export const { readToken, keepToken, dropToken, leaveNote, takeNote } = sessionOf('operator');
