import type { IDataObject } from 'n8n-workflow';

import type { Files } from '../../shared/itemFiles';
import { limitedDepth, MAX_DEPTH } from '../transport/depth';
import { invalidField } from '../transport/invalidField';
import { parsedUrl } from '../transport/parsedUrl';
import { isObject, isRecord } from '../transport/record';
import { isEmpty, isLocator, isTimeSpan, kindOf, momentOfDate, quoted, quotedAddress } from './values';

/** A value in a request. */
type Parsed = string | number | boolean | IDataObject;

/**
 * Checks one value that a person entered (or an expression returned) and converts it for the request. Returns
 * `undefined`, which omits the field, only for an empty value. Throws a UserError that names the field by its label.
 */
export type Parser<T = Parsed> = (value: unknown, label: string, settings?: ParserContext) => T | undefined;

/** What a parser needs besides the value. */
export interface ParserContext {
	/** The workflow's time zone, such as `Europe/Berlin`. */
	timezone: string;
	/** The files of the input item. */
	files?: () => Files;
}

/** The biggest `int` of the API, which has 32 bits. */
export const MAX_INT = 2_147_483_647;

/** A parser that never omits its value. */
export type RequiredParser<T = Parsed> = (...value: Parameters<Parser<T>>) => T;

/** Refuses an empty value. */
export const required =
	<T>(read: Parser<T>): RequiredParser<T> =>
	(value, label, settings) => {
		const result = read(value, label, settings);
		if (result === undefined) throw invalidField(label, 'is empty. Fill it in.');
		return result;
	};

/** Whether JavaScript keeps every digit of a number, and writes it with digits only. */
const isExact = (value: unknown) =>
	typeof value === 'number' &&
	Math.abs(value) <= Number.MAX_SAFE_INTEGER &&
	/^-?\d+(\.\d+)?$/.test(String(value));

/** Text, exactly as it was entered. */
export const text: Parser<string> = (value, label) => {
	if (isEmpty(value)) return undefined;
	if (typeof value === 'string' && momentOfDate(value) === undefined) return value;
	if (typeof value === 'boolean' || typeof value === 'bigint' || isExact(value)) return String(value);
	if (typeof value === 'number') {
		throw invalidField(label, `must be text, because n8n can't store this number exactly. Enter it as text.`);
	}
	throw invalidField(
		label,
		`must be text, not ${kindOf(value)}. Enter one of its values, or convert it to text.`,
	);
};

/** Text, exactly as it was entered, but not blanks alone. */
export const visibleText: Parser<string> = (value, label) => {
	const entered = text(value, label);
	if (entered === undefined || entered.trim() !== '') return entered;
	throw invalidField(label, 'contains only blanks. Enter text, or leave the field empty if it is optional.');
};

const idUpTo =
	(max: number): Parser<number> =>
	(value, label) => {
		const entered = isLocator(value) ? (value as { value?: unknown }).value : value;
		if (isEmpty(entered)) return undefined;
		const digits = ['string', 'number', 'bigint'].includes(typeof entered) ? String(entered).trim() : '';
		const id = Number(digits);
		if (!/^\d+$/.test(digits)) {
			throw invalidField(label, `must be an ID of digits only, such as 12345, not ${quoted(entered)}.`);
		}
		if (id === 0) {
			throw invalidField(
				label,
				`must not be 0, which isn't an ID. Enter an ID, or leave the field empty if it is optional.`,
			);
		}
		if (id > max) throw invalidField(label, `is too big for an ID: ${digits}. The biggest is ${max}.`);
		return id;
	};

/** A 32-bit ID: digits, or a resource locator that contains them. */
export const intId = idUpTo(MAX_INT);

/** A 64-bit ID, as far as JavaScript can store it exactly. */
export const longId = idUpTo(Number.MAX_SAFE_INTEGER);

/** The names of fields that n8n's HTTP client leaves out of a request without a word, at any depth. */
const NEVER_SENT = ['__proto__', 'constructor', 'prototype'];

/** Whether JSON has no notation for a value. */
const isUnwritable = (value: unknown) =>
	typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value));

/** Why an object can't be sent as it is, without its values; nothing if it can. */
function hindranceIn(json: IDataObject): string | undefined {
	if (limitedDepth(json) !== json) return `is nested more than ${MAX_DEPTH} levels deep.`;
	const objects = new Set<unknown>([json]);
	// The set grows as it is read.
	for (const each of objects) {
		if (!isObject(each)) continue;
		const name = NEVER_SENT.find((candidate) => Object.hasOwn(each, candidate));
		if (name !== undefined) {
			return `must not contain the name ${quoted(name)}, which n8n can't send. Remove it.`;
		}
		const odd = Object.keys(each).find((candidate) => isUnwritable(each[candidate]));
		if (odd !== undefined) {
			return `contains a number under ${quoted(odd)} that JSON can't write. Enter another number, or text.`;
		}
		for (const inner of Object.values(each)) objects.add(inner);
	}
	return undefined;
}

/** An object, or its JSON text, whose fields go into the request as they are. A message never shows it: it may contain a secret. */
export const jsonObject: Parser<IDataObject> = (value, label) => {
	if (isEmpty(value)) return undefined;
	const given = typeof value === 'string' ? jsonIn(value, label) : value;
	if (!isRecord(given) || momentOfDate(given) !== undefined || isTimeSpan(given)) {
		throw invalidField(label, `must be ${A_JSON_OBJECT}, not ${kindOf(given)}.`);
	}
	const hindrance = hindranceIn(given);
	if (hindrance === undefined) return given;
	throw invalidField(label, hindrance);
};

const A_JSON_OBJECT = 'a JSON object, such as {"name": "value"}';

function jsonIn(written: string, label: string): unknown {
	try {
		return JSON.parse(written);
	} catch {
		throw invalidField(label, `must be ${A_JSON_OBJECT}. Check its quotation marks, commas and braces.`);
	}
}

const BEGINS_WITH_HOST = /^https:\/\/[^./?#]/i;
/** Parts of a URL that parsers read differently: a backslash, a zero-width character, a % that begins no escape. */
const ODD = /\\|\p{Cf}|%(?![\da-f]{2})/iu;

/** A public HTTPS address. */
export const httpsUrl: Parser<string> = (value, label) => {
	const entered = text(value, label)?.trim();
	if (entered === undefined) return undefined;
	const url = parsedUrl(entered);
	if (url?.protocol !== 'https:') {
		throw invalidField(
			label,
			`must be an HTTPS address, such as https://app.example.com/webhooks/ecgrid, not ${quotedAddress(entered)}. ECGrid calls nothing else.`,
		);
	}
	if (url.username || url.password) {
		throw invalidField(
			label,
			`must not contain a login. Choose Basic or Digest under “Authentication”, and enter the user name and password there.`,
		);
	}
	if (/[\s\p{Cc}]/u.test(entered)) {
		throw invalidField(label, `must not contain spaces or line breaks. Write a space as %20.`);
	}
	if (
		!BEGINS_WITH_HOST.test(entered) ||
		ODD.test(entered) ||
		url.hostname.includes('..') ||
		url.port === '0'
	) {
		throw invalidField(
			label,
			`is ambiguous: not every program reads it the same way. Write it like https://app.example.com/webhooks/ecgrid.`,
		);
	}
	return entered;
};
