import type { INodeProperties } from 'n8n-workflow';

import { required, type Parser, type RequiredParser } from './parsers';

/** The enums of the API's request fields, as its pages name them. Page: appendix/enums. */
type ApiEnum =
	| 'AuthLevel'
	| 'CertificateSecureHashAlgorithm'
	| 'CertificateType'
	| 'CertificateUsage'
	| 'Direction'
	| 'EDIStandard'
	| 'EMailPayload'
	| 'EMailSystem'
	| 'HTTPAuthType'
	| 'KeyVisibility'
	| 'NetworkContactType'
	| 'NetworkGatewayCommChannel'
	| 'Objects'
	| 'ParcelStatus'
	| 'RoutingGroup'
	| 'StatisticsPeriod'
	| 'Status'
	| 'UseType';

/** The types of the API's request fields. `int` has 32 bits, `long` 64; `unlisted` is an object of fields that the page doesn't list. */
export type ApiType = 'string' | 'boolean' | 'int' | 'long' | 'datetime' | 'unlisted' | ApiEnum;

/** The properties of every field, wherever its value goes. */
interface FieldOf<R extends Parser> {
	/** The field as n8n shows it. `displayOptions.show` contains conditions on other fields. A hidden field is never sent. */
	property: INodeProperties;
	/** `local`: for the operation itself, not part of the request. */
	in: 'body' | 'path' | 'query' | 'local';
	/** The API's name for the field, if it differs from the property's name. */
	apiName?: string;
	type: ApiType;
	/** Checks and converts the value. `undefined` omits it from the request. */
	parse: R;
}

/** A field that must be filled in. */
export type RequiredField = FieldOf<RequiredParser>;

/** A field of the body that may be empty. */
export type BodyField = FieldOf<Parser> & { in: 'body' };

/** A field of an operation: what a person sees, and where its value goes in the request. A path field must be filled in. */
export type Field = (FieldOf<Parser> & { in: 'body' | 'query' | 'local' }) | (RequiredField & { in: 'path' });

/** The same field, but it must be filled in. */
export const requiredField = (field: FieldOf<Parser>): RequiredField => ({
	...field,
	property: { ...field.property, required: true },
	parse: required(field.parse),
});

/** The same field as a part of the path, where its name is `apiName`. */
export const inPath = (field: FieldOf<Parser>, apiName = 'id'): Field => ({
	...requiredField(field),
	in: 'path',
	apiName,
});
