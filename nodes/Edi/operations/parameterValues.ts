import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** An error that names a parameter. */
export const invalidParameter = (
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
): NodeOperationError => new NodeOperationError(context.getNode(), message, { itemIndex });

/** A value as a message shows it, with a comma; nothing of an object. */
const quoted = (value: unknown): string => {
	if (value === undefined || value === null || value === '') return 'empty, ';
	return typeof value === 'object' ? '' : `“${String(value as string)}”, `;
};

/** A number that JavaScript writes with all its digits. */
const isExact = (value: number): boolean =>
	Math.abs(value) <= Number.MAX_SAFE_INTEGER && !String(value).includes('e');

/** The value of a parameter, which may be an expression, as text without blanks around it; '' if there is none. */
export function textIn(context: IExecuteFunctions, itemIndex: number, title: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value !== 'number') throw invalidParameter(context, itemIndex, `“${title}” is no text`);
	if (isExact(value)) return String(value);
	throw invalidParameter(
		context,
		itemIndex,
		`“${title}” is the number ${value}, of which digits are lost. Give it as text`,
	);
}

const WORDS: ReadonlyMap<string, boolean> = new Map([
	['true', true],
	['false', false],
]);

/** Whether a parameter, which may be an expression, is switched on; its default if it has no value. */
export function switchIn(
	context: IExecuteFunctions,
	itemIndex: number,
	title: string,
	value: unknown,
	byDefault = false,
): boolean {
	if (value === undefined || value === null || value === '') return byDefault;
	const isOn = typeof value === 'string' ? WORDS.get(value.trim().toLowerCase()) : value;
	if (typeof isOn === 'boolean') return isOn;
	throw invalidParameter(context, itemIndex, `“${title}” is ${quoted(value)}neither true nor false`);
}

/** The value of a parameter, which may be an expression, that is one of these. */
export function choiceIn<T extends string>(
	context: IExecuteFunctions,
	itemIndex: number,
	title: string,
	value: unknown,
	choices: readonly T[],
): T {
	const found = choices.find((choice) => choice === textIn(context, itemIndex, title, value));
	if (found !== undefined) return found;
	throw invalidParameter(
		context,
		itemIndex,
		`“${title}” is ${quoted(value)}which is none of ${choices.join(', ')}`,
	);
}
