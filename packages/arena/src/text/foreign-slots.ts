/**
 * Slots of other programs that are left in a template: names in single braces that one of them fills, numbered ones included.
 * Other braces are text, such as those of code.
 */
export function findForeignSlots(template: string): readonly string[] {
	return [...new Set(template.match(FOREIGN) ?? [])];
}

const FOREIGN =
	/(?<!\{)\{(?:question|answer|ref_answer|reference|prompt|instruction|output|criteria|rubric)(?:_?(?:\d{1,2}|[ab]))?\}(?!\})/gi;
