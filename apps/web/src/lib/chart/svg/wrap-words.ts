import { textWidth } from './text-width.ts';

/** Parts in lines that are at most so wide, with a middle dot between two parts of a line; a longer part is cut. */
export function wrapParts(
	parts: readonly string[],
	{ size, width }: { readonly size: number; readonly width: number },
): readonly string[] {
	const lines: string[] = [];
	for (const part of parts) {
		const last = lines.at(-1);
		const joined = `${last ?? ''} · ${part}`;
		if (last !== undefined && textWidth(joined, size) <= width) lines[lines.length - 1] = joined;
		else lines.push(cut(part, { size, width }));
	}
	return lines;
}

function cut(text: string, room: { readonly size: number; readonly width: number }): string {
	const most = Math.floor(room.width / (room.size * 0.7));
	const characters = [...text];
	return textWidth(text, room.size) <= room.width || characters.length <= most
		? text
		: `${characters.slice(0, most - 1).join('')}…`;
}
