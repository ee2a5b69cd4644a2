import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

/** An error that names a parameter. */
export const invalidParameter = (
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
): NodeOperationError => new NodeOperationError(context.getNode(), message, { itemIndex });

/** The value of a parameter, which may be an expression, as text without blanks around it; '' if there is none. */
export function textIn(context: IExecuteFunctions, itemIndex: number, title: string, value: unknown): string {
	if (value === undefined || value === null) return '';
	if (typeof value === 'string' || typeof value === 'number') return String(value).trim();
	throw invalidParameter(context, itemIndex, `“${title}” is no text`);
}
