/** The error codes on the vendor's pages, by HTTP status. */
const codes: Readonly<Record<number, string>> = {
	400: 'InvalidParameter',
	401: 'InvalidAPIKey',
	403: 'AccessDenied',
	404: 'ObjectNotFound',
	429: 'RateLimitExceeded',
	500: 'InternalError',
};

/** An error response of the API. */
export class ApiError extends Error {
	constructor(
		readonly statusCode: number,
		message: string,
		readonly errorCode = codes[statusCode] ?? '',
	) {
		super(message);
	}
}

export const invalid = (field: string, problem: string) => new ApiError(400, `${field}: ${problem}`);

export const notFound = (what: string, id: number) => new ApiError(404, `${what} ${id} was not found`);

/** Wraps a successful response. */
export const success = (data: unknown) => ({ success: true, data, errorCode: '', message: '' });

/** Wraps a refusal. */
export const failure = ({ errorCode, message }: Pick<ApiError, 'errorCode' | 'message'>) => ({
	success: false,
	data: null,
	errorCode,
	message,
});

/** Returns the same object with capitalized names. */
export const capitalized = (envelope: object): object =>
	Object.fromEntries(
		Object.entries(envelope).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
	);

/** A refusal in ASP.NET's format: problem JSON that contains the field named in its message. */
export function problem({ statusCode, message }: ApiError): object {
	const [, field = '', text = message] = /^([\w.]+): (.*)$/s.exec(message) ?? [];
	return {
		title: statusCode === 400 ? 'One or more validation errors occurred.' : message,
		status: statusCode,
		...(statusCode === 400 && { errors: { [field]: [text] } }),
		traceId: '00-5f1c9a-01',
	};
}
