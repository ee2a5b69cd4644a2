import { interchangeHeader } from '../../fields/interchangeHeader';
import type { Operation } from '../operation';

/** Page: rest-api/interchanges/get-header. */
export const getHeader: Operation = {
	value: 'getHeader',
	name: 'Get Header',
	action: 'Get header of interchange',
	description:
		'Read the elements of an interchange header, without sending the file. IDs keep the spaces that pad them.',
	endpoint: 'POST /v2/interchanges/get-header',
	idempotent: true,
	returnsData: 'something',
	fields: [interchangeHeader],
	outputFields: [
		'senderIdQualifier',
		'senderId',
		'receiverIdQualifier',
		'receiverId',
		'interchangeDate',
		'interchangeTime',
		'controlNumber',
		'controlVersionNumber',
		'acknowledgmentRequested',
		'usageIndicator',
		'authorizationInfoQualifier',
		'authorizationInfo',
		'securityInfoQualifier',
		'securityInfo',
		'repetitionSeparator',
		'componentElementSeparator',
	],
};
