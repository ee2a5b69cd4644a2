import { fieldOf, isRecord, firstText } from './record';

/** The most errors to report for a response, and for a field. */
const MAX_ERRORS = 20;
const MAX_ERRORS_PER_FIELD = 3;

const isSaid = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';

const textOf = (error: unknown): string | undefined =>
	typeof error === 'string' ? error : firstText(error, 'message', 'errorMessage', 'description');

/**
 * The error of each field, from the `errors` that ASP.NET sends with its problem JSON: such as
 * `Url: The Url field is required.` from `{ "Url": ["The Url field is required."] }`, or from a list.
 */
export function fieldErrorsIn(envelope: unknown): string[] {
	const errors = isRecord(envelope) ? fieldOf(envelope, 'errors') : undefined;
	if (Array.isArray(errors)) {
		return errors.slice(0, MAX_ERRORS).map((error) => {
			const field = firstText(error, 'field', 'propertyName', 'name');
			return [field, textOf(error)].filter(isSaid).join(': ');
		});
	}
	if (!isRecord(errors)) return [];
	return Object.entries(errors)
		.slice(0, MAX_ERRORS)
		.map(([field, value]) => {
			const texts = [value].flat().slice(0, MAX_ERRORS_PER_FIELD).map(textOf).filter(isSaid);
			// "$" is the whole body, and "$.url" a field of it.
			return [field.replace(/^\$\.?/, ''), texts.join(' ')].filter(isSaid).join(': ');
		});
}
