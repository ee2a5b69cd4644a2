import type { Handlers } from './api';
import { invalid } from './envelope';

interface HeaderInput {
	interchangeHeader: string;
}

const ELEMENTS = [
	'authorizationInfoQualifier',
	'authorizationInfo',
	'securityInfoQualifier',
	'securityInfo',
	'senderIdQualifier',
	'senderId',
	'receiverIdQualifier',
	'receiverId',
	'interchangeDate',
	'interchangeTime',
	'repetitionSeparator',
	'controlVersionNumber',
	'controlNumber',
	'acknowledgmentRequested',
	'usageIndicator',
];

/** Returns the elements of an ISA segment by name, with their padding. */
function elementsOf({ interchangeHeader: header }: HeaderInput): Record<string, string> {
	const [tag, ...elements] = header.split(header.charAt(3));
	const component = elements[ELEMENTS.length]?.charAt(0);
	if (tag !== 'ISA' || !component) throw invalid('interchangeHeader', 'must be an ISA segment');
	return {
		...Object.fromEntries(ELEMENTS.map((name, at) => [name, elements[at]!])),
		componentElementSeparator: component,
	};
}

/** Handlers for the two endpoints that read an ISA segment. */
export const interchangeHeaders: Handlers = {
	'POST /v2/interchanges/get-header': elementsOf,

	'POST /v2/interchanges/get-date': (input: HeaderInput) => {
		const { interchangeDate = '', interchangeTime = '' } = elementsOf(input);
		const [year, month, day] = interchangeDate.match(/../g) ?? [];
		const [hour, minute] = interchangeTime.match(/../g) ?? [];
		return `20${year}-${month}-${day}T${hour}:${minute}:00Z`;
	},
};
