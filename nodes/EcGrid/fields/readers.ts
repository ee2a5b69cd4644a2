import { UserError, type IBinaryData, type IDataObject } from 'n8n-workflow';

import { isRecord } from '../transport/record';

/**
 * Checks one value that a person typed (or an expression gave) and converts it to what goes into the request.
 * `undefined` means "leave it out". Throws a UserError that names the field by its label.
 */
export type Reader = (
	value: unknown,
	label: string,
	settings?: Settings,
) => string | number | IDataObject | undefined;

/** What a reader has to know besides the value. */
export interface Settings {
	/** Of the workflow, such as `Europe/Berlin`; UTC without it. */
	timezone: string;
	/** The files of the input item that the value is for. */
	files?: () => Files;
}

/** Files of an item, by field name. */
export type Files = Map<string, IBinaryData>;

const MAX_INT = 2_147_483_647;

const isEmpty = (value: unknown) => value === undefined || value === null || value === '';

const shown = (value: unknown) => `“${typeof value === 'string' ? value : JSON.stringify(value)}”`;

/** A reader that never leaves its value out. */
export type RequiredReader = (...value: Parameters<Reader>) => NonNullable<ReturnType<Reader>>;

/** Refuses an empty value. */
export const required =
	(read: Reader): RequiredReader =>
	(value, label, settings) => {
		const result = read(value, label, settings);
		if (result === undefined) throw new UserError(`${label} is empty. Fill it in.`);
		return result;
	};

/** Text, exactly as it was entered. */
export const text: Reader = (value, label) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'object') throw new UserError(`${label} must be text.`);
	return String(value);
};

const idUpTo =
	(max: number): Reader =>
	(value, label) => {
		const entered = isRecord(value) ? value.value : value;
		if (isEmpty(entered)) return undefined;
		const digits = String(entered).trim();
		const id = Number(digits);
		if (!/^\d+$/.test(digits)) {
			throw new UserError(`${label} must be an ID made of digits, such as 12345, not ${shown(entered)}.`);
		}
		if (id === 0) {
			throw new UserError(
				`${label} must not be 0, which is no ID. Enter one, or leave the field empty if it is optional.`,
			);
		}
		if (id > max) throw new UserError(`${label} is too big for an ID: ${digits}. The biggest is ${max}.`);
		return id;
	};

/** A 32-bit ID: digits, or a resource locator that holds them. */
export const intId = idUpTo(MAX_INT);

/** A 64-bit ID, as far as JavaScript can hold it exactly. */
export const longId = idUpTo(Number.MAX_SAFE_INTEGER);

/** A public HTTPS address. */
export const httpsUrl: Reader = (value, label) => {
	const entered = text(value, label);
	if (entered === undefined) return undefined;
	const url = URL.canParse(String(entered).trim()) ? new URL(String(entered).trim()) : undefined;
	if (url?.protocol !== 'https:') {
		throw new UserError(
			`${label} must be an HTTPS address, such as https://app.example.com/webhooks/ecgrid, not ${url ? `${url.protocol}//${url.host}` : shown(value)}. ECGrid calls nothing else.`,
		);
	}
	if (url.username || url.password) {
		throw new UserError(
			`${label} must not hold a login. Choose Basic or Digest under Authentication, and enter user name and password there.`,
		);
	}
	return String(entered).trim();
};
