/** A label of at most so many characters, cut with an ellipsis. */
export function shortenLabel(label: string, longest: number): string {
	const characters = [...label];
	return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : label;
}
