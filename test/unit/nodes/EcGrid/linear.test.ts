import { checkCertificate } from '../../../../nodes/EcGrid/fields/certificateContent';
import { choices } from '../../../../nodes/EcGrid/fields/choice';
import { dateTime } from '../../../../nodes/EcGrid/fields/dateTime';
import { httpsUrl, intId } from '../../../../nodes/EcGrid/fields/parsers';
import { wholeNumber } from '../../../../nodes/EcGrid/fields/wholeNumber';
import { unwrap } from '../../../../nodes/EcGrid/transport/unwrap';
import type { ApiRequest, Failure } from '../../../../nodes/EcGrid/transport/api';
import { characterSetOf, checkCharacters } from '../../../../nodes/EcGrid/transport/characterSet';
import { originOf } from '../../../../nodes/EcGrid/transport/credential';
import { isLoopback, isPublic } from '../../../../nodes/EcGrid/transport/hosts';
import { withoutLogins } from '../../../../nodes/EcGrid/transport/logins';
import { recognizeFile } from '../../../../nodes/shared/recognizeFile';
import { firstId, firstText } from '../../../../nodes/EcGrid/transport/record';
import { redactionOf } from '../../../../nodes/EcGrid/transport/redaction';
import { safeFileName } from '../../../../nodes/EcGrid/transport/safeFileName';
import { EnvelopeContentDecoder } from '../../../../nodes/EcGrid/transport/envelopeContentDecoder';
import { basicLogin } from '../../../../nodes/EcGrid/trigger/basic';
import { eventsOf } from '../../../../nodes/EcGrid/trigger/event';
import { full } from '../../../quick';
import { cpuMilliseconds, LINEAR_MS } from '../../cpuTime';

// Input from others (bodies, headers, responses, items) must not take more than linear time. In quadratic
// time, each of these texts takes minutes.
const LENGTH = full(500_000, 125_000);
const read: ApiRequest = { method: 'POST', path: '/v2/x', body: {}, idempotent: true };
const redact = redactionOf(['s3cr3t-of-the-key', 'a"b\\c/d & ü']);
const answered = (statusCode: number, body: unknown, headers = {}) => {
	const { failure } = unwrap({ statusCode, headers, body }, read) as { failure?: Failure };
	if (failure) redact(failure.message);
};

/** Calls a function that may refuse its input. */
const trying = (work: () => unknown) => {
	try {
		work();
	} catch {
		// A refusal is as good as a result.
	}
};

const readers: Array<[string, (text: string) => unknown]> = [
	["an error's message", (text) => answered(400, { success: false, errorCode: text, message: text })],
	['an error in text', (text) => answered(500, text)],
	['a redirect', (text) => answered(302, '', { location: text })],
	['Retry-After', (text) => answered(429, '', { 'retry-after': text })],
	['an id', (text) => firstId({ parcelId: text }, 'parcelId')],
	['a text', (text) => firstText({ [text]: text }, text)],
	["a file's name", (text) => safeFileName(text, 1)],
	['the start of a file', (text) => recognizeFile(Buffer.from(`UNA${text}`))],
	['a host', (text) => [isLoopback(text), isPublic(text)]],
	["a receiver's response", withoutLogins],
	['a Basic login', (text) => basicLogin(text)],
	['a delivery', (text) => eventsOf(text, 'Parcel')],
	['the character set of a text', (text) => trying(() => characterSetOf(`UNB+UNOC:3+ü${text}`, 'Content'))],
	[
		'the character set of a text with a line for each segment',
		(text) => trying(() => characterSetOf(`UNA:+.? \nUNB+UNOC:3+ü\n${text}`, 'Content')),
	],
	['the characters of a text', (text) => trying(() => checkCharacters(`${text}€`, 'ISO 8859-1', 'Content'))],
	['a certificate', (text) => trying(() => checkCertificate(Buffer.from(text), 'Certificate', 'public'))],
	['a choice of an item', (text) => trying(() => choices(['Parcel'])(text, 'Events'))],
	['a number of an item', (text) => trying(() => wholeNumber(1)(text, 'Limit'))],
	['an ID of an item', (text) => trying(() => intId(text, 'ID'))],
	['a date of an item', (text) => trying(() => dateTime(text, 'Date'))],
	['an address of an item', (text) => trying(() => httpsUrl(text, 'URL'))],
	['a base URL', (text) => trying(() => originOf(text))],
];

const parts = [
	'. ',
	'.',
	' ',
	'\\',
	'"',
	'/',
	'a',
	'A=',
	'1',
	'1.',
	'-',
	'(',
	'[',
	'{"a":',
	'\n',
	'%',
	'&#',
	'\u00a0',
	'ü',
	'basic ',
	'UNA',
	'UNB+UNOC',
	"UNB+UNOC'",
	"UNA:+.? ~UNB+UNOC~UNZ'",
	'@',
	'://',
	'\\u00',
	'+',
];

describe.each(readers)('%s takes linear time', (_, reader) => {
	test.each(parts)('for repeated %j', (part) => {
		const text = part.repeat(LENGTH / part.length);
		const began = cpuMilliseconds();
		for (const each of [text, `${text}x`, `x${text}!`, `basic${text}x`]) reader(each);
		expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
	});
});

test.each(parts)('a file that consists only of %j takes linear time', async (part) => {
	const content = Buffer.from(part.repeat(LENGTH / part.length), 'latin1');
	async function* answer() {
		yield Buffer.from('{"success":true,"data":{"content":"');
		for (let at = 0; at < content.length; at += 4_096) yield content.subarray(at, at + 4_096);
		yield Buffer.from('"}}');
	}
	const began = cpuMilliseconds();
	try {
		for await (const piece of new EnvelopeContentDecoder(answer()).file()) void piece;
	} catch {
		// Not Base64.
	}
	expect(cpuMilliseconds() - began).toBeLessThan(LINEAR_MS);
});
