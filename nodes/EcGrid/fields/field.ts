import type { INodeProperties } from 'n8n-workflow';

import { required, type Parser, type RequiredParser } from './parsers';

/** The enums of the API's request fields, as its pages name them. Page: appendix/enums. */
type ApiEnum =
	| 'AuthLevel'
	| 'CertificateSecureHashAlgorithm'
	| 'CertificateType'
	| 'CertificateUsage'
	| 'Direction'
	| 'HTTPAuthType'
	| 'KeyVisibility'
	| 'NetworkContactType'
	| 'NetworkGatewayCommChannel'
	| 'Objects'
	| 'ParcelStatus'
	| 'StatisticsPeriod'
	| 'Status'
	| 'UseType';

/** The types of the API's request fields. `int` has 32 bits, `long` 64; `unlisted` is an object of fields that the page does not list. */
export type ApiType = 'string' | 'boolean' | 'int' | 'long' | 'datetime' | 'unlisted' | ApiEnum;

/** What every field has, wherever its value goes. */
interface FieldOf<R extends Parser> {
	/** As n8n shows it. Conditions on other fields stand in its `displayOptions.show`; a hidden field is never sent. */
	property: INodeProperties;
	/** `local`: not part of the request; for the operation itself. */
	in: 'body' | 'path' | 'query' | 'local';
	/** The API's name of it, where that is not the name of the property. */
	apiName?: string;
	type: ApiType;
	/** Checks and converts the value; `undefined` leaves it out of the request. */
	parse: R;
}

/** A field that has to be filled in. */
export type RequiredField = FieldOf<RequiredParser>;

/** A field of the body, which may be left empty. */
export type BodyField = FieldOf<Parser> & { in: 'body' };

/** One field of an operation: what a person sees, and where its value goes in the request. One of the path has to be filled in. */
export type Field = (FieldOf<Parser> & { in: 'body' | 'query' | 'local' }) | (RequiredField & { in: 'path' });

/** The same field, which has to be filled in. */
export const requiredField = (field: FieldOf<Parser>): RequiredField => ({
	...field,
	property: { ...field.property, required: true },
	parse: required(field.parse),
});

/** The same field as a part of the path, where ECGrid calls it `apiName`. */
export const inPath = (field: FieldOf<Parser>, apiName = 'id'): Field => ({
	...requiredField(field),
	in: 'path',
	apiName,
});
