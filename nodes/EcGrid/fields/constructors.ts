import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { choice, valuesOf } from './choice';
import { dateTime } from './dateTime';
import type { ApiType, BodyField } from './field';
import { intId, jsonObject, longId, MAX_INT, text, visibleText, type Parser } from './parsers';
import { trueOrFalse } from './trueOrFalse';
import { wholeNumber } from './wholeNumber';

/** The parts of a field that a person sees, besides those that depend on its type. */
export type Shown = Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
	Partial<Pick<INodeProperties, 'displayOptions' | 'hint' | 'placeholder' | 'typeOptions'>>;

/** A text field. */
export const textField = (shown: Shown, parse: Parser<string> = visibleText): BodyField => ({
	property: { ...shown, type: 'string', default: '' },
	in: 'body',
	type: 'string',
	parse,
});

/** A text field for a secret: the editor hides it, and outputs and errors have it redacted. */
export const secretField = (shown: Shown): BodyField =>
	textField({ ...shown, typeOptions: { ...shown.typeOptions, password: true } }, text);

/** An ID that ECGrid assigned, of 32 or 64 bits. */
export const idField = (shown: Shown, type: 'int' | 'long' = 'int'): BodyField => ({
	property: { ...shown, type: 'string', default: '' },
	in: 'body',
	type,
	parse: type === 'int' ? intId : longId,
});

/** The name of an object within a sentence: “a mailbox” for Mailbox, “a callback” for Callback ID, “an ECGrid ID”. */
function withArticle(label: string): string {
	const name = label.replace(/(?<!ECGrid) ID$/, '').replace(/\b[A-Z][a-z]+\b/g, (word) => word.toLowerCase());
	return `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${name}`;
}

/** The parts of a locator that a person sees. `listPlaceholder`: what its list shows while nothing is chosen. */
export type ShownLocator = Shown & { listPlaceholder?: string };

/** An object that a person chooses from a list or by its ID. A plain ID is accepted, too. */
export const locatorField = (
	{ placeholder = 'e.g. 12345', listPlaceholder, ...shown }: ShownLocator,
	searchListMethod: string,
	type: 'int' | 'long' = 'int',
): BodyField => ({
	property: {
		...shown,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: listPlaceholder ?? `Select ${withArticle(shown.displayName)}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder,
				validation: [
					{
						type: 'regex',
						properties: {
							regex: '^\\s*[1-9]\\d*\\s*$',
							errorMessage: 'Enter digits only, such as 12345',
						},
					},
				],
			},
		],
	},
	in: 'body',
	type,
	parse: type === 'int' ? intId : longId,
});

/** A 32-bit number that counts something, from `minValue` to `maxValue`. */
export const countField = (
	shown: Shown,
	{ minValue, maxValue, value }: { minValue: number; maxValue?: number; value: number },
): BodyField => ({
	property: {
		...shown,
		type: 'number',
		typeOptions: { minValue, ...(maxValue !== undefined && { maxValue }) },
		default: value,
	},
	in: 'body',
	type: 'int',
	parse: wholeNumber(minValue, maxValue ?? MAX_INT),
});

/** A switch. Its description begins with “Whether”. */
export const booleanField = (shown: Shown, value = false): BodyField => ({
	property: { ...shown, type: 'boolean', default: value },
	in: 'body',
	type: 'boolean',
	parse: trueOrFalse,
});

/** A date and time. */
export const dateTimeField = (shown: Shown): BodyField => ({
	property: { ...shown, type: 'dateTime', default: '' },
	in: 'body',
	type: 'datetime',
	parse: dateTime,
});

/** A value of an ECGrid enum. The default is the first, unless another is named. */
export const enumField = (
	type: ApiType,
	options: INodePropertyOptions[],
	shown: Shown,
	{
		value = options[0]!.value,
		parse = choice(valuesOf(options)),
	}: { value?: INodePropertyOptions['value']; parse?: Parser<string> } = {},
): BodyField => ({
	property: { ...shown, type: 'options', options, default: value },
	in: 'body',
	type,
	parse,
});

/** Fields that ECGrid accepts although its page doesn't list them, as JSON. Each goes into the body under its own name. */
export const unlistedFields = (shown: Shown): BodyField => ({
	property: { ...shown, type: 'json', default: '{}' },
	in: 'body',
	type: 'unlisted',
	parse: jsonObject,
});
