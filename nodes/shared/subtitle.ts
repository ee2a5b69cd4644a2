import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * The expression for a node's subtitle on the canvas: the names of the values (an expression for a list), as these
 * choices have them. An unknown value stays as it is. The map is flat because n8n ends an expression at the first `}}`.
 */
export function subtitleOf(
	values: string,
	choices: Array<Pick<INodePropertyOptions, 'name' | 'value'>>,
	separator = ': ',
): string {
	const names = Object.fromEntries(choices.map(({ name, value }) => [value, name]));
	return `={{ ${values}.map(value => (${JSON.stringify(names)})[value] ?? value).join("${separator}") }}`;
}
