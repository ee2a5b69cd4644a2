import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { enums, type ApiField, type Endpoint } from '../test/contract';
import { invalid, type ApiError } from './envelope';

const INT_MAX = 2 ** 31 - 1;
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

const formats: Record<string, { problem: string; validate: (value: string) => boolean }> = {
	datetime: {
		problem: 'must be an ISO 8601 time in UTC, such as 2026-01-31T09:30:00Z',
		validate: (value) => ISO_UTC.test(value) && !Number.isNaN(Date.parse(value)),
	},
	base64: {
		problem: 'must be Base64',
		validate: (value) => value.length % 4 === 0 && BASE64.test(value),
	},
	https: {
		problem: 'must be an HTTPS URL',
		validate: isHttps,
	},
	int: { problem: `must be an integer from 0 to ${INT_MAX}`, validate: digitsUpTo(INT_MAX) },
	long: { problem: 'must be an integer', validate: digitsUpTo(Number.MAX_SAFE_INTEGER) },
};

function isHttps(value: string): boolean {
	try {
		return new URL(value).protocol === 'https:';
	} catch {
		return false;
	}
}

function digitsUpTo(maximum: number) {
	return (value: string) => /^\d+$/.test(value) && Number(value) <= maximum;
}

const ajv = new Ajv();
for (const [name, { validate }] of Object.entries(formats)) ajv.addFormat(name, { validate });

const byType: Record<string, object> = {
	string: { type: 'string' },
	boolean: { type: 'boolean' },
	datetime: { type: 'string', format: 'datetime' },
	int: { type: 'integer', minimum: 0, maximum: INT_MAX },
	long: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
};

/** Returns the constraints on the vendor's pages that can be checked against the value alone. */
function fromConstraint({ name, constraint = '' }: ApiField): object {
	if (constraint === 'HTTPS only') return { format: 'https' };
	if (constraint === 'Base64-encoded') return { format: 'base64' };
	if (constraint === 'Non-empty') return { minLength: 1 };
	if (constraint === 'Single character') return { minLength: 1, maxLength: 1 };
	const maximum = /^(?:Maximum: |1–)(\d+)/.exec(constraint)?.[1];
	if (maximum) return { minimum: 1, maximum: Number(maximum) };
	if (['pageNo', 'recordsPerPage'].includes(name)) return { minimum: 1 };
	return {};
}

function bodyField(field: ApiField): object {
	const values = enums[field.type];
	return values
		? { type: 'string', enum: values }
		: { ...(byType[field.type] ?? {}), ...fromConstraint(field) };
}

/** Path and query values are text, so numbers are digits. */
function textField({ type }: ApiField): object {
	return type === 'boolean'
		? { enum: ['true', 'false'] }
		: { type: 'string', format: type === 'long' ? 'long' : 'int' };
}

function objectOf(fields: ApiField[], property: (field: ApiField) => object, additionalProperties: boolean) {
	return {
		type: 'object',
		properties: Object.fromEntries(fields.map((field) => [field.name, property(field)])),
		required: fields.filter((field) => field.required).map((field) => field.name),
		additionalProperties,
	};
}

/** Returns the schema of a request to this endpoint. */
export function requestSchema(endpoint: Endpoint) {
	const within = (place: ApiField['in']) => endpoint.request.filter((field) => field.in === place);
	const body = within('body');
	return {
		params: objectOf(within('path'), textField, false),
		querystring: objectOf(within('query'), textField, false),
		...(body.length > 0 && { body: objectOf(body, bodyField, endpoint.takesUnlistedFields) }),
	};
}

const compiled = new WeakMap<object, ValidateFunction>();

/**
 * Checks a value against a schema, which is compiled on first use. Returns the problem and names the field.
 */
export function problemWith(schema: object, value: unknown): ApiError | undefined {
	const validate = compiled.get(schema) ?? ajv.compile(schema);
	compiled.set(schema, validate);
	if (validate(value)) return undefined;
	return describe(validate.errors![0]!);
}

function describe({ instancePath, keyword, params, message }: ErrorObject): ApiError {
	const field = instancePath.slice(1).replaceAll('/', '.') || 'body';
	switch (keyword) {
		case 'required':
			return invalid(params.missingProperty, 'is required');
		case 'additionalProperties':
			return invalid(params.additionalProperty, 'is not a parameter of this endpoint');
		case 'enum':
			return invalid(field, `must be one of ${params.allowedValues.join(', ')}`);
		case 'format':
			return invalid(field, formats[params.format]!.problem);
		case 'minLength':
			return invalid(field, 'must not be empty');
		default:
			return invalid(field, message!);
	}
}
